package org.sngateway.simulator.fleet;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.fleet.port.SiteException;
import org.sngateway.simulator.measure.Distribution;
import org.sngateway.simulator.measure.Metric;
import org.sngateway.simulator.measure.RunResult;
import org.sngateway.simulator.measure.Threshold;
import org.sngateway.simulator.scenario.ConnectSpec;
import org.sngateway.simulator.scenario.Pattern;
import org.sngateway.simulator.scenario.PublishSpec;
import org.sngateway.simulator.scenario.Step;
import org.sngateway.simulator.scenario.SubscribeSpec;
import org.sngateway.simulator.scenario.TopicSpec;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What the books say of a gateway that does exactly what a test wants. All devices are on from the first moment, and readings
 * begin two seconds later: in 62 seconds each device has exactly six of them, ten seconds apart, whatever its phase.
 */
class BooksTest {
    private static final long SECOND = Scenes.SECOND;
    private static final double EXACT = 1e-3;

    private static Scenes scenes(Scenes.FleetScene fleet) {
        return new Scenes().with(fleet).at(0, new Step.Ramp("d", 0)).lasts(62, 30);
    }

    private static Scenes.FleetScene devices(int count, Qos qos) {
        return Scenes.fleet("d", count).publishes(10, qos).retries(100, 0, 5);
    }

    private static Scenes.FleetScene listeners(int count) {
        Scenes.FleetScene fleet = Scenes.fleet("d", count).retries(100, 0, 5);
        fleet.subscribesTo(new SubscribeSpec(new TopicSpec.Named(new Pattern("down/{client_id}/c")), Qos.ONE));
        return fleet;
    }

    private static RunResult run(FakeSite site, Scenes scenes) {
        return new FleetRun(scenes.scenario(), site, progress -> {}).run();
    }

    private static double value(RunResult result, Metric metric) {
        Double value = result.total().value(metric);
        assertNotNull(value, () -> metric + " of " + result.total().values());
        return value;
    }

    @Test
    void countsWhatIsOfferedSentAcknowledgedAndDelivered() {
        RunResult result = run(new FakeSite(), scenes(devices(4, Qos.ONE)));
        assertEquals(24, value(result, Metric.UPLINK_OFFERED));
        assertEquals(24, value(result, Metric.UPLINK_SENT));
        assertEquals(24, value(result, Metric.UPLINK_ACKED));
        assertEquals(24, value(result, Metric.UPLINK_DELIVERED));
        assertEquals(1, value(result, Metric.UPLINK_DELIVERED_RATIO));
        assertEquals(0, value(result, Metric.UPLINK_LOST_ACKED));
        assertEquals(0, value(result, Metric.DUPLICATES_TO_BROKER));
        assertEquals(0, value(result, Metric.UPLINK_OUT_OF_ORDER));
        assertEquals(4, value(result, Metric.CONNECTS));
        // CONNECT, CONNACK, REGISTER, REGACK of each, and two datagrams for each of its six readings.
        assertEquals(16 / 6.0, value(result, Metric.DATAGRAMS_PER_READING), EXACT);
        assertEquals(24, sum(result, "offered"));
        assertEquals(24, sum(result, "sent_PUBLISH"));
        assertEquals(24, sum(result, "received_PUBACK"));
    }

    private static double sum(RunResult result, String column) {
        return result.series().columns().stream()
                .filter(each -> each.name().equals(column))
                .flatMap(each -> each.values().stream())
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    @Test
    void tellsLostDoubledAndLateMessages() {
        FakeSite site = new FakeSite() {
            @Override
            void atBroker(Publish publish, Mark mark) {
                if (mark.device() == 0 && mark.sequence() == 2) {
                    return;
                }
                if (mark.device() == 1 && mark.sequence() == 3) {
                    deliver(publish);
                }
                if (mark.device() == 2 && mark.sequence() == 1) {
                    after(25 * SECOND, () -> deliver(publish));
                    return;
                }
                deliver(publish);
            }
        };
        RunResult result = run(site, scenes(devices(4, Qos.ONE)));
        assertEquals(24, value(result, Metric.UPLINK_ACKED));
        assertEquals(23, value(result, Metric.UPLINK_DELIVERED));
        assertEquals(1, value(result, Metric.UPLINK_LOST_ACKED));
        assertEquals(1, value(result, Metric.DUPLICATES_TO_BROKER));
        assertEquals(1, value(result, Metric.UPLINK_OUT_OF_ORDER));
        assertEquals(25, value(result, Metric.UPLINK_LATENCY_MAX), EXACT * 25);
        assertEquals(
                "d-0001",
                result.worst().get(0).clientId(),
                result.worst().get(0).why());
        assertTrue(result.worst().get(0).why().contains("1 message acknowledged and lost"));
        assertTrue(result.remarks().stream().anyMatch(remark -> remark.contains("Not everything had arrived")));
    }

    @Test
    void judgesOneFleetOrOneQosOnly() {
        FakeSite site = new FakeSite() {
            @Override
            void atBroker(Publish publish, Mark mark) {
                if (publish.qos() == Qos.ONE) {
                    deliver(publish);
                }
            }
        };
        Scenes scenes = scenes(devices(2, Qos.ONE).publishes(20, Qos.ZERO))
                .threshold(ratio(new Threshold.Scope("d", Qos.ONE)))
                .threshold(ratio(new Threshold.Scope(null, Qos.ZERO)))
                .threshold(ratio(Threshold.Scope.ALL))
                .threshold(ratio(new Threshold.Scope("d", Qos.TWO)));
        RunResult result = run(site, scenes);
        assertEquals(1.0, result.thresholds().get(0).value());
        assertEquals(0.0, result.thresholds().get(1).value());
        // Two devices with six of QoS 1 and three of QoS 0.
        assertEquals(12 / 18.0, result.thresholds().get(2).value());
        assertNull(result.thresholds().get(3).value());
        assertEquals(
                List.of(true, false, false, false),
                result.thresholds().stream().map(RunResult.Judged::passed).toList());
    }

    private static Threshold ratio(Threshold.Scope scope) {
        return new Threshold(Metric.UPLINK_DELIVERED_RATIO, Threshold.Comparison.AT_LEAST, 0.99, scope, ">= 0.99");
    }

    @Test
    void countsLatencyFromWhenAMessageWasDue() {
        FakeSite site = new FakeSite() {
            @Override
            void atBroker(Publish publish, Mark mark) {
                after(SECOND / 4, () -> deliver(publish));
            }
        };
        RunResult result = run(site, scenes(devices(3, Qos.ONE)));
        assertEquals(0.25, value(result, Metric.UPLINK_LATENCY_P50), EXACT);
        assertEquals(0.25, value(result, Metric.UPLINK_LATENCY_P95), EXACT);
        assertEquals(0.25, value(result, Metric.UPLINK_LATENCY_MAX), EXACT);
        assertEquals(0, value(result, Metric.UPLINK_ACK_MAX), EXACT);
    }

    /**
     * The gateway stands still for ten seconds, and a device with a reading a second may have one outstanding. The readings
     * due meanwhile waited 10 - f, 9 - f, ... 1 - f seconds, where f is where in its second the device's readings are: nine
     * of them a second or more. Counted from when they were sent it would be one.
     */
    @Test
    void doesNotForgetWhatWaitedWhileTheGatewayStoodStill() {
        FakeSite site = new FakeSite() {
            private final long startNanos = nowNanos();

            @Override
            void onMessage(FakeSocket from, SnMessage message) {
                long elapsed = nowNanos() - startNanos;
                if (elapsed >= 25 * SECOND && elapsed < 35 * SECOND) {
                    after(35 * SECOND - elapsed, () -> answer(from, message));
                } else {
                    answer(from, message);
                }
            }
        };
        RunResult result =
                run(site, scenes(Scenes.fleet("d", 1).publishes(1, Qos.ONE).retries(100, 0, 5)));
        Histogram latency = result.total().distributions().get(Distribution.UPLINK_LATENCY);
        assertNotNull(latency);
        assertEquals(60, latency.getTotalCount());
        assertEquals(9, latency.getCountBetweenValues(SECOND, 11 * SECOND));
        double max = value(result, Metric.UPLINK_LATENCY_MAX);
        assertTrue(max > 9 && max <= 10.01, () -> "longest " + max);
        assertEquals(0, value(result, Metric.UPLINK_LATENCY_P50), EXACT);
    }

    @Test
    void sendsAgainWhatWasRefused() {
        RunResult result = run(refusingOnce(), scenes(devices(1, Qos.ONE)));
        assertEquals(1, value(result, Metric.UPLINK_REJECTED));
        assertEquals(6, value(result, Metric.UPLINK_SENT));
        assertEquals(6, value(result, Metric.UPLINK_DELIVERED));
        assertEquals(0, value(result, Metric.UPLINK_OUT_OF_ORDER));
        // It waited five seconds, as the fleet does when it is refused.
        assertEquals(5, value(result, Metric.UPLINK_LATENCY_MAX), EXACT * 5);
    }

    /** Three messages a reading: the second is refused and comes behind the third, by its device's own doing. */
    @Test
    void doesNotBlameTheGatewayForWhatItsDevicePutOutOfOrder() {
        TopicSpec topic = new TopicSpec.Named(new Pattern("up/{client_id}"));
        Scenes.FleetScene fleet = Scenes.fleet("d", 1)
                .publishes(new PublishSpec(topic, 10 * SECOND, 0, Qos.ONE, false, 3, Scenes.JSON))
                .connects(new ConnectSpec(60, true, 4, null))
                .retries(100, 0, 5);
        RunResult result = run(refusingOnce(), scenes(fleet));
        assertEquals(1, value(result, Metric.UPLINK_REJECTED));
        assertEquals(18, value(result, Metric.UPLINK_DELIVERED));
        assertEquals(0, value(result, Metric.UPLINK_OUT_OF_ORDER));
    }

    /** Says congestion to the second message of the run, once. */
    private static FakeSite refusingOnce() {
        List<Integer> refusals = new ArrayList<>();
        return new FakeSite() {
            @Override
            void onMessage(FakeSocket from, SnMessage message) {
                Mark mark = message instanceof Publish publish ? Mark.in(publish.data()) : null;
                if (message instanceof Publish publish && mark != null && mark.sequence() == 1 && refusals.isEmpty()) {
                    refusals.add(mark.sequence());
                    from.answer(new PubAck(publish.topic().wireId(), publish.msgId(), ReturnCode.CONGESTION));
                } else {
                    answer(from, message);
                }
            }
        };
    }

    @Test
    void tellsLostDoubledMisdeliveredAndDisorderedDownlinks() {
        FakeSite site = new FakeSite() {
            @Override
            void toDevice(FakeSocket device, Octets payload, Mark mark) {
                switch (mark.device() * 10 + mark.sequence()) {
                    case 0 -> {
                        // Lost.
                    }
                    case 1 -> {
                        send(device, payload);
                        send(device, payload);
                    }
                    case 2 -> send(subscriber("down/d-0003/c"), payload);
                    case 11 -> after(3 * SECOND, () -> send(device, payload));
                    default -> send(device, payload);
                }
            }
        };
        Scenes scenes = scenes(listeners(3)).downlink("d", 2, 4, Qos.ONE);
        RunResult result = run(site, scenes);
        assertEquals(12, value(result, Metric.DOWNLINK_OFFERED));
        assertEquals(10, value(result, Metric.DOWNLINK_DELIVERED));
        assertEquals(2, value(result, Metric.DOWNLINK_LOST));
        assertEquals(1, value(result, Metric.DOWNLINK_DUPLICATES));
        assertEquals(1, value(result, Metric.DOWNLINK_MISDELIVERED));
        assertEquals(1, value(result, Metric.DOWNLINK_OUT_OF_ORDER));
        assertEquals(10 / 12.0, value(result, Metric.DOWNLINK_DELIVERED_RATIO), EXACT);
        assertEquals(3, value(result, Metric.DOWNLINK_WAIT_MAX), EXACT * 3);
        assertNull(result.total().value(Metric.DOWNLINK_COMPLETE_TIME));
        assertEquals("d-0001", result.worst().get(0).clientId());
    }

    @Test
    void tellsWhenEveryDeviceHadAll() {
        RunResult result = run(new FakeSite(), scenes(listeners(2)).downlink("d", 4, 5, Qos.ONE));
        // The second device's train begins half an interval after the first one's and takes four intervals.
        assertEquals(2 + 16, value(result, Metric.DOWNLINK_COMPLETE_TIME), EXACT);
        assertEquals(0, value(result, Metric.DOWNLINK_LOST));
    }

    @Test
    void countsWhatASleeperHearsAndWhatMakesItStartOver() {
        int[] wakes = new int[1];
        FakeSite site = new FakeSite() {
            @Override
            void onMessage(FakeSocket from, SnMessage message) {
                if (message instanceof PingReq && ++wakes[0] == 2) {
                    from.answer(Disconnect.PLAIN);
                    return;
                }
                answer(from, message);
                if (message instanceof Disconnect) {
                    // It has just been told that it may sleep.
                    after(
                            SECOND,
                            () -> from.answer(new Publish(
                                    false, Qos.ZERO, false, new TopicRef.Normal(DOWN_ID), 0, Octets.EMPTY)));
                }
            }
        };
        Scenes scenes = new Scenes()
                .with(listeners(1).sleeps(20, 10, false))
                .at(0, new Step.Ramp("d", 0))
                .lasts(45, 0);
        RunResult result = run(site, scenes);
        // Asleep at 0, awake at 10 and 20: told to start over, again after five seconds, asleep at 25, awake at 35.
        assertEquals(3, value(result, Metric.WAKES));
        assertEquals(1, value(result, Metric.STARTED_OVER));
        assertEquals(1, value(result, Metric.SESSIONS_LOST));
        assertEquals(2, value(result, Metric.CONNECTS));
        assertEquals(5, value(result, Metric.RECONNECT_TIME_MAX), EXACT * 5);
        assertEquals(2, value(result, Metric.HEARD_WHILE_ASLEEP));
    }

    @Test
    void letsASleeperConnectWhenItsReadingStaysUnanswered() {
        int[] connects = new int[1];
        FakeSite site = new FakeSite() {
            @Override
            void onMessage(FakeSocket from, SnMessage message) {
                connects[0] += message instanceof Connect ? 1 : 0;
                if (!(message instanceof Publish) || connects[0] > 1) {
                    answer(from, message);
                }
            }
        };
        Scenes.FleetScene sleeper =
                Scenes.fleet("d", 1).publishes(10, Qos.ONE).retries(1, 2, 5).sleeps(60, 30, false);
        RunResult result = run(site, scenes(sleeper));
        assertEquals(2, value(result, Metric.CONNECTS));
        assertEquals(6, value(result, Metric.UPLINK_ACKED));
        // Sent, repeated twice, given up after a third second.
        assertEquals(3, value(result, Metric.UPLINK_ACK_MAX), EXACT * 3);
        assertEquals(0, value(result, Metric.SESSIONS_LOST));
    }

    @Test
    void doublesThePauseOfThoseWhoAreRefused() {
        List<Long> connects = new ArrayList<>();
        FakeSite site = new FakeSite() {
            @Override
            void onMessage(FakeSocket from, SnMessage message) {
                if (message instanceof Connect && connects.size() < 6) {
                    connects.add(nowNanos() / SECOND);
                    from.answer(new org.sngateway.codec.v12.ConnAck(ReturnCode.CONGESTION));
                } else {
                    answer(from, message);
                }
            }
        };
        RunResult result =
                run(site, scenes(Scenes.fleet("d", 1).retries(100, 0, 1)).lasts(80, 0));
        List<Long> pauses = new ArrayList<>();
        for (int i = 1; i < connects.size(); i++) {
            pauses.add(connects.get(i) - connects.get(i - 1));
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L), pauses);
        assertEquals(6, value(result, Metric.CONNECTS_CONGESTED));
        assertEquals(1 + 2 + 4 + 8 + 16 + 16, value(result, Metric.CONNECT_TIME_P50), EXACT * 50);
    }

    @Test
    void endsEarlyWhenNobodyAnswers() {
        FakeSite site = new FakeSite() {
            @Override
            void onMessage(FakeSocket from, SnMessage message) {
                // There is no gateway.
            }
        };
        long began = site.nowNanos();
        SiteException refused = assertThrows(
                SiteException.class,
                () -> run(site, scenes(devices(2, Qos.ONE).retries(5, 3, 5)).lasts(3600, 0)));
        assertTrue(String.valueOf(refused.getMessage())
                .startsWith("No device got any answer from the gateway at gateway:1883 within 60"));
        assertTrue(site.nowNanos() - began < 70 * SECOND);
    }

    @Test
    void refusesWhatTheSiteCannotDo() {
        Scenes restart = scenes(devices(1, Qos.ONE)).at(5, new Step.GatewayRestart(true, SECOND));
        assertThrows(SiteException.class, () -> run(new FakeSite(), restart));
        FakeSite alone = new FakeSite();
        alone.hasBroker = false;
        assertThrows(SiteException.class, () -> run(alone, scenes(listeners(1)).downlink("d", 2, 4, Qos.ONE)));
    }

    @Test
    void leavesOutWhatNobodyWatched() {
        FakeSite site = new FakeSite() {
            @Override
            void atBroker(Publish publish, Mark mark) {
                // Nobody is there to see it.
            }
        };
        site.hasBroker = false;
        RunResult result = run(site, scenes(devices(1, Qos.ONE)).threshold(ratio(Threshold.Scope.ALL)));
        assertEquals(6, value(result, Metric.UPLINK_ACKED));
        assertNull(result.total().value(Metric.UPLINK_DELIVERED));
        assertFalse(result.hasPassed());
        assertTrue(
                result.remarks().get(0).startsWith("Nobody watched at the broker"),
                result.remarks().get(0));
    }

    @Test
    void isInvalidWhenTheSimulatorWasLateOrBlind() {
        FakeSite late = new FakeSite();
        late.lagP99Nanos = FleetRun.LAG_P99_NANOS_MAX + 1;
        assertFalse(run(late, scenes(devices(1, Qos.ONE))).isValid());
        late.lagP99Nanos = FleetRun.LAG_P99_NANOS_MAX;
        assertTrue(run(late, scenes(devices(1, Qos.ONE))).isValid());
        assertTrue(run(blind(), scenes(devices(1, Qos.ONE))).isValid());
        assertFalse(run(blind(), scenes(devices(1, Qos.ZERO))).isValid());
    }

    private static FakeSite blind() {
        FakeSite site = new FakeSite();
        site.after(30 * SECOND, () -> site.watcherConnection(false));
        return site;
    }

    @Test
    void givesAResultWhenItIsStopped() {
        FakeSite site = new FakeSite();
        FleetRun run = new FleetRun(scenes(devices(1, Qos.ONE)).scenario(), site, progress -> {});
        site.after(30 * SECOND, run::stop);
        RunResult result = run.run();
        assertTrue(
                result.remarks().get(0).startsWith("The run was interrupted after 29"),
                result.remarks().get(0));
        assertTrue(value(result, Metric.UPLINK_ACKED) <= 3);
        assertEquals(29, result.series().rows(), 1);
    }
}
