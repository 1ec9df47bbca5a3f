package org.sngateway.simulator.scenario;

import org.sngateway.simulator.scenario.PayloadSpec.Encoding;
import org.sngateway.simulator.scenario.SectionReader.Item;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads what the broker's side publishes. */
final class DownlinkReader {
    private final List<FleetSpec> fleets;
    private final long durationNanos;

    DownlinkReader(List<FleetSpec> fleets, long durationNanos) {
        this.fleets = fleets;
        this.durationNanos = durationNanos;
    }

    List<DownlinkSpec> read(SectionReader in) {
        List<DownlinkSpec> all = new ArrayList<>();
        for (Item item : in.items("downlink")) {
            if (!fleets.isEmpty()) {
                all.add(downlink(in.section(item, Keys.DOWNLINK)));
            }
        }
        return all;
    }

    private DownlinkSpec downlink(SectionReader in) {
        String fleet = in.has("fleet")
                ? TimelineReader.reference(in, "fleet", ScenarioReader.names(fleets))
                : fleets.get(0).name();
        Pattern topic = topic(in, ScenarioReader.find(fleets, fleet));
        long from = in.nanos("from", "30s");
        if (from > durationNanos) {
            in.problem("from", "is after the end: duration is " + Times.text(durationNanos));
        }
        Long bytes = in.find("bytes", Long.class);
        long chunk = in.get("chunk", Long.class, 200L);
        if (bytes != null && (in.has("count") || in.has("payload") || in.has("size"))) {
            in.problem("bytes", "cannot stand beside count, payload or size; chunk is the size of each message");
        }
        if (bytes == null && in.has("chunk")) {
            in.problem("chunk", "has no effect without bytes");
        }
        long count = bytes == null ? in.get("count", Integer.class, 0) : (bytes + chunk - 1) / chunk;
        long every = in.nanos("every", "1m");
        if (from + (count - 1) * every > durationNanos) {
            in.problem(
                    bytes == null ? "count" : "bytes",
                    count + " messages, one every " + Times.text(every) + ", are not sent before the end: duration is "
                            + Times.text(durationNanos));
        }
        return new DownlinkSpec(
                fleet,
                topic,
                from,
                every,
                count,
                FleetReader.connectedQos(in),
                in.get("retain", Boolean.class, false),
                Math.toIntExact(in.get("expiry", Duration.class, Duration.ZERO).toSeconds()),
                bytes == null
                        ? PayloadReader.read(in)
                        : new PayloadSpec(List.of(), Encoding.BINARY, Math.toIntExact(chunk)));
    }

    private static Pattern topic(SectionReader in, FleetSpec fleet) {
        String topic = in.get("topic", String.class, "cmd/{client_id}/do");
        if (topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0) {
            in.problem("topic", "must be a topic name without + and #");
        } else if (!fleet.name().isEmpty()
                && fleet.subscribes().stream()
                        .noneMatch(subscribe ->
                                TopicReader.matches(subscribe.filter().name().text(), topic))) {
            in.problem(
                    "topic",
                    "nobody would get " + topic + ": fleet " + fleet.name() + " subscribes to "
                            + (fleet.subscribes().isEmpty() ? "nothing" : filters(fleet)));
        }
        return new Pattern(topic);
    }

    private static String filters(FleetSpec fleet) {
        return String.join(
                " and ",
                fleet.subscribes().stream()
                        .map(subscribe -> subscribe.filter().name().text())
                        .toList());
    }
}
