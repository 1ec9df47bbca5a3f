package org.sngateway.simulator.scenario;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.measure.Metric;

import java.util.Set;

/** What a scenario must have for a metric to be measured at all. */
final class Measurable {
    private static final Set<Metric> AT_BROKER = Set.of(
            Metric.UPLINK_DELIVERED,
            Metric.UPLINK_DELIVERED_RATIO,
            Metric.UPLINK_LOST_ACKED,
            Metric.DUPLICATES_TO_BROKER,
            Metric.UPLINK_OUT_OF_ORDER);
    private static final Set<Metric> OF_SLEEPERS =
            Set.of(Metric.WAKES, Metric.WAKES_UNANSWERED, Metric.HEARD_WHILE_ASLEEP, Metric.BATTERY_YEARS);

    private Measurable() {}

    /** What is missing, or {@code null} when it can be measured. */
    static @Nullable String missing(Metric metric, Scenario scenario) {
        String word = metric.word();
        boolean isDownlink = word.startsWith("downlink_");
        boolean isAtBroker = AT_BROKER.contains(metric) || word.startsWith("uplink_latency");
        if (scenario.target().brokerUrl() == null && (isDownlink || isAtBroker)) {
            return "needs target.broker, to see what arrives there";
        }
        // That nothing was lost is true where nothing was sent; how long it took is not.
        boolean isCount = metric.unit() == Metric.Unit.COUNT;
        if (isDownlink && !isCount && scenario.downlinks().isEmpty()) {
            return "needs downlink, which publishes to devices";
        }
        boolean isOfSleepers = OF_SLEEPERS.contains(metric) || word.startsWith("awake_");
        if (isOfSleepers && scenario.fleets().stream().allMatch(fleet -> fleet.sleep() == null)) {
            return "needs a fleet that sleeps";
        }
        boolean isOfAttack = word.startsWith("attack_");
        if (isOfAttack && scenario.timeline().stream().noneMatch(step -> step.action() instanceof Step.Attack)) {
            return "needs an attack in the timeline";
        }
        boolean isOfAcks = word.startsWith("uplink_ack");
        boolean hasAcks = scenario.fleets().stream()
                .flatMap(fleet -> fleet.publishes().stream())
                .anyMatch(publish -> publish.qos() == Qos.ONE || publish.qos() == Qos.TWO);
        return isOfAcks && !hasAcks ? "needs a fleet that publishes with QoS 1 or 2" : null;
    }
}
