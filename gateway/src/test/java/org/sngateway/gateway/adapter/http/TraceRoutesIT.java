package org.sngateway.gateway.adapter.http;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.gateway.session.port.DatagramTap;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.view.Rows;
import org.sngateway.gateway.view.trace.Trace;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Packets over HTTP by themselves: who may see them, and how they look. */
final class TraceRoutesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Where {@link Rows} puts its sleepers. */
    private static final Peer.Udp THERM = Peer.Udp.ofIpv4(0, 0x0A000001, 5_000);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Trace trace = new Trace(() -> 1_700_000_000_204_000_000L);
    private final DatagramTap shard = trace.shard();
    private @Nullable HttpWindow window;

    private record OneToken() implements AccessTokens {
        @Override
        public boolean isRight(String token) {
            return token.equals("secret");
        }

        @Override
        public String pass() {
            return "pass";
        }

        @Override
        public boolean isPass(String pass) {
            return false;
        }
    }

    @BeforeEach
    void openForAnonymousReaders() throws HttpBindFailed {
        TraceSources sources = new TraceSources(
                trace,
                () -> CompletableFuture.completedFuture(Rows.view(Rows.sleeper("therm", 0))),
                text -> text.equals("10.0.0.0/8") ? peer -> true : null,
                peer -> "10.0.0.9:1883",
                () -> 1_700_000_000_204_000_000L);
        window = HttpWindow.open(
                new HttpSettings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), HttpSettings.Metrics.OFF, true),
                new HttpSources(
                        () -> CompletableFuture.completedFuture(""),
                        () -> "",
                        () -> CompletableFuture.failedFuture(new IllegalStateException()),
                        new OneToken()),
                List.of(new TraceRoutes(sources)));
    }

    @AfterEach
    void close() {
        if (window != null) {
            window.close();
        }
    }

    private HttpRequest.Builder request(String path) {
        int port = window == null ? 0 : window.port();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                .timeout(PATIENCE);
    }

    private HttpRequest.Builder trusted(String path) {
        return request(path).header("Authorization", "Bearer secret");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder capture(HttpRequest.Builder request, String body) {
        return request.POST(HttpRequest.BodyPublishers.ofString(body));
    }

    @Test
    void showsPayloadsToNobodyWithoutTheToken() throws Exception {
        // A stream that is begun does not end, so only its beginning is waited for.
        HttpResponse<Stream<String>> begun =
                client.send(request("/trace").build(), HttpResponse.BodyHandlers.ofLines());
        begun.body().close();
        assertThat(begun.statusCode()).isEqualTo(401);
        assertThat(send(capture(request("/captures"), "{\"seconds\":1}")).statusCode())
                .isEqualTo(401);
        assertThat(send(capture(trusted("/captures"), "{\"seconds\":600}")).statusCode())
                .isEqualTo(201);
        assertThat(send(request("/captures/1.pcap")).statusCode()).isEqualTo(401);
        assertThat(send(trusted("/captures/1.pcap")).statusCode()).isEqualTo(200);
    }

    @Test
    void streamsPacketsWithWhatBecameOfThem() throws Exception {
        HttpResponse<Stream<String>> stream =
                client.send(trusted("/trace?client=therm&hex=true").build(), HttpResponse.BodyHandlers.ofLines());
        Awaitility.await().atMost(PATIENCE).until(shard::isOn);
        byte[] ping = SnEncoder.encode(PingReq.EMPTY);
        shard.received(THERM, ping, ping.length, PingReq.EMPTY);
        shard.dropped(THERM, DropReason.BAD_STATE);
        shard.batchEnded();
        try (Stream<String> lines = stream.body()) {
            assertThat(lines.filter(line -> line.startsWith("data: ")).findFirst())
                    .contains("data: {\"ts\":\"2023-11-14T22:13:20.204Z\",\"direction\":\"up\",\"client\":\"therm\","
                            + "\"address\":\"10.0.0.1:5000\",\"gateway\":\"10.0.0.9:1883\",\"type\":\"PINGREQ\","
                            + "\"text\":\"\",\"bytes\":2,\"hex\":\"0216\",\"dropped\":\"bad_state\"}");
        }
        Awaitility.await().atMost(PATIENCE).until(() -> !shard.isOn());
    }

    @Test
    void listsCaptures_andForgetsOne_forWhoeverHasTheToken() throws Exception {
        send(capture(trusted("/captures"), "{\"seconds\":600,\"client\":\"therm\",\"max_bytes\":2000}"));
        send(capture(trusted("/captures"), "{\"seconds\":1}"));
        byte[] ping = SnEncoder.encode(PingReq.EMPTY);
        shard.received(THERM, ping, ping.length, PingReq.EMPTY);
        shard.batchEnded();
        assertThat(send(request("/captures")).statusCode()).isEqualTo(401);
        // A pcap file has 24 octets, 16 more for each packet, and IPv4 and UDP take 28.
        String first = "{\"id\":\"1\",\"client\":\"therm\",\"from\":null,\"until\":\"2023-11-14T22:23:20.204Z\","
                + "\"running\":true,\"packets\":1,\"bytes\":70,\"max_bytes\":2000}";
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(send(trusted("/captures")).body())
                        .startsWith("{\"captures\":[" + first + ",{\"id\":\"2\",\"client\":null,"));
        assertThat(send(request("/captures/1").DELETE()).statusCode()).isEqualTo(401);
        assertThat(send(trusted("/captures/1").DELETE()).statusCode()).isEqualTo(204);
        assertThat(send(trusted("/captures/1").DELETE()).statusCode()).isEqualTo(404);
        assertThat(send(trusted("/captures/1.pcap")).statusCode()).isEqualTo(404);
        assertThat(send(trusted("/captures/2.pcap").DELETE()).statusCode()).isEqualTo(204);
        assertThat(send(trusted("/captures")).body()).isEqualTo("{\"captures\":[]}");
        assertThat(shard.isOn()).isFalse();
    }

    @Test
    void saysWhatIsWrongWithARequest() throws Exception {
        assertThat(send(trusted("/trace?from=home")).statusCode()).isEqualTo(400);
        assertThat(send(capture(trusted("/captures"), "{\"seconds\":601}")).statusCode())
                .isEqualTo(400);
        assertThat(send(capture(trusted("/captures"), "{\"seconds\":5,\"max_bytes\":5000000}"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(send(trusted("/captures/9.pcap")).statusCode()).isEqualTo(404);
        for (int i = 0; i < 4; i++) {
            assertThat(send(capture(trusted("/captures"), "{\"seconds\":600,\"from\":\"10.0.0.0/8\"}"))
                            .statusCode())
                    .isEqualTo(201);
        }
        assertThat(send(capture(trusted("/captures"), "{\"seconds\":600}")).statusCode())
                .isEqualTo(409);
    }
}
