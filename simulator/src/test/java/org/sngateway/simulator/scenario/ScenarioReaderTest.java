package org.sngateway.simulator.scenario;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.link.LinkSpec;
import org.sngateway.simulator.measure.Metric;
import org.sngateway.simulator.measure.Threshold;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class ScenarioReaderTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Path FILE = Path.of("test.yaml");

    @Test
    void fiveLinesAreAScenario() {
        Scenario scenario = good("fleets:\n  - {name: therm, count: 100, profile: sleepy}\n");
        FleetSpec fleet = scenario.fleets().get(0);
        assertThat(scenario.name()).isEqualTo("test");
        assertThat(scenario.devices()).isEqualTo(100);
        assertThat(fleet.sleep()).isEqualTo(new SleepSpec(300, 0, true));
        assertThat(fleet.clientId().of("therm", 7, "")).isEqualTo("therm-7");
        assertThat(fleet.publishes()).hasSize(1);
        assertThat(scenario.links()).containsKey(fleet.link());
        assertThat(scenario.target()).isEqualTo(new Target("127.0.0.1", 1883, null, null));
    }

    private static final String STORM = """
                name: storm
                seed: 42
                target: {gateway: "[::1]:1884", broker: "mqtt://127.0.0.1:1883", observe: ["sensors/#"]}
                fleets:
                  - name: therm
                    count: 500
                    client_id: "therm-{n:04}"
                    profile: sleepy
                    connect: {keep_alive: 60s, clean_session: false, will: {topic: "sensors/{client_id}/state", payload: lost, retain: true}}
                    publish: [{topic_id: 1, every: 5m, jitter: 20%, qos: 2, payload: {t: "sine(21, 4, 24h) + noise(0.2)", seq: "counter()"}, encode: json}]
                    subscribe: ["cmd/{client_id}/#"]
                    sleep: {duration: 300s, wake: "before publish"}
                    retry: {interval: 10s, count: 3}
                    link: field
                links:
                  field: {delay: 400ms, jitter: 300ms, loss: 2%, loss_model: {gilbert_elliott: {p: 1%, r: 30%}}, rate: 20kbit, nat: {timeout: 120s, rebind: port}}
                downlink:
                  - {topic: "cmd/{client_id}/fw", from: 60s, every: 100ms, bytes: 64KiB, chunk: 200}
                timeline:
                  - {at: 3m,   power_cut: {fleet: therm, for: 30s, restore: simultaneous}}
                  - {at: 0s,   ramp: {fleet: therm, over: 60s}}
                  - {at: 6m, repeat: 2, every: 10s, gateway: {kill: true}}
                duration: 10m
                thresholds:
                  uplink_delivered_ratio: ">= 0.999"
                  uplink_latency_p99: "< 20s where fleet == therm"
                  duplicates_to_broker: "== 0 where qos == 2 and fleet == therm"
            """;

    /** Most keys once; the values are what they say. */
    @Test
    void readsWhatIsWritten() {
        Scenario scenario = good(STORM);
        FleetSpec fleet = scenario.fleets().get(0);
        assertThat(scenario.target()).isEqualTo(new Target("::1", 1884, "mqtt://127.0.0.1:1883", null));
        PublishSpec publish = fleet.publishes().get(0);
        assertThat(publish.topic()).isEqualTo(new TopicSpec.Predefined(1, new Pattern("sensors/#")));
        assertThat(publish.everyNanos()).isEqualTo(300 * SECOND);
        assertThat(publish.jitter()).isEqualTo(0.2);
        assertThat(publish.qos()).isEqualTo(Qos.TWO);
        assertThat(publish.payload().fields())
                .extracting(PayloadSpec.Field::name)
                .containsExactly("t", "seq");
        assertThat(fleet.connect())
                .isEqualTo(new ConnectSpec(
                        60,
                        false,
                        1,
                        new ConnectSpec.WillSpec(new Pattern("sensors/{client_id}/state"), "lost", Qos.ONE, true)));
        assertThat(scenario.links().get("field"))
                .isEqualTo(new LinkSpec(
                        SECOND * 4 / 10,
                        SECOND * 3 / 10,
                        0.02,
                        new LinkSpec.Bursts(0.01, 0.3, 1),
                        0,
                        0,
                        20_000,
                        0,
                        new LinkSpec.Nat(120 * SECOND, false)));
        // 65536 octets in chunks of 200: 327 full ones and one of 136
        assertThat(scenario.downlinks().get(0).countPerDevice()).isEqualTo(328);
        assertThat(scenario.timeline())
                .extracting(Step::atNanos)
                .containsExactly(0L, 180 * SECOND, 360 * SECOND, 370 * SECOND);
        assertThat(scenario.timeline().get(1).action()).isEqualTo(new Step.PowerCut("therm", 1, 30 * SECOND, 0));
        assertThat(scenario.thresholds())
                .contains(new Threshold(
                        Metric.DUPLICATES_TO_BROKER,
                        Threshold.Comparison.EQUAL,
                        0,
                        new Threshold.Scope("therm", Qos.TWO),
                        "== 0 where qos == 2 and fleet == therm"));
        assertThat(scenario.settleNanos()).isEqualTo(330 * SECOND);
    }

    /** That nothing of it went wrong is true; how long it took nobody can say. */
    @Test
    void countsOfWhatNeverHappens_mayBeThresholds_timesMayNot() {
        String start = """
                target: {broker: "mqtt://127.0.0.1:1883"}
                fleets:
                  - {name: therm, count: 100, profile: sleepy}
                thresholds:
                """;
        assertThat(good(start + "  downlink_expired: \"== 0\"\n").thresholds()).hasSize(1);
        assertThat(report(start + "  downlink_wait_p99: \"< 1s\"\n")).contains("needs downlink");
    }

    @Test
    void shareOfThresholdsMayBeAPercentage() {
        Scenario scenario = good("""
                target: {broker: "mqtt://h"}
                fleets: [{name: a}]
                thresholds: {uplink_delivered_ratio: ">= 99%", uplink_ack_p50: "< 250ms"}
                """);
        assertThat(scenario.thresholds()).extracting(Threshold::limit).containsExactly(0.99, 0.25);
    }

    @Test
    void theCommandLineComesBeforeTheFile() {
        String text = "fleets:\n  - {name: therm, count: 100}\n";
        Scenario scenario = good(
                text, "fleets.0.count=5", "seed=9", "fleets.therm.sleep={duration: 60s, wake: 30s}", "fleets.1.name=b");
        assertThat(scenario.devices()).isEqualTo(6);
        assertThat(scenario.seed()).isEqualTo(9);
        assertThat(scenario.fleets().get(0).sleep()).isEqualTo(new SleepSpec(60, 30 * SECOND, true));
        assertThat(good(text, "target.gateway=[::1]:1885").target().gatewayHost())
                .isEqualTo("::1");
    }

    /** What the command line takes for --broker comes this way, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mqtt://broker.lan",
                "mqtt://127.0.0.1:1883",
                "mqtt://[::1]:1883",
                "mqtts://broker.lan:8883",
                "mqtt://lab@broker.lan",
                "mqtts://lab:s3cr%40t@broker.lan:8883"
            })
    void takesABrokerWithTlsAndPassword(String url) {
        String file = "fleets: [{name: a}]\n";
        assertThat(ScenarioReader.ofText(Path.of("a.yaml"), file, List.of("target.broker=" + url)))
                .isInstanceOfSatisfying(
                        ScenarioResult.Read.class,
                        read -> assertThat(read.scenario().target().brokerUrl()).isEqualTo(url));
    }

    @Test
    void saysWhichSettingIsWrong() {
        assertThat(report("fleets: [{name: a}]", "fleets.0.count=none", "fleets.0.cuont=3", "fleets.7.count=1"))
                .contains("--set fleets.0.count   fleets[0].count \"none\"   must be a whole number, 1..1000000")
                .contains("fleets[0].cuont")
                .contains("did you mean \"count\"?")
                .contains("\"7\" is no entry here; there is 0 (a), and 1 adds one");
    }

    @Test
    void warnsOfLongClientIds() {
        ScenarioResult result = ScenarioReader.ofText(
                FILE, "fleets: [{name: a, client_id: \"a-client-id-of-more-than-23-{n}\"}]", List.of());
        assertThat(result)
                .isInstanceOfSatisfying(
                        ScenarioResult.Read.class,
                        read -> assertThat(read.warnings())
                                .singleElement()
                                .satisfies(
                                        warning -> assertThat(warning.message()).contains("MQTT-SN 1.2 allows 23")));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void readsEveryShippedScenario(String name) {
        ScenarioResult result = ScenarioReader.read(name, List.of());
        assertThat(result).isInstanceOfSatisfying(ScenarioResult.Read.class, read -> {
            assertThat(read.warnings()).isEmpty();
            assertThat(read.scenario().name()).isEqualTo(name);
            assertThat(read.scenario().summary()).endsWith(".");
            assertThat(read.scenario().thresholds()).hasSizeGreaterThanOrEqualTo(4);
            assertThat(read.scenario().text()).contains("# Shows:").contains("# Needs:");
        });
    }

    static Set<String> shipped() {
        return Scenarios.names();
    }

    @Test
    void readsTheStarter() {
        assertThat(good(Starter.TEXT).fleets()).hasSize(2);
    }

    @Test
    void saysWhichScenariosThereAre() {
        ScenarioResult result = ScenarioReader.read("power-cutt", List.of());
        assertThat(((ScenarioResult.Refused) result).report().format()).contains("did you mean power-cut?");
    }

    @Property(tries = 500)
    void readsAnyTextOrSaysWhyNot(@ForAll String text) {
        ScenarioReader.ofText(FILE, text, List.of(text));
    }

    private static Scenario good(String text, String... settings) {
        ScenarioResult result = ScenarioReader.ofText(FILE, text, List.of(settings));
        if (result instanceof ScenarioResult.Refused refused) {
            throw new AssertionError(refused.report().format());
        }
        return ((ScenarioResult.Read) result).scenario();
    }

    private static String report(String text, String... settings) {
        ScenarioResult result = ScenarioReader.ofText(FILE, text, List.of(settings));
        return ((ScenarioResult.Refused) result).report().format();
    }
}
