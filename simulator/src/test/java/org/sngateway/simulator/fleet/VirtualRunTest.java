package org.sngateway.simulator.fleet;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.link.LinkSpec;
import org.sngateway.simulator.measure.Distribution;
import org.sngateway.simulator.measure.Metric;
import org.sngateway.simulator.measure.RunResult;
import org.sngateway.simulator.scenario.ConnectSpec;
import org.sngateway.simulator.scenario.DownlinkSpec;
import org.sngateway.simulator.scenario.Pattern;
import org.sngateway.simulator.scenario.PublishSpec;
import org.sngateway.simulator.scenario.Scenario;
import org.sngateway.simulator.scenario.Step;
import org.sngateway.simulator.scenario.TopicSpec;
import org.sngateway.simulator.world.VirtualSite;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whatever a timeline can let happen, against the gateway's own engine in virtual time. */
class VirtualRunTest {
    private static final long SECOND = Scenes.SECOND;
    private static final ConnectSpec PERSISTENT = new ConnectSpec(120, false, 4, null);
    private static final LinkSpec NBIOT = new LinkSpec(
            400_000_000L,
            300_000_000L,
            0.02,
            new LinkSpec.Bursts(0.01, 0.3, 0.8),
            0.02,
            0.05,
            20_000,
            20,
            new LinkSpec.Nat(30 * SECOND, false));

    private static RunResult run(Scenes scenes) {
        Scenario scenario = scenes.scenario();
        try (VirtualSite site = VirtualSite.of(scenario)) {
            return new FleetRun(scenario, site, progress -> {}).run();
        }
    }

    private static double value(RunResult result, Metric metric) {
        Double value = result.total().value(metric);
        assertNotNull(value, () -> metric + " of " + result.total().values() + result.remarks());
        return value;
    }

    private static List<Double> column(RunResult result, String name) {
        return result.series().columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values();
    }

    @Test
    void whatNobodySent_didNotGoWrong() {
        RunResult result = run(new Scenes().with(active(2)));
        assertEquals(0, value(result, Metric.DOWNLINK_EXPIRED));
        assertNull(result.total().value(Metric.DOWNLINK_WAIT_P99));
    }

    private static Scenes.FleetScene sleepers(int count) {
        return Scenes.fleet("d", count).publishes(30, Qos.ONE).subscribes().sleeps(90, 0, false);
    }

    private static Scenes.FleetScene active(int count) {
        return Scenes.fleet("d", count).publishes(5, Qos.ONE).connects(PERSISTENT);
    }

    private static void assertNothingLost(RunResult result) {
        assertEquals(0, value(result, Metric.UPLINK_LOST_ACKED));
        assertEquals(value(result, Metric.UPLINK_SENT), value(result, Metric.UPLINK_DELIVERED));
        assertEquals(0, value(result, Metric.UPLINK_OUT_OF_ORDER));
    }

    @Test
    void switchesAFleetOnAsItsRampSays() {
        RunResult result = run(new Scenes().with(active(30)).at(10, new Step.Ramp("d", 30 * SECOND)));
        assertEquals(30.0, column(result, "off").get(8));
        assertEquals(15.0, column(result, "off").get(24), 1);
        assertEquals(0.0, column(result, "off").get(40));
        assertEquals(30, value(result, Metric.CONNECTS));
        assertNothingLost(result);
    }

    @Test
    void letsSleepersCollectWhatWaitsForThem() {
        RunResult result = run(new Scenes().with(sleepers(20)).lasts(300, 90).downlink("d", 40, 0, Qos.ONE));
        assertNothingLost(result);
        assertEquals(1, value(result, Metric.DOWNLINK_DELIVERED_RATIO));
        assertEquals(0, value(result, Metric.HEARD_WHILE_ASLEEP));
        assertEquals(0, value(result, Metric.WAKES_UNANSWERED));
        assertEquals(20, value(result, Metric.CONNECTS));
        assertTrue(value(result, Metric.DOWNLINK_WAIT_MAX) < 37, () -> "an interval with its jitter is 36 s at most");
        assertTrue(value(result, Metric.AWAKE_SHARE) < 0.001);
        assertTrue(value(result, Metric.BATTERY_YEARS) > 0);
    }

    @Test
    void letsSleepersConnectForTheirReadings() {
        Scenes.FleetScene fleet = Scenes.fleet("d", 10)
                .publishes(30, Qos.TWO)
                .subscribes()
                .sleeps(90, 0, true)
                .connects(PERSISTENT);
        RunResult result = run(new Scenes().with(fleet).lasts(200, 90).downlink("d", 40, 0, Qos.TWO));
        assertNothingLost(result);
        assertEquals(0, value(result, Metric.DUPLICATES_TO_BROKER));
        assertEquals(1, value(result, Metric.DOWNLINK_DELIVERED_RATIO));
        assertEquals(10 + value(result, Metric.UPLINK_SENT), value(result, Metric.CONNECTS));
    }

    @Test
    void cutsPowerAndGivesItBack() {
        RunResult result =
                run(new Scenes().with(active(20)).at(30, new Step.PowerCut("d", 0.5, 10 * SECOND, 4 * SECOND)));
        assertEquals(10.0, column(result, "off").get(34));
        assertEquals(0.0, column(result, "off").get(50));
        assertEquals(30, value(result, Metric.CONNECTS));
        assertEquals(0, value(result, Metric.SESSIONS_LOST));
        Histogram times = result.total().distributions().get(Distribution.RECONNECT_TIME);
        assertNotNull(times);
        assertEquals(10, times.getTotalCount());
        assertTrue(value(result, Metric.RECONNECT_TIME_MAX) < 1);
        assertNothingLost(result);
        assertEquals("power cut: 10 devices of d", result.events().get(0).label());
        assertEquals(40.0, result.events().get(0).untilSeconds());
    }

    @Test
    void followsSleepersToOtherPorts() {
        RunResult result = run(new Scenes()
                .with(sleepers(20))
                .lasts(200, 60)
                .at(100, new Step.Rebind("d", 0.5, Step.Rebind.What.PORT)));
        assertEquals(10, value(result, Metric.RESUMED_AFTER_ADDRESS_CHANGE));
        assertEquals(0, value(result, Metric.SESSIONS_LOST));
        assertEquals(0, value(result, Metric.STARTED_OVER));
        assertNothingLost(result);
    }

    @Test
    void tellsWhomAnotherHostMadeStartOver() {
        RunResult result = run(new Scenes()
                .with(sleepers(20))
                .lasts(200, 60)
                .at(100, new Step.Rebind("d", 0.5, Step.Rebind.What.ADDRESS)));
        // The gateway follows a wake-up to another port of the same host only.
        assertEquals(10, value(result, Metric.STARTED_OVER));
        assertEquals(0, value(result, Metric.RESUMED_AFTER_ADDRESS_CHANGE));
        assertEquals(30, value(result, Metric.CONNECTS));
    }

    @Test
    void servesNodesBehindForwardersThatAreRenumbered() {
        RunResult result = run(new Scenes()
                .with(sleepers(20).behindForwarders(7))
                .lasts(200, 60)
                .at(100, new Step.Rebind("d", 0.5, Step.Rebind.What.NODE_ID))
                .downlink("d", 40, 3, Qos.ONE));
        assertEquals(0, value(result, Metric.STRAYS));
        assertEquals(0, value(result, Metric.DOWNLINK_MISDELIVERED));
        assertEquals(10, value(result, Metric.STARTED_OVER));
        assertEquals(0, value(result, Metric.UPLINK_LOST_ACKED));
    }

    @Test
    void tradesAddressesWithoutMixingUpDevices() {
        RunResult result = run(new Scenes()
                .with(sleepers(20))
                .lasts(300, 90)
                .at(100, new Step.SwapAddresses("d", 0.5))
                .downlink("d", 20, 5, Qos.ONE));
        assertEquals(0, value(result, Metric.DOWNLINK_MISDELIVERED));
        assertEquals(0, value(result, Metric.UPLINK_LOST_ACKED));
        assertEquals(
                "5 pairs of devices of d trade their addresses",
                result.events().get(0).label());
    }

    @Test
    void changesALink() {
        LinkSpec bad = new LinkSpec(50_000_000L, 0, 0.4, null, 0, 0, 0, 0, null);
        RunResult result = run(new Scenes().with(active(20)).link("bad", bad).at(30, new Step.ChangeLink("d", "bad")));
        List<Double> retransmissions = column(result, "device_retransmissions");
        assertEquals(0, sum(retransmissions.subList(0, 30)));
        assertTrue(sum(retransmissions.subList(30, retransmissions.size())) > 10);
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    @ParameterizedTest
    @EnumSource
    void restartsTheGatewayWithoutLosingWhatItAcknowledged(Way way) {
        RunResult result = run(new Scenes()
                .with(active(20).retries(2, 5, 5))
                .lasts(90, 60)
                .at(30, new Step.GatewayRestart(way == Way.KILL, 3 * SECOND)));
        assertEquals(0, value(result, Metric.UPLINK_LOST_ACKED));
        assertEquals(0, value(result, Metric.STARTED_OVER));
        assertEquals(0, value(result, Metric.SESSIONS_LOST));
        assertTrue(value(result, Metric.DEVICE_RETRANSMISSIONS) > 0);
        assertTrue(value(result, Metric.UPLINK_LATENCY_MAX) > 1);
        assertEquals(33.0, result.events().get(0).untilSeconds());
    }

    enum Way {
        KILL,
        STOP
    }

    @ParameterizedTest
    @EnumSource
    void restartsTheBroker(Way way) {
        RunResult result = run(new Scenes()
                .with(active(10))
                .lasts(120, 60)
                .at(30, new Step.BrokerRestart(way == Way.KILL, 20 * SECOND)));
        assertEquals(0, value(result, Metric.UPLINK_LOST_ACKED));
        assertEquals(value(result, Metric.UPLINK_SENT), value(result, Metric.UPLINK_DELIVERED));
        assertTrue(value(result, Metric.UPLINK_LATENCY_MAX) > 10);
        assertTrue(result.isValid());
        assertEquals(3, result.events().size());
    }

    @ParameterizedTest
    @EnumSource
    void disturbsTheConnectionToTheBroker(Step.BrokerTrouble.Trouble trouble) {
        RunResult result = run(new Scenes()
                .with(active(10))
                .lasts(120, 60)
                .at(30, new Step.BrokerTrouble(trouble, SECOND / 2, 20 * SECOND)));
        assertEquals(0, value(result, Metric.UPLINK_LOST_ACKED));
        assertEquals(value(result, Metric.UPLINK_SENT), value(result, Metric.UPLINK_DELIVERED));
        assertEquals(50.0, result.events().get(0).untilSeconds());
        switch (trouble) {
            case STALL, REFUSE -> assertTrue(value(result, Metric.UPLINK_LATENCY_MAX) > 10);
            case DELAY -> {
                assertEquals(0.5, value(result, Metric.UPLINK_ACK_MAX), 0.01);
                assertEquals(0, value(result, Metric.UPLINK_LATENCY_MAX), 0.01);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesStrangers(Step.Attack.Abuse abuse) {
        RunResult result =
                run(new Scenes().with(sleepers(5)).lasts(100, 60).at(20, new Step.Attack(abuse, 200, 10 * SECOND)));
        assertEquals(2000, value(result, Metric.ATTACK_DATAGRAMS));
        assertTrue(value(result, Metric.ATTACK_AMPLIFICATION) <= 1);
        assertEquals(1, value(result, Metric.GATEWAY_ALIVE));
        assertEquals(0, value(result, Metric.SESSIONS_LOST));
        assertNothingLost(result);
    }

    @Test
    void publishesWithoutAnyConnection() {
        TopicSpec shared = new TopicSpec.Predefined(3, new Pattern("yard/qm1"));
        Scenes.FleetScene fleet = Scenes.fleet("d", 50)
                .connects(null)
                .publishes(new PublishSpec(shared, 2 * SECOND, 0.5, Qos.MINUS_ONE, false, 2, Scenes.JSON));
        RunResult result = run(new Scenes().with(fleet));
        assertEquals(1, value(result, Metric.UPLINK_DELIVERED_RATIO));
        assertTrue(value(result, Metric.UPLINK_SENT) > 2000);
        assertFalse(result.total().values().containsKey(Metric.CONNECTS));
        assertFalse(result.total().values().containsKey(Metric.UPLINK_ACKED));
    }

    @Test
    void isNotDisturbedByDevicesThatMisbehave() {
        RunResult result = run(new Scenes()
                .with(active(10))
                .with(Scenes.fleet("bad", 10).publishes(5, Qos.ONE).misbehaves(0.5)));
        assertEquals(0, value(result, Metric.UPLINK_LOST_ACKED));
        assertEquals(1.0, result.fleets().get(0).figures().value(Metric.UPLINK_DELIVERED_RATIO));
        assertEquals(0.0, result.fleets().get(0).figures().value(Metric.STRAYS));
        assertEquals(1, value(result, Metric.GATEWAY_ALIVE));
    }

    @Test
    void tellsExpiredFromLost() {
        DownlinkSpec shortLived = new DownlinkSpec(
                "d", new Pattern("down/{client_id}/c"), 15 * SECOND, 50 * SECOND, 0, Qos.ONE, false, 5, Scenes.JSON);
        RunResult result = run(new Scenes()
                .with(Scenes.fleet("d", 40).subscribes().sleeps(120, 60, false))
                .lasts(300, 90)
                .downlink(shortLived));
        assertEquals(0, value(result, Metric.DOWNLINK_LOST));
        double expired = value(result, Metric.DOWNLINK_EXPIRED);
        double offered = value(result, Metric.DOWNLINK_OFFERED);
        assertEquals(offered, expired + value(result, Metric.DOWNLINK_DELIVERED));
        // A message lives for five of the sixty seconds between two wakes.
        assertEquals(55 / 60.0, expired / offered, 0.1);
    }

    @Test
    void hearsNothingWhileAsleepOverABadLink() {
        RunResult result = run(new Scenes()
                .with(sleepers(30).link("nbiot").retries(10, 3, 20))
                .link("nbiot", NBIOT)
                .lasts(900, 120)
                .downlink("d", 45, 0, Qos.ONE));
        assertEquals(0, value(result, Metric.HEARD_WHILE_ASLEEP));
        assertEquals(0, value(result, Metric.UPLINK_LOST_ACKED));
        assertEquals(0, value(result, Metric.DOWNLINK_MISDELIVERED));
        assertTrue(value(result, Metric.DEVICE_RETRANSMISSIONS) > 0);
        assertTrue(value(result, Metric.RESUMED_AFTER_ADDRESS_CHANGE) > 0, "NAT forgets within 30 s");
    }

    @Test
    void makesTheSameResultOfTheSameSeed() {
        RunResult first = run(eventful(11));
        assertEquals(first, run(eventful(11)));
        assertNotEquals(first.series(), run(eventful(12)).series());
    }

    private static Scenes eventful(long seed) {
        return new Scenes()
                .seed(seed)
                .with(sleepers(20).link("nbiot"))
                .with(Scenes.fleet("always", 10)
                        .publishes(3, Qos.TWO)
                        .subscribes()
                        .connects(PERSISTENT)
                        .link("nbiot"))
                .link("nbiot", NBIOT)
                .lasts(200, 60)
                .downlink("d", 20, 0, Qos.ONE)
                .at(50, new Step.PowerCut("d", 0.5, 10 * SECOND, 5 * SECOND))
                .at(80, new Step.GatewayRestart(true, 2 * SECOND))
                .at(110, new Step.BrokerRestart(true, 5 * SECOND))
                .at(140, new Step.Attack(Step.Attack.Abuse.SPOOFED, 50, 10 * SECOND));
    }
}
