package org.sngateway.simulator;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.simulator.program.Mosquitto;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** {@code sn-sim run} as a user has it, over real UDP against the packaged gateway and Mosquitto. */
class RunCommandIT {
    /** Predefined topics, so that --start has to configure them. */
    private static final String SCENARIO = """
            name: small
            summary: Ten devices publish for five seconds.
            seed: 7
            target: {gateway: "127.0.0.1:1", broker: "mqtt://127.0.0.1:1"}
            fleets:
              - name: meter
                count: 10
                client_id: "meter-{n:02}"
                profile: always-on
                publish: [{topic_id: 1, topic: "small/{client_id}/kwh", every: 1s, qos: 1, payload: {kwh: "counter()"}}]
                link: ideal
            timeline:
              - {at: 0s, ramp: {fleet: meter, over: 1s}}
            duration: 6s
            thresholds:
              uplink_delivered_ratio: "== 1"
              uplink_lost_acked: "== 0"
              duplicates_to_broker: "== 0"
              gateway_alive: "== 1"
            """;

    @TempDir
    Path folder;

    private Path scenario = Path.of("");

    @BeforeEach
    void write() throws IOException {
        scenario = Files.writeString(folder.resolve("small.yaml"), SCENARIO);
    }

    private int run(String... options) {
        List<String> words = new ArrayList<>(List.of("run", scenario.toString()));
        words.addAll(List.of("--out", folder.resolve("out").toString()));
        words.addAll(List.of(options));
        if (!words.contains("--lag-limit")) {
            words.addAll(List.of("--lag-limit", "60000"));
        }
        return SimulatorMain.run(words.toArray(String[]::new));
    }

    private List<String> reports() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("^[^.]*", ""))
                    .toList();
        }
    }

    private String json() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return Files.readString(files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    @Test
    void startedGateway_passes_andReportsAreThere() throws IOException {
        assumeTrue(Mosquitto.program() != null, "needs mosquitto");
        assertThat(run("--start", "--folder", folder.resolve("programs").toString()))
                .isZero();
        assertThat(reports()).containsExactlyInAnyOrder(".html", ".json", ".series.csv.gz", ".junit.xml");
        assertThat(json()).contains("\"passed\"", "small").contains("uplink_delivered_ratio");
    }

    @Test
    void missedThreshold_is99() throws IOException {
        assumeTrue(Mosquitto.program() != null, "needs mosquitto");
        String folderOfPrograms = folder.resolve("programs").toString();
        assertThat(run("--start", "--folder", folderOfPrograms, "--set", "thresholds.connects=> 10"))
                .isEqualTo(99);
        assertThat(reports()).hasSize(4);
    }

    @Test
    void lateSimulator_is98() {
        assumeTrue(Mosquitto.program() != null, "needs mosquitto");
        String folderOfPrograms = folder.resolve("programs").toString();
        assertThat(run("--start", "--folder", folderOfPrograms, "--lag-limit", "0"))
                .isEqualTo(98);
    }

    @Test
    void noGateway_is1() throws IOException {
        int port;
        try (DatagramSocket gone = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        assertThat(run("--gateway", "127.0.0.1:" + port, "--no-measure")).isEqualTo(1);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void mistakes_are64OnTheCommandLine_and78InTheScenario() throws IOException {
        assertThat(run("--nonsense")).isEqualTo(64);
        assertThat(run("--set", "fleets.0.cuont=3")).isEqualTo(78);
        Files.writeString(scenario, "name: [");
        assertThat(run("--start")).isEqualTo(78);
    }
}
