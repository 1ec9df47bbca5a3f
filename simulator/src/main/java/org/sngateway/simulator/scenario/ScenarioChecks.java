package org.sngateway.simulator.scenario;

import org.sngateway.gateway.config.Place;
import org.sngateway.gateway.config.Problem;
import org.sngateway.gateway.config.Raw;
import org.sngateway.simulator.link.ImpairedLink;
import org.sngateway.simulator.link.LinkSpec;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What single values cannot tell: whether the parts of a fleet go together, and with others. */
final class ScenarioChecks {
    /** MQTT-SN 1.2 s.5.3.1: client ids are 1..23 characters. */
    private static final int CLIENT_ID_CHARACTERS = 23;

    /** A CONNECT must fit into a datagram that is not cut into fragments. */
    private static final int CLIENT_ID_OCTETS_MAX = 1200;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int DEVICES_MAX = 2_000_000;

    private final List<Problem> warnings;

    ScenarioChecks(List<Problem> warnings) {
        this.warnings = warnings;
    }

    /** The longest time between two times that a device collects what waits for it. */
    static long wakeNanos(FleetSpec fleet) {
        SleepSpec sleep = fleet.sleep();
        if (sleep == null) {
            return 0;
        }
        return sleep.wakeEveryNanos() > 0 ? sleep.wakeEveryNanos() : sleep.durationSeconds() * SECOND_NANOS;
    }

    void fleet(SectionReader in, FleetSpec fleet, Map<String, LinkSpec> links) {
        LinkSpec link = links.get(fleet.link());
        if (link == null) {
            in.problem("link", LinkReader.unknown(fleet.link(), links.keySet()));
        } else {
            retries(in, fleet, link);
        }
        SleepSpec sleep = fleet.sleep();
        if (sleep != null && sleep.wakeEveryNanos() == 0 && fleet.publishes().isEmpty()) {
            in.problem("sleep", "wakes before publish, but publishes nothing; give sleep.wake a time such as 60s");
        }
        for (PublishSpec publish : fleet.publishes()) {
            long duration = sleep == null ? Long.MAX_VALUE : sleep.durationSeconds() * SECOND_NANOS;
            if (sleep != null
                    && sleep.wakeEveryNanos() == 0
                    && fleet.publishes().size() == 1
                    && publish.everyNanos() > duration) {
                in.problem(
                        "sleep",
                        "duration " + Times.text(duration) + " is shorter than the time between two readings ("
                                + Times.text(publish.everyNanos())
                                + "): the gateway would take them for lost; sleep longer, or give sleep.wake");
            }
        }
    }

    /** An answer that takes longer than all repeats cannot come in time. */
    private void retries(SectionReader in, FleetSpec fleet, LinkSpec link) {
        long oneWay = Math.max(0, link.delayNanos() - link.jitterNanos());
        double bits = (ImpairedLink.HEADER_OCTETS + 7) * 8.0;
        double sending = link.rateBitsPerSecond() == 0 ? 0 : bits / link.rateBitsPerSecond() * SECOND_NANOS;
        long roundTrip = 2 * (oneWay + (long) sending);
        RetrySpec retry = fleet.retry();
        String takes = "an answer over " + fleet.link() + " takes at least " + Times.text(roundTrip);
        if (retry.intervalNanos() * (retry.count() + 1) < roundTrip) {
            in.problem(
                    "retry",
                    "gives up after " + Times.text(retry.intervalNanos() * (retry.count() + 1)) + ", but " + takes);
        } else if (retry.intervalNanos() < roundTrip) {
            warn(in, "retry", "repeats everything after " + Times.text(retry.intervalNanos()) + ", because " + takes);
        }
    }

    void clientIds(List<SectionReader> sections, List<FleetSpec> fleets) {
        long devices = fleets.stream().mapToLong(FleetSpec::count).sum();
        if (devices > DEVICES_MAX) {
            sections.get(0)
                    .problem("count", "all fleets together have " + devices + " devices; at most " + DEVICES_MAX);
            return;
        }
        Map<String, String> seen = new HashMap<>();
        for (int i = 0; i < fleets.size(); i++) {
            FleetSpec fleet = fleets.get(i);
            String longest = "";
            boolean isUnique = true;
            for (int n = 1; n <= fleet.count() && isUnique; n++) {
                String id = fleet.clientId().of(fleet.name(), n, "");
                longest = id.length() > longest.length() ? id : longest;
                String other = seen.put(id, fleet.name());
                isUnique = other == null;
                if (other != null) {
                    sections.get(i).problem("client_id", taken(id, other, fleet));
                }
            }
            length(sections.get(i), longest);
        }
    }

    private static String taken(String id, String other, FleetSpec fleet) {
        return other.equals(fleet.name()) && fleet.count() > 1
                ? "more than one device of " + fleet.count() + " would be \"" + id + "\"; add {n}"
                : "\"" + id + "\" is a device of fleet " + other + " already";
    }

    private void length(SectionReader in, String longest) {
        int octets = longest.getBytes(StandardCharsets.UTF_8).length;
        if (octets > CLIENT_ID_OCTETS_MAX) {
            in.problem("client_id", octets + " octets do not fit into a datagram; at most " + CLIENT_ID_OCTETS_MAX);
        } else if (longest.length() > CLIENT_ID_CHARACTERS) {
            warn(
                    in,
                    "client_id",
                    "\"" + longest + "\" has " + longest.length()
                            + " characters; MQTT-SN 1.2 allows 23, and a gateway may refuse more");
        }
    }

    private void warn(SectionReader in, String key, String message) {
        Raw raw = in.raw(key);
        warnings.add(new Problem(raw == null ? Place.DEFAULT : raw.place(), in.at(key), "", message));
    }
}
