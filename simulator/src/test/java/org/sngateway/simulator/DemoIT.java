package org.sngateway.simulator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The demonstration as a user starts it, with Mosquitto's clients as the judges. */
class DemoIT {
    private static final Path SN_SIM = Path.of("target", "sn-sim.jar");
    private static final Pattern BROKER = Pattern.compile("mqtt://127\\.0\\.0\\.1:(\\d+)");

    private static final Pattern PAGES = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/#t=(\\S+)");

    @TempDir
    Path folder = Path.of("");

    private Program demo(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("demo"));
        all.addAll(List.of(arguments));
        return Program.java(folder, List.of("-Djava.io.tmpdir=" + folder), SN_SIM, all);
    }

    private List<Path> leftBehind() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static String brokerPort(Program demo) {
        demo.awaitLine("Ctrl-C stops everything");
        Matcher matcher = BROKER.matcher(String.join("\n", demo.lines()));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String statusByTheAddressThatWasPrinted(Program demo) throws IOException, InterruptedException {
        Matcher matcher = PAGES.matcher(String.join("\n", demo.lines()));
        assertThat(matcher.find()).isTrue();
        HttpRequest request = HttpRequest.newBuilder(URI.create(matcher.group(1) + "/api/v1/status"))
                .header("Authorization", "Bearer " + matcher.group(2))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private void publish(String port, String topic, String message) throws IOException, InterruptedException {
        try (Program publisher =
                Program.start(folder, List.of("mosquitto_pub", "-p", port, "-q", "1", "-t", topic, "-m", message))) {
            assertThat(publisher.exitCode()).isZero();
        }
    }

    @Test
    void commandReachesASleeper_ruleSwitches_andNothingIsLeftBehind() throws Exception {
        try (Program demo = demo("--things", "3", "--port", "0", "--broker-port", "0", "--http-port", "0")) {
            String port = brokerPort(demo);
            assertThat(leftBehind()).hasSize(1);
            assertThat(statusByTheAddressThatWasPrinted(demo)).contains("\"name\":\"demo\"");
            try (Program watcher = Program.start(
                    folder, List.of("stdbuf", "-oL", "mosquitto_sub", "-d", "-p", port, "-v", "-t", "#"))) {
                watcher.awaitLine("Subscribed");
                demo.awaitLine("therm-03 published");
                publish(port, "cmd/therm-03/config", "{\"every\":5}");
                demo.awaitLine("therm-03 awake: 1 queued message delivered in ");
                watcher.awaitLine("sensors/therm-03/config {\"every\":5}");
                watcher.awaitLine("sensors/therm-02/temp {\"t\":");
                watcher.awaitLine("door/1 ");
                publish(port, "sensors/oven/temp", "{\"t\":30}");
                demo.awaitLine("ac-1 switched on, because oven has 30.0");
                watcher.awaitLine("state/ac-1 {\"power\":\"on\"}");
            }
            demo.terminate();
            assertThat(demo.exitCode()).isZero();
            assertThat(demo.lines().get(demo.lines().size() - 1))
                    .startsWith("sn-sim demo: ")
                    .contains(", 1 message delivered to sleepers, ");
            assertThat(leftBehind()).isEmpty();
        }
    }

    @Test
    void endsByItself_andSaysNothingInBetweenWhenQuiet() throws Exception {
        try (Program demo =
                demo("--port", "0", "--broker-port", "0", "--http-port", "0", "--seconds", "2", "--quiet")) {
            assertThat(demo.exitCode()).isZero();
            assertThat(String.join("\n", demo.lines()))
                    .contains("20 thermometers")
                    .doesNotContain("published");
            assertThat(leftBehind()).isEmpty();
        }
    }

    @Test
    void portThatWasAskedFor_isNeverReplaced() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String port = String.valueOf(taken.getLocalPort());
            try (Program demo = demo("--port", "0", "--http-port", "0", "--broker-port", port)) {
                assertThat(demo.exitCode()).isEqualTo(73);
                assertThat(demo.lines())
                        .containsExactly("sn-sim: cannot listen on TCP 127.0.0.1:" + port + " (--broker-port)");
                assertThat(leftBehind()).isEmpty();
            }
        }
    }
}
