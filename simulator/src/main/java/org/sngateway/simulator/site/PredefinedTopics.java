package org.sngateway.simulator.site;

import org.sngateway.simulator.scenario.FleetSpec;
import org.sngateway.simulator.scenario.Pattern;
import org.sngateway.simulator.scenario.Scenario;
import org.sngateway.simulator.scenario.TopicSpec;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The predefined topics that a scenario uses, as the gateway's configuration names them. It knows {@code {client_id}} and no
 * number: where a topic holds one, each device has an entry of its own.
 */
final class PredefinedTopics {
    /** One entry of {@code topics.predefined}. */
    record Entry(int id, String topic, String clients) {}

    private PredefinedTopics() {}

    static List<Entry> of(Scenario scenario) {
        Set<Entry> entries = new LinkedHashSet<>();
        for (FleetSpec fleet : scenario.fleets()) {
            Stream.concat(
                            fleet.publishes().stream().map(publish -> publish.topic()),
                            fleet.subscribes().stream().map(subscribe -> subscribe.filter()))
                    .filter(TopicSpec.Predefined.class::isInstance)
                    .map(TopicSpec.Predefined.class::cast)
                    .forEach(topic -> add(entries, fleet, topic));
        }
        return new ArrayList<>(entries);
    }

    private static void add(Set<Entry> entries, FleetSpec fleet, TopicSpec.Predefined topic) {
        if (fleet.connect() == null) {
            // Who never connects has no client id that the gateway could know.
            entries.add(new Entry(topic.id(), topic.name().of(fleet.name(), 1, ""), "*"));
            return;
        }
        String text = topic.name().text();
        if (!text.contains("{n")) {
            String shared = text.replace("{fleet}", fleet.name());
            entries.add(new Entry(topic.id(), shared, clients(fleet)));
            return;
        }
        for (int number = 1; number <= fleet.count(); number++) {
            String clientId = fleet.clientId().of(fleet.name(), number, "");
            entries.add(new Entry(topic.id(), topic.name().of(fleet.name(), number, clientId), clientId));
        }
    }

    private static String clients(FleetSpec fleet) {
        Pattern ids = fleet.clientId();
        return ids.text().replace("{fleet}", fleet.name()).replaceAll("\\{n(:[^}]*)?\\}", "*");
    }
}
