package org.sngateway.simulator.fleet;

import org.sngateway.simulator.scenario.FleetSpec;
import org.sngateway.simulator.scenario.Pattern;
import org.sngateway.simulator.scenario.PublishSpec;
import org.sngateway.simulator.scenario.Scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * The filters under which the broker's watching client sees everything that a scenario's devices publish: a topic level that
 * differs from device to device becomes {@code +}. A filter that another one covers is left out, so that brokers which
 * deliver once for each matching subscription deliver once.
 */
final class WatchedTopics {
    private static final String PLACE = "{";

    private WatchedTopics() {}

    static List<String> of(Scenario scenario) {
        List<String> filters = new ArrayList<>();
        for (FleetSpec fleet : scenario.fleets()) {
            for (PublishSpec publish : fleet.publishes()) {
                add(filters, filter(fleet, publish.topic().name()));
            }
        }
        return filters;
    }

    private static String filter(FleetSpec fleet, Pattern topic) {
        Pattern here = new Pattern(topic.text().replace("{fleet}", fleet.name()));
        String id = fleet.clientId().of(fleet.name(), 1, "");
        if (id.indexOf('/') >= 0) {
            // Then levels cannot be told from the pattern.
            String text = here.text();
            int place = text.indexOf(PLACE);
            return place < 0 ? text : text.substring(0, text.lastIndexOf('/', place) + 1) + '#';
        }
        StringBuilder filter = new StringBuilder();
        for (String level : here.text().split("/", -1)) {
            filter.append(filter.isEmpty() ? "" : "/").append(level.contains(PLACE) ? "+" : level);
        }
        return filter.toString();
    }

    private static void add(List<String> filters, String filter) {
        if (filters.stream().noneMatch(other -> covers(other, filter))) {
            filters.removeIf(other -> covers(filter, other));
            filters.add(filter);
        }
    }

    /** Whether every topic that matches {@code narrow} matches {@code wide} as well. */
    static boolean covers(String wide, String narrow) {
        String[] wideLevels = wide.split("/", -1);
        String[] narrowLevels = narrow.split("/", -1);
        for (int i = 0; i < wideLevels.length; i++) {
            if (wideLevels[i].equals("#")) {
                return true;
            }
            boolean isSame = i < narrowLevels.length
                    && (wideLevels[i].equals(narrowLevels[i])
                            || wideLevels[i].equals("+") && !narrowLevels[i].equals("#"));
            if (!isSame) {
                return false;
            }
        }
        return wideLevels.length == narrowLevels.length;
    }
}
