package org.sngateway.gateway.adapter.http;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.ControlOutcome;
import org.sngateway.gateway.session.port.ControlOutcome.Refusal;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.DownlinkCommand;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/** What operators ask over HTTP, as the engine is asked it, and what they are answered. */
class ControlRoutesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<ControlRequest> asked = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private ControlOutcome outcome = new ControlOutcome.Done(3);
    private @Nullable Throwable failure;
    private HttpWindow window;

    @BeforeEach
    void open() throws Exception {
        HttpSources sources = new HttpSources(
                () -> CompletableFuture.completedFuture(true), () -> "", CompletableFuture::new, new AnyToken());
        ControlRoutes routes = new ControlRoutes(request -> {
            asked.add(request);
            return failure == null
                    ? CompletableFuture.completedFuture(outcome)
                    : CompletableFuture.failedFuture(failure);
        });
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        window = HttpWindow.open(new HttpSettings(anyPort, HttpSettings.Metrics.OFF, false), sources, List.of(routes));
    }

    /** Whoever has any token is let in. */
    private static final class AnyToken implements AccessTokens {
        @Override
        public boolean isRight(String token) {
            return true;
        }

        @Override
        public String pass() {
            return "";
        }

        @Override
        public boolean isPass(String pass) {
            return false;
        }
    }

    @AfterEach
    void close() {
        window.close();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + window.port() + "/api/v1" + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer any")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void takesAnyClientId_encodedInThePath() throws Exception {
        HttpResponse<String> answer = send("DELETE", "/clients/a%2Fb%20%3C%C3%A9", "");
        assertThat(asked).containsExactly(new ControlRequest.Kick("a/b <é"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"client_id\":\"a/b <é\",\"dropped\":3}");
    }

    @Test
    void asksForWhatThePathSays() throws Exception {
        send("DELETE", "/clients/d?forget=true", "");
        send("DELETE", "/clients/d/queue", "");
        send("DELETE", "/clients/d/queue?keep_in_flight=true", "");
        send("DELETE", "/clients/d/queue/7", "");
        send("DELETE", "/clients/d/queue/oldest", "");
        send("PUT", "/clients/d/subscriptions/a%2F%23", "{\"qos\":2}");
        send("PUT", "/clients/d/subscriptions/a", "");
        send("DELETE", "/clients/d/subscriptions/a%2F%23", "");
        assertThat(asked)
                .containsExactly(
                        new ControlRequest.Forget("d"),
                        new ControlRequest.Flush("d", false),
                        new ControlRequest.Flush("d", true),
                        new ControlRequest.Drop("d", 7),
                        new ControlRequest.Drop("d", ControlRequest.Drop.OLDEST),
                        new ControlRequest.Subscribe("d", "a/#", Qos.TWO),
                        new ControlRequest.Subscribe("d", "a", Qos.ONE),
                        new ControlRequest.Unsubscribe("d", "a/#"));
    }

    @Test
    void sendsWhatTheBodySays_andTellsWhenItIsExpected() throws Exception {
        outcome = new ControlOutcome.Queued(4, 1_764_162_899_189_000_000L, 1_764_162_904_116_000_000L, true);
        HttpResponse<String> answer = send(
                "POST",
                "/clients/d/publish",
                "{\"topic\":\"cmd/d\",\"payload_base64\":\"AP8=\",\"qos\":2,\"retain\":true,\"expiry_s\":60,"
                        + "\"keep_latest\":true,\"correlation\":\"job-7\"}");
        assertThat(asked)
                .containsExactly(new ControlRequest.Publish(
                        "d",
                        new DownlinkCommand(
                                "cmd/d",
                                DownlinkCommand.BY_NAME,
                                Octets.copyOf(new byte[] {0, (byte) 0xFF}),
                                Qos.TWO,
                                true,
                                60,
                                true,
                                "job-7")));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo("{\"n\":4,\"queued_at\":\"2025-11-26T13:14:59.189Z\","
                        + "\"expected_delivery\":\"2025-11-26T13:15:04.116Z\",\"durable\":true}");
    }

    @Test
    void leavesOutWhatNeedNotBeSaid() throws Exception {
        outcome = new ControlOutcome.Queued(1, 0, ControlOutcome.Queued.UNKNOWN, false);
        HttpResponse<String> answer = send("POST", "/clients/d/publish", "{\"topic_id\":2,\"payload\":\"on\"}");
        assertThat(asked)
                .containsExactly(new ControlRequest.Publish(
                        "d",
                        new DownlinkCommand(
                                "", 2, Octets.ofUtf8("on"), Qos.ZERO, false, Delivery.NO_EXPIRY, false, "")));
        assertThat(answer.body()).contains("\"expected_delivery\":null", "\"durable\":false");
    }

    @Test
    void asksNobodyWhatMakesNoSense() throws Exception {
        List<String> bodies = List.of(
                "{}",
                "[]",
                "{\"topic\":\"a\",\"topic_id\":1,\"payload\":\"x\"}",
                "{\"topic\":\"a\"}",
                "{\"topic\":\"a\",\"payload\":\"x\",\"payload_base64\":\"AA==\"}",
                "{\"topic\":\"a\",\"payload_base64\":\"?\"}",
                "{\"topic\":\"a\",\"payload\":\"x\",\"qos\":3}",
                "{\"topic\":\"a\",\"payload\":\"x\",\"qos\":1.5}",
                "{\"topic\":\"a\",\"payload\":\"x\",\"expiry_s\":0}",
                "{\"topic\":\"a\",\"payload\":\"x\",\"retain\":\"yes\"}",
                "{\"topic\":\"a\",\"payload\":\"x\",\"expires\":5}",
                "{\"topic_id\":65535,\"payload\":\"x\"}");
        for (String body : bodies) {
            assertThat(send("POST", "/clients/d/publish", body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(send("DELETE", "/clients/d?forget=perhaps", "").statusCode()).isEqualTo(400);
        assertThat(send("DELETE", "/clients/d/queue/-1", "").statusCode()).isEqualTo(404);
        assertThat(send("PUT", "/clients/d/subscriptions/a", "{\"qos\":-1}").statusCode())
                .isEqualTo(400);
        assertThat(asked).isEmpty();
    }

    /** As when a commit does not come to an end: whoever asked must not think that nothing has happened. */
    @Test
    void saysThatItMayHaveBeenDone_whenThatIsNotKnownInTime() throws Exception {
        failure = new TimeoutException();
        HttpResponse<String> answer = send("DELETE", "/clients/d?forget=true", "");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"status\":503", "it may have been done");
        failure = new IllegalStateException("the shard has ended");
        assertThat(send("DELETE", "/clients/d", "").body())
                .contains("a part of the gateway does not answer")
                .doesNotContain("shard");
    }

    @Test
    void tellsByStatusWhyNothingWasDone() throws Exception {
        Map<Refusal, Integer> statuses = new EnumMap<>(Map.of(
                Refusal.UNKNOWN_CLIENT, 404,
                Refusal.UNKNOWN_MESSAGE, 404,
                Refusal.UNKNOWN_SUBSCRIPTION, 404,
                Refusal.NOT_CONNECTED, 409,
                Refusal.TOO_LARGE, 413,
                Refusal.BAD_TOPIC, 422,
                Refusal.BROKER_REFUSED, 502,
                Refusal.NOT_STORED, 503,
                Refusal.LIMIT, 507));
        assertThat(statuses.keySet()).containsExactly(Refusal.values());
        for (Map.Entry<Refusal, Integer> each : statuses.entrySet()) {
            outcome = new ControlOutcome.Refused(each.getKey(), "because of " + each.getKey());
            HttpResponse<String> answer = send("DELETE", "/clients/d", "");
            assertThat(answer.statusCode()).as(each.getKey().name()).isEqualTo(each.getValue());
            assertThat(answer.body()).contains("because of " + each.getKey());
            assertThat(answer.body()).doesNotContain("Internal Server Error");
        }
    }
}
