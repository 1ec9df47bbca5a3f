package org.sngateway.gateway.program;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.gateway.broker.MosquittoProcess;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged program's window over HTTP, as Prometheus and an orchestrator use it. */
class HttpIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void needsPromtool() {
        MosquittoClient.assumeInstalled();
        boolean there = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(each -> Files.isExecutable(Path.of(each, "promtool")));
        Assumptions.assumeTrue(there, "needs promtool");
    }

    private static String window(GatewayProcess gateway) {
        Matcher address = Pattern.compile("address=(\\S+)").matcher(gateway.awaitsEvent("http.bound"));
        assertThat(address.find()).isTrue();
        return "http://" + address.group(1);
    }

    private HttpResponse<String> get(String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void showsWhatDevicesDoAndThatTheBrokerIsGone() throws Exception {
        try (MosquittoProcess broker = MosquittoProcess.in(folder).start();
                GatewayProcess gateway = GatewayProcess.runWithBroker(
                        folder, "mqtt://127.0.0.1:" + broker.port(), "--set", "broker.reconnect.max=1s");
                Device therm = new Device(gateway.sensorAddress())) {
            String window = window(gateway);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> get(window + "/health/ready").statusCode() == 200);
            assertThat(get(window + "/health/live").body()).isEqualTo("{\"live\":true}");
            therm.connects("therm", true);
            therm.publishes("T1", "21.5");
            therm.publishes("T1", "21.6");
            // Sessions are looked at once a second: what the question about life saw may still be shown.
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> get(window + "/metrics")
                            .body()
                            .contains("sn_gateway_clients{state=\"active\",version=\"1.2\"} 1.0\n"));
            String page = get(window + "/metrics").body();
            assertThat(page)
                    .contains(
                            "sn_gateway_publishes_total{direction=\"uplink\",qos=\"1\",topic_type=\"short\"} 2.0\n",
                            "sn_gateway_packets_received_total{listener=\"lan\",type=\"publish\",version=\"1.2\"} 2.0\n",
                            "sn_gateway_uplink_seconds_count 2\n",
                            "sn_gateway_broker_connected{broker=\"mqtt://127.0.0.1:" + broker.port() + "\"} 1.0\n")
                    .doesNotContain("therm");
            assertThat(promtool(page, "check", "metrics")).isZero();
            broker.close();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> get(window + "/health/ready").body().contains("\"reason\":\"broker_unreachable\""));
            assertThat(get(window + "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(window + "/metrics").body())
                    .contains("sn_gateway_broker_connected{broker=\"mqtt://127.0.0.1:" + broker.port() + "\"} 0.0\n");
            assertThat(gateway.terminates()).as("milliseconds to stop").isLessThan(GatewayProcess.STOP_MILLIS_MAX);
        }
    }

    @Test
    void theTokenOpensTheMetricsUntilItIsRotated() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.runWithBroker(
                folder, "mqtt://127.0.0.1:" + FreePorts.tcp(), "--set", "http.metrics_token=always")) {
            String metrics = window(gateway) + "/metrics";
            String token = GatewayProcess.output(folder, 0, "token", "show").strip();
            assertThat(get(metrics).statusCode()).isEqualTo(401);
            assertThat(get(metrics, "Authorization", "Bearer " + token).statusCode())
                    .isEqualTo(200);
            assertThat(GatewayProcess.output(folder, 0, "token", "rotate").strip())
                    .hasSize(43)
                    .isNotEqualTo(token);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() ->
                            get(metrics, "Authorization", "Bearer " + token).statusCode() == 401);
            assertThat(gateway.output()).as("no secret in the log").doesNotContain(token);
        }
    }

    /** At the default the port may be anybody's; the gateway serves its devices. What was asked for must be had. */
    @Test
    void aTakenPortStopsTheGatewayOnlyIfItWasAskedFor() throws Exception {
        String url = "mqtt://127.0.0.1:" + FreePorts.tcp();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket atDefault = new ServerSocket()) {
            takeDefault(atDefault);
            String[] taken = {"run", "--set", "broker.url=" + url, "--set", "listeners.0.bind=127.0.0.1:0", "--set", ""
            };
            taken[6] = "http.bind=127.0.0.1:" + other.getLocalPort();
            assertThat(GatewayProcess.output(folder, 73, taken)).contains("gateway.not_started", "option http.bind");
            try (GatewayProcess gateway =
                    GatewayProcess.runWithBroker(folder, url, "--set", "http.bind=127.0.0.1:8080")) {
                assertThat(gateway.awaitsEvent("http.failed")).contains("level=warn", "127.0.0.1:8080", "http.bind");
            }
        }
    }

    /** Takes 127.0.0.1:8080, unless somebody has it already. */
    private static void takeDefault(ServerSocket socket) {
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080));
        } catch (IOException takenAlready) {
            assertThat(socket.isBound()).isFalse();
        }
    }

    @Test
    void switchedOffItOpensNothingAndLoadsNothing() throws Exception {
        List<String> options = List.of("-Xmx64m", "-XX:+UseSerialGC", "-Xlog:class+load:file=classes.log");
        try (GatewayProcess gateway = GatewayProcess.start(
                folder,
                options,
                "run",
                "--set",
                "http.enabled=false",
                "--set",
                "broker.url=mqtt://127.0.0.1:" + FreePorts.tcp(),
                "--set",
                "listeners.0.bind=127.0.0.1:0")) {
            gateway.awaitsEvent("gateway.started");
            gateway.terminates();
            assertThat(gateway.events("http.bound")).isEmpty();
            assertThat(folder.resolve("data/http.token")).doesNotExist();
            assertThat(folder.resolve("classes.log")).content().doesNotContain("io.vertx", "io.prometheus");
        }
    }

    /** Prometheus' own tool judges the rules that are shipped. */
    @Test
    void promtoolAcceptsTheAlerts() throws Exception {
        assertThat(promtool(
                        "",
                        "check",
                        "rules",
                        Path.of("../config/prometheus/alerts.yml").toString()))
                .isZero();
        assertThat(promtool(
                        "",
                        "test",
                        "rules",
                        Path.of("src/test/resources/alerts-test.yml").toString()))
                .isZero();
    }

    private static int promtool(String input, String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            System.out.println(output);
        }
        return exitCode;
    }
}
