package org.sngateway.gateway.adapter.http;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The server by itself: who gets what, and what those get who want too much. */
final class HttpWindowIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private volatile String notReady = "";
    private volatile CompletableFuture<String> live = CompletableFuture.completedFuture("");
    private HttpWindow window = open(HttpSettings.Metrics.TOKEN);

    private HttpWindow open(HttpSettings.Metrics metrics) {
        HttpSources sources = new HttpSources(
                () -> live,
                () -> notReady,
                () -> CompletableFuture.completedFuture(new HttpSources.Page("text/plain", "page")),
                "secret"::equals);
        try {
            return HttpWindow.open(
                    new HttpSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), metrics), sources);
        } catch (HttpBindFailed failed) {
            throw new AssertionError(failed);
        }
    }

    @AfterEach
    void close() {
        window.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + window.port() + path))
                .timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    @Test
    void saysWhetherTheGatewayLivesAndIsReady() throws Exception {
        assertThat(get("/health/live").body()).isEqualTo("{\"live\":true}");
        assertThat(get("/health/ready").body()).isEqualTo("{\"ready\":true}");
        notReady = "broker_unreachable";
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).isEqualTo("{\"ready\":false,\"reason\":\"broker_unreachable\"}");
        live = CompletableFuture.failedFuture(new IllegalStateException("a shard hangs at secret.internal"));
        HttpResponse<String> dead = get("/health/live");
        assertThat(dead.statusCode()).isEqualTo(503);
        assertThat(dead.body()).doesNotContain("secret");
    }

    @Test
    void everyAnswerIsProtected() throws Exception {
        for (String path : List.of("/health/live", "/metrics", "/nothing")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
            assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
        }
    }

    @Test
    void metricsAreForWhoHasTheToken() throws Exception {
        HttpResponse<String> without = get("/metrics");
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("www-authenticate")).contains("Bearer realm=\"sn-gateway\"");
        assertThat(without.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(send(request("/metrics").header("Authorization", "Bearer wrong"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(request("/metrics").header("Authorization", "Basic secret"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(request("/metrics").header("Authorization", "Bearer secret"))
                        .body())
                .isEqualTo("page");
        assertThat(get("/metrics?token=secret").statusCode())
                .as("never in an address")
                .isEqualTo(401);
    }

    @Test
    void thisMachineNeedsNoneUnlessToldAndOffIsOff() throws Exception {
        window.close();
        window = open(HttpSettings.Metrics.TOKEN_FROM_REMOTE);
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
        window.close();
        window = open(HttpSettings.Metrics.OFF);
        assertThat(send(request("/metrics").header("Authorization", "Bearer secret"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void onlyReadsAndTakesNoBodies() throws Exception {
        HttpResponse<String> posted = send(request("/health/live").POST(HttpRequest.BodyPublishers.ofString("x")));
        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(posted.headers().firstValue("allow")).contains("GET, HEAD");
        assertThat(send(request("/health/live").method("GET", HttpRequest.BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(413);
        assertThat(send(request("/health/live").method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatIsTooLongOrNoHttpIsTurnedAwayAndTheNextIsServed() throws Exception {
        assertThat(get("/" + "x".repeat(5000)).statusCode()).isEqualTo(414);
        assertThat(send(request("/health/live").header("X-Long", "x".repeat(9000)))
                        .statusCode())
                .isEqualTo(431);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), window.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(new byte[] {16, 14, 0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 0, 10, 10, 13, 10});
            socket.getInputStream().readAllBytes();
        }
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void manyIdleConnectionsKeepNobodyOut() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 150; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), window.port());
                socket.getOutputStream().write("GET /health/live HT".getBytes(StandardCharsets.US_ASCII));
                idle.add(socket);
            }
            assertThat(get("/health/live").statusCode()).isEqualTo(200);
            idle.get(0).setSoTimeout((int) PATIENCE.toMillis());
            assertThat(isCutOff(idle.get(0))).as("the oldest made room").isTrue();
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    private static boolean isCutOff(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void aTakenPortIsSaidInOneSentence() {
        HttpSettings taken = new HttpSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), window.port()), HttpSettings.Metrics.OFF);
        HttpSources none = new HttpSources(() -> live, () -> "", CompletableFuture::new, token -> false);
        assertThatThrownBy(() -> HttpWindow.open(taken, none).close())
                .isInstanceOf(HttpBindFailed.class)
                .hasMessageContaining(Integer.toString(window.port()));
    }
}
