package org.sngateway.simulator.world;

import org.sngateway.gateway.session.PredefinedTopic;
import org.sngateway.gateway.session.PredefinedTopics;
import org.sngateway.simulator.scenario.FleetSpec;
import org.sngateway.simulator.scenario.PublishSpec;
import org.sngateway.simulator.scenario.Scenario;
import org.sngateway.simulator.scenario.SubscribeSpec;
import org.sngateway.simulator.scenario.TopicSpec;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The predefined topics of a scenario as the gateway is configured with them. A topic with the device's number in it is one
 * entry for each device; the gateway looks through those one by one, so large fleets better use the client id.
 */
final class SharedTopics {
    private static final String FLEET = "{fleet}";
    private static final String NUMBER = "{n";
    private static final String EVERYBODY = "*";

    private SharedTopics() {}

    static PredefinedTopics of(Scenario scenario) {
        Set<PredefinedTopic> topics = new LinkedHashSet<>();
        for (FleetSpec fleet : scenario.fleets()) {
            for (PublishSpec publish : fleet.publishes()) {
                add(topics, fleet, publish.topic());
            }
            for (SubscribeSpec subscribe : fleet.subscribes()) {
                add(topics, fleet, subscribe.filter());
            }
        }
        return new PredefinedTopics(List.copyOf(topics));
    }

    private static void add(Set<PredefinedTopic> topics, FleetSpec fleet, TopicSpec topic) {
        if (!(topic instanceof TopicSpec.Predefined known)) {
            return;
        }
        String text = known.name().text().replace(FLEET, fleet.name());
        if (text.contains(NUMBER)) {
            for (int number = 1; number <= fleet.count(); number++) {
                String clientId = fleet.clientId().of(fleet.name(), number, "");
                topics.add(new PredefinedTopic(known.id(), known.name().of(fleet.name(), number, clientId), clientId));
            }
            return;
        }
        topics.add(new PredefinedTopic(known.id(), text, clients(fleet, text)));
    }

    /** A glob for the fleet's client ids, where the topic is the fleet's own. */
    private static String clients(FleetSpec fleet, String text) {
        boolean isForEverybody = fleet.connect() == null || text.contains("{client_id}");
        return isForEverybody
                ? EVERYBODY
                : fleet.clientId().text().replace(FLEET, fleet.name()).replaceAll("\\{[^}]*\\}", EVERYBODY);
    }
}
