package org.sngateway.gateway.adapter.http;

import io.vertx.ext.web.Router;
import org.awaitility.Awaitility;
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
import java.util.Map;
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
    private boolean anonymousRead;
    private HttpWindow window = open(HttpSettings.Metrics.TOKEN);

    /** Whose token is "secret". */
    private static final class OneToken implements AccessTokens {
        @Override
        public boolean isRight(String token) {
            return token.equals("secret");
        }

        @Override
        public String pass() {
            return "pass-of-it";
        }

        @Override
        public boolean isPass(String pass) {
            return pass.equals("pass-of-it");
        }
    }

    /** Something to read, to change and to listen to. */
    private static final class Echo implements Routes {
        @Override
        public void mount(Router router, EventStreams streams) {
            router.get("/api/v1/thing")
                    .handler(context -> Answers.json(context, 200, json -> {
                        json.writeStartObject();
                        json.writeBooleanField("trusted", Access.isTrusted(context));
                        json.writeEndObject();
                    }));
            router.post("/api/v1/thing").handler(context -> {
                Map<String, Object> body = Bodies.json(context);
                if (body != null) {
                    Answers.json(context, 200, json -> json.writeString(String.valueOf(body.get("a"))));
                }
            });
            router.get("/api/v1/stream").handler(context -> {
                EventStream stream = streams.begin(context);
                if (stream != null) {
                    stream.send("hello", "7", "{}".getBytes(StandardCharsets.UTF_8));
                    stream.beat();
                }
            });
        }
    }

    private HttpWindow open(HttpSettings.Metrics metrics) {
        HttpSources sources = new HttpSources(
                () -> live,
                () -> notReady,
                () -> CompletableFuture.completedFuture(new HttpSources.Page("text/plain", "page")),
                new OneToken());
        try {
            return HttpWindow.open(
                    new HttpSettings(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), metrics, anonymousRead),
                    sources,
                    List.of(new Echo()));
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
                new InetSocketAddress(InetAddress.getLoopbackAddress(), window.port()),
                HttpSettings.Metrics.OFF,
                false);
        HttpSources none = new HttpSources(() -> live, () -> "", CompletableFuture::new, new OneToken());
        assertThatThrownBy(() -> HttpWindow.open(taken, none, List.of()).close())
                .isInstanceOf(HttpBindFailed.class)
                .hasMessageContaining(Integer.toString(window.port()));
    }

    @Test
    void theInterfaceIsForWhoHasTheToken() throws Exception {
        assertThat(get("/api/v1/thing").statusCode()).isEqualTo(401);
        assertThat(get("/api/v1/nothing").statusCode())
                .as("what there is, is not told either")
                .isEqualTo(401);
        assertThat(send(request("/api/v1/thing").POST(HttpRequest.BodyPublishers.ofString("{\"a\":1}")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(request("/api/v1/thing").header("Authorization", "Bearer secret"))
                        .body())
                .isEqualTo("{\"trusted\":true}");
        assertThat(post("{\"a\":\"x\"}", "Authorization", "Bearer secret").body())
                .isEqualTo("\"x\"");
        assertThat(send(request("/api/v1/thing")
                                .header("Authorization", "Bearer secret")
                                .PUT(HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void aBrowserShowsItsPassAndNoOtherSiteCanUseIt() throws Exception {
        assertThat(send(request("/api/v1/session").POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> begun = send(request("/api/v1/session")
                .header("Authorization", "Bearer secret")
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(begun.statusCode()).isEqualTo(204);
        String cookie = begun.headers().firstValue("set-cookie").orElseThrow();
        assertThat(cookie)
                .containsIgnoringCase("; HttpOnly")
                .contains("; SameSite=Strict")
                .doesNotContain("secret");
        String pass = cookie.substring(0, cookie.indexOf(';'));
        assertThat(send(request("/api/v1/thing").header("Cookie", pass)).body()).isEqualTo("{\"trusted\":true}");
        assertThat(send(request("/api/v1/thing").header("Cookie", "sn-gateway=other"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("{\"a\":1}", "Cookie", pass).statusCode())
                .as("as a form of another site would")
                .isEqualTo(403);
        assertThat(post("{\"a\":1}", "Cookie", pass, "X-Requested-With", "sn-gateway")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request("/api/v1/session").header("Cookie", pass).DELETE())
                        .headers()
                        .firstValue("set-cookie")
                        .orElseThrow())
                .contains("Max-Age=0");
    }

    @Test
    void anonymousReadersReadIfAllowedAndChangeNothing() throws Exception {
        window.close();
        anonymousRead = true;
        window = open(HttpSettings.Metrics.TOKEN);
        assertThat(get("/api/v1/thing").body()).isEqualTo("{\"trusted\":false}");
        assertThat(post("{\"a\":1}").statusCode()).isEqualTo(401);
    }

    @Test
    void badBodiesAreAnswered() throws Exception {
        String[] token = {"Authorization", "Bearer secret"};
        assertThat(post("", token).statusCode()).isEqualTo(400);
        assertThat(post("[1]", token).statusCode()).isEqualTo(400);
        assertThat(post("{\"a\":", token).statusCode()).isEqualTo(400);
        assertThat(post("{\"a\":\"" + "x".repeat(Bodies.OCTETS_MAX) + "\"}", token)
                        .statusCode())
                .isEqualTo(413);
        assertThat(post("[".repeat(100_000), token).statusCode()).isEqualTo(400);
    }

    @Test
    void streamsAreFewAndGiveTheirPlaceBack() throws Exception {
        List<Socket> streams = new ArrayList<>();
        try {
            for (int i = 0; i < EventStreams.STREAMS_MAX; i++) {
                streams.add(stream());
            }
            assertThat(send(request("/api/v1/stream").header("Authorization", "Bearer secret"))
                            .statusCode())
                    .isEqualTo(503);
            streams.remove(0).close();
            Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                Socket again = stream();
                streams.add(again);
                return true;
            });
        } finally {
            for (Socket each : streams) {
                each.close();
            }
        }
    }

    /** Opens a stream and reads its first event; fails when there is none. */
    private Socket stream() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), window.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.getOutputStream()
                .write("GET /api/v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer secret\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        StringBuilder read = new StringBuilder();
        while (!read.toString().contains("event: hello\nid: 7\ndata: {}\n\n")) {
            int octet = socket.getInputStream().read();
            if (octet < 0 || read.toString().contains("503")) {
                socket.close();
                throw new IOException("no stream");
            }
            read.append((char) octet);
        }
        return socket;
    }

    private HttpResponse<String> post(String body, String... headers) throws Exception {
        HttpRequest.Builder request = request("/api/v1/thing").POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }
}
