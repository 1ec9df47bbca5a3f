package org.sngateway.simulator.report;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.measure.Distribution;
import org.sngateway.simulator.measure.Figures;
import org.sngateway.simulator.measure.Metric;
import org.sngateway.simulator.measure.RunResult;
import org.sngateway.simulator.measure.RunResult.DeviceStory;
import org.sngateway.simulator.measure.RunResult.Event;
import org.sngateway.simulator.measure.RunResult.Info;
import org.sngateway.simulator.measure.RunResult.Judged;
import org.sngateway.simulator.measure.RunResult.OfFleet;
import org.sngateway.simulator.measure.RunResult.Packet;
import org.sngateway.simulator.measure.Series;
import org.sngateway.simulator.measure.Threshold;
import org.sngateway.simulator.measure.Threshold.Comparison;
import org.sngateway.simulator.measure.Threshold.Scope;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Results of runs that never took place, the same each time. */
final class SampleRuns {
    static final String HOSTILE = "</script><script>alert(1)</script>\u2028\u202e\"'&<b>\u001b[31m";

    private static final String SCENARIO = """
        name: power-cut storm
        seed: 42
        target: {gateway: "127.0.0.1:1883", broker: "mqtt://127.0.0.1:1883"}
        fleets:
          - {name: therm, count: 500, client_id: "therm-{n:04}", profile: sleepy, link: nbiot}
        timeline:
          - {at: 0s, ramp: {fleet: therm, over: 60s}}
          - {at: 3m, power_cut: {fleet: therm, for: 30s}}
          - {at: 6m, gateway: {restart: true}}
        duration: 10m
        """;

    private SampleRuns() {}

    /** The example of the product's description: one threshold of four failed. */
    static RunResult powerCut() {
        return powerCut(42, 1);
    }

    /** @param slowness by which all times are multiplied */
    static RunResult powerCut(long seed, double slowness) {
        Figures total = figures(seed, slowness);
        return new RunResult(
                info("power-cut storm", seed, SCENARIO),
                null,
                List.of("The gateway's own metrics were asked for at /metrics and read."),
                List.of(
                        judged(Metric.UPLINK_DELIVERED_RATIO, Comparison.AT_LEAST, 0.999, Scope.ALL, total),
                        judged(Metric.UPLINK_LATENCY_P99, Comparison.LESS, 20, Scope.ALL, total),
                        judged(Metric.RECONNECT_TIME_P95, Comparison.LESS, 90, Scope.ALL, total),
                        judged(Metric.DUPLICATES_TO_BROKER, Comparison.EQUAL, 3, new Scope("therm", Qos.ONE), total)),
                total,
                List.of(
                        new OfFleet("therm", 480, "sleepy", "nbiot", total),
                        new OfFleet(
                                "door",
                                20,
                                "fire-and-forget",
                                "lan",
                                new Figures(
                                        Map.of(Metric.UPLINK_SENT, 100.0, Metric.UPLINK_DELIVERED_RATIO, 0.93),
                                        Map.of()))),
                series(600, seed, slowness),
                List.of(
                        new Event(0, 60.0, "therm switched on over 60 s"),
                        new Event(180, 210.0, "power cut: 500 devices off for 30 s"),
                        new Event(360, null, "gateway killed"),
                        new Event(368, null, "gateway back after 8.2 s")),
                List.of(
                        story("therm-0042", "2 messages lost, 9 retransmissions", 40),
                        story("therm-0107", "lost twice, 4 minutes without connection", 8)),
                new LinkedHashMap<>(
                        Map.of("sn_gateway_clients{state=\"asleep\"}", 487.0, "sn_gateway_dropped_total", 3.0)));
    }

    /** Nothing happened at all. */
    static RunResult empty() {
        return new RunResult(
                info("empty", 1, ""),
                null,
                List.of(),
                List.of(),
                new Figures(Map.of(), Map.of()),
                List.of(),
                new Series(1, List.of()),
                List.of(),
                List.of(),
                Map.of());
    }

    /** Devices that never connect: no acknowledgement, no downlink, no session. */
    static RunResult qosMinusOne() {
        Figures total = new Figures(
                Map.of(
                        Metric.UPLINK_OFFERED, 25_000.0,
                        Metric.UPLINK_SENT, 25_000.0,
                        Metric.UPLINK_DELIVERED, 24_650.0,
                        Metric.UPLINK_DELIVERED_RATIO, 0.986,
                        Metric.BYTES_PER_READING, 19.0,
                        Metric.DATAGRAMS_PER_READING, 1.0),
                Map.of());
        return with(empty(), "qos-minus-one", null, List.of(), total);
    }

    static RunResult invalid() {
        return with(
                powerCut(),
                "power-cut storm",
                "the simulator was up to 320 ms late (p99 81 ms, limit 50 ms)",
                List.of(),
                powerCut().total());
    }

    static RunResult interrupted() {
        return with(
                powerCut(),
                "power-cut storm",
                null,
                List.of("The run was interrupted after 4m12s of 10m00s; its figures are those until then."),
                powerCut().total());
    }

    static RunResult manyFleets() {
        RunResult run = powerCut();
        List<OfFleet> fleets = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            fleets.add(new OfFleet("fleet-" + i, 25 * i, "sleepy", i % 2 == 0 ? "nbiot" : "thread", figures(i, i)));
        }
        return new RunResult(
                run.info(),
                null,
                run.remarks(),
                run.thresholds(),
                run.total(),
                fleets,
                run.series(),
                run.events(),
                run.worst(),
                run.gatewayMetrics());
    }

    /** Every text that may come from outside is hostile. */
    static RunResult hostile() {
        RunResult run = powerCut();
        Info info = run.info();
        Threshold threshold = new Threshold(Metric.UPLINK_SENT, Comparison.MORE, 1, new Scope(HOSTILE, null), HOSTILE);
        List<Series.Column> columns = new ArrayList<>(run.series().columns());
        columns.add(new Series.Column(
                "gateway_x{a=\"" + HOSTILE + ",\"}", columns.get(0).values()));
        return new RunResult(
                new Info(
                        info.toolVersion(),
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        1,
                        1,
                        false,
                        info.started(),
                        10,
                        10,
                        HOSTILE,
                        HOSTILE,
                        HOSTILE),
                HOSTILE,
                List.of(HOSTILE),
                List.of(new Judged(threshold, null, false)),
                run.total(),
                List.of(new OfFleet(HOSTILE, 1, HOSTILE, HOSTILE, run.total())),
                new Series(1, columns),
                List.of(new Event(1, null, HOSTILE)),
                List.of(new DeviceStory(HOSTILE, HOSTILE, HOSTILE, List.of(new Packet(1, true, HOSTILE)))),
                Map.of(HOSTILE, 1.0));
    }

    private static RunResult with(
            RunResult run, String name, @Nullable String invalidity, List<String> remarks, Figures total) {
        return new RunResult(
                info(name, 42, SCENARIO),
                invalidity,
                remarks,
                run.thresholds(),
                total,
                run.fleets(),
                run.series(),
                run.events(),
                run.worst(),
                run.gatewayMetrics());
    }

    private static Info info(String name, long seed, String text) {
        return new Info(
                "1.4.0",
                name,
                "500 sleepers lose power for half a minute and all come back within a second.",
                text,
                seed,
                500,
                false,
                Instant.parse("2026-11-23T10:00:00Z"),
                600,
                603.2,
                "192.168.1.20:1883",
                "gw1 1.4.0",
                "2 processors, 8 GB, Java 17.0.15, Linux 6.8");
    }

    private static Judged judged(Metric metric, Comparison comparison, double limit, Scope scope, Figures figures) {
        Double value = figures.value(metric);
        Threshold threshold = new Threshold(metric, comparison, limit, scope, comparison.sign() + " " + limit);
        return new Judged(threshold, value, value != null && comparison.holds(value, limit));
    }

    private static Figures figures(long seed, double slowness) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        values.put(Metric.UPLINK_OFFERED, 1_012.0);
        values.put(Metric.UPLINK_SENT, 1_012.0);
        values.put(Metric.UPLINK_ACKED, 1_009.0);
        values.put(Metric.UPLINK_DELIVERED, 1_011.0);
        values.put(Metric.UPLINK_DELIVERED_RATIO, 0.99901);
        values.put(Metric.DUPLICATES_TO_BROKER, 3.0);
        values.put(Metric.UPLINK_LOST_ACKED, 1.0);
        values.put(Metric.UPLINK_LATENCY_P50, 0.81 * slowness);
        values.put(Metric.UPLINK_LATENCY_P90, 2.4 * slowness);
        values.put(Metric.UPLINK_LATENCY_P99, 14.9 * slowness);
        values.put(Metric.UPLINK_LATENCY_MAX, 33.2 * slowness);
        values.put(Metric.DOWNLINK_OFFERED, 100.0);
        values.put(Metric.DOWNLINK_DELIVERED, 100.0);
        values.put(Metric.DOWNLINK_DELIVERED_RATIO, 1.0);
        values.put(Metric.DOWNLINK_EXPIRED, 0.0);
        values.put(Metric.DOWNLINK_WAIT_P50, 151.0 * slowness);
        values.put(Metric.DOWNLINK_WAIT_P99, 297.0 * slowness);
        values.put(Metric.CONNECTS, 1_507.0);
        values.put(Metric.CONNECTS_CONGESTED, 118.0);
        values.put(Metric.RESUMED_AFTER_ADDRESS_CHANGE, 212.0);
        values.put(Metric.SESSIONS_LOST, 0.0);
        values.put(Metric.RECONNECT_TIME_P50, 22.1 * slowness);
        values.put(Metric.RECONNECT_TIME_P95, 104.2 * slowness);
        values.put(Metric.DATAGRAMS_PER_READING, 3.9);
        values.put(Metric.BYTES_PER_READING, 61.2);
        values.put(Metric.AWAKE_TIME_P50, 0.91 * slowness);
        values.put(Metric.BATTERY_YEARS, 4.1 / slowness);
        values.put(Metric.DEVICE_RETRANSMISSIONS, 41.0);
        values.put(Metric.DEVICE_RETRANSMISSION_RATIO, 0.041);
        values.put(Metric.GATEWAY_RETRANSMISSIONS, 12.0);
        values.put(Metric.SIMULATOR_LAG_P99, 0.0011);
        return new Figures(
                values,
                Map.of(
                        Distribution.UPLINK_LATENCY, histogram(random, 1_011, 0.8 * slowness),
                        Distribution.UPLINK_ACK, histogram(random, 1_009, 0.5 * slowness),
                        Distribution.DOWNLINK_WAIT, histogram(random, 100, 120 * slowness),
                        Distribution.RECONNECT_TIME, histogram(random, 500, 25 * slowness)));
    }

    /** Times around a median, a few of them much longer. */
    static Histogram histogram(SplittableRandom random, int count, double median) {
        Histogram histogram = new Histogram(3);
        for (int i = 0; i < count; i++) {
            double spread = Math.exp((random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5) * 2);
            double tail = random.nextInt(60) == 0 ? 1 + 20 * random.nextDouble() : 1;
            histogram.recordValue((long) (median * spread * tail * 1e9));
        }
        return histogram;
    }

    /** A series with a power cut after three tenths and a restart of the gateway after six, with gaps. */
    static Series series(int rows, long seed, double slowness) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, List<Double>> columns = new LinkedHashMap<>();
        for (int row = 0; row < rows; row++) {
            double at = (double) row / rows;
            boolean isOff = at >= 0.3 && at < 0.35;
            boolean isStorm = at >= 0.35 && at < 0.45;
            boolean isDown = at >= 0.6 && at < 0.62;
            double offered = isOff ? 0 : isStorm ? 6 + random.nextInt(6) : random.nextInt(4);
            double p50 = offered == 0 || isDown
                    ? Double.NaN
                    : slowness * (isStorm ? 4 : 0.6) * (0.7 + 0.6 * random.nextDouble());
            put(columns, "offered", offered);
            put(columns, "acked", isDown ? 0 : offered);
            put(columns, "delivered", isDown ? 0 : offered);
            put(columns, "duplicates", random.nextInt(200) == 0 ? 1 : 0);
            put(columns, "rejected", isStorm && random.nextInt(3) == 0 ? 2 : 0);
            put(columns, "downlink_offered", random.nextInt(6) == 0 ? 1 : 0);
            put(columns, "downlink_delivered", random.nextInt(6) == 0 ? 1 : 0);
            put(columns, "congested", isStorm ? random.nextInt(5) : 0);
            put(columns, "device_retransmissions", isStorm || isDown ? random.nextInt(5) : random.nextInt(20) / 19);
            put(columns, "gateway_retransmissions", isStorm ? random.nextInt(2) : 0);
            put(columns, "uplink_latency_p50", p50);
            put(columns, "uplink_latency_p90", p50 * (1.5 + random.nextDouble()));
            put(columns, "uplink_latency_p99", p50 * (3 + 3 * random.nextDouble()));
            put(columns, "uplink_ack_p50", p50 * 0.8);
            put(columns, "uplink_ack_p99", p50 * (2 + 2 * random.nextDouble()));
            put(columns, "downlink_wait_p50", row % 15 == 0 ? 100 + random.nextInt(100) : Double.NaN);
            put(columns, "downlink_wait_p99", row % 15 == 0 ? 220 + random.nextInt(80) : Double.NaN);
            double on = isOff ? 0 : at < 0.1 ? 5_000 * at : 500;
            double connecting = isStorm ? Math.max(0, 500 * (0.45 - at) / 0.1) : isDown ? 60 : 0;
            double awake = Math.min(on - connecting, random.nextInt(12));
            put(columns, "active", 0);
            put(columns, "asleep", Math.rint(on - connecting - awake));
            put(columns, "awake", Math.rint(awake));
            put(columns, "connecting", Math.rint(connecting));
            put(columns, "off", Math.rint(500 - on));
            for (String type : List.of("CONNECT", "PUBLISH", "PINGREQ", "DISCONNECT", "REGACK", "PUBACK")) {
                put(columns, "sent_" + type, isOff ? 0 : random.nextInt(type.equals("CONNECT") && isStorm ? 30 : 8));
            }
            for (String type : List.of(
                    "CONNACK",
                    "PUBACK",
                    "PINGRESP",
                    "DISCONNECT",
                    "REGISTER",
                    "PUBLISH",
                    "SUBACK",
                    "WILLTOPICREQ",
                    "WILLMSGREQ")) {
                put(columns, "received_" + type, isOff || isDown ? 0 : random.nextInt(8));
            }
            put(columns, "lag_max", 0.0002 + 0.0009 * random.nextDouble());
            put(columns, "gateway_clients", isDown ? Double.NaN : on);
            put(columns, "gateway_buffered_messages", isDown ? Double.NaN : 20 + random.nextInt(30));
        }
        List<Series.Column> made = new ArrayList<>();
        columns.forEach((name, values) -> made.add(new Series.Column(name, values)));
        return new Series(1, made);
    }

    private static void put(Map<String, List<Double>> columns, String name, double value) {
        columns.computeIfAbsent(name, any -> new ArrayList<>()).add(value + 0.0);
    }

    private static DeviceStory story(String clientId, String why, int packets) {
        List<Packet> trace = new ArrayList<>();
        for (int i = 0; i < packets; i += 2) {
            trace.add(new Packet(
                    210 + i * 1.53,
                    true,
                    "PUBLISH topic_id=1 qos=1 msg_id=" + (17 + i / 2) + " octets=32 payload=\"{\\\"t\\\":21.4}\""));
            trace.add(new Packet(210.7 + i * 1.53, false, "PUBACK topic_id=1 msg_id=" + (17 + i / 2) + " code=0"));
        }
        return new DeviceStory(clientId, "therm", why, trace);
    }
}
