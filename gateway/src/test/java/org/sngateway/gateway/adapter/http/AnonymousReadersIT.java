package org.sngateway.gateway.adapter.http;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import static org.assertj.core.api.Assertions.assertThat;

/** Where everybody may read: what the network looks like is for the token alone. */
final class AnonymousReadersIT {
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable HttpWindow window;

    @BeforeEach
    void open() throws HttpBindFailed {
        ConfigReadRoutes config = new ConfigReadRoutes(() -> List.of(new ConfigReadRoutes.Value(
                "broker.url", false, List.of("mqtt://192.0.2.7:1883"), List.of("embedded"), true, "file")));
        window = HttpWindow.open(
                new HttpSettings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), HttpSettings.Metrics.OFF, true),
                new HttpSources(
                        () -> CompletableFuture.completedFuture(""), () -> "", CompletableFuture::new, new OneToken()),
                List.of(config, new ConfigRoutes(new OneAllowed()), new DocumentRoutes()));
    }

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
            return pass.equals("pass");
        }
    }

    private record OneAllowed() implements ConfigControl {
        @Override
        public CompletionStage<Change> reload() {
            return CompletableFuture.failedFuture(new Busy("eight calls wait"));
        }

        @Override
        public CompletionStage<List<Problem>> validate(String yaml) {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public CompletionStage<Change> predefine(@Nullable List<Topic> topics) {
            return reload();
        }

        @Override
        public List<String> allowed() {
            return List.of("192.0.2.9");
        }

        @Override
        public CompletionStage<Change> allow(String address, boolean allowed) {
            return reload();
        }
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
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/config", "/allowed"})
    void howTheNetworkIsLaidOut_isForTheTokenOrItsPassAlone(String path) throws Exception {
        assertThat(send(request("/openapi.json")).statusCode())
                .as("anonymous readers are let in")
                .isEqualTo(200);
        HttpResponse<String> refused = send(request(path));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.body()).doesNotContain("192.0.2");
        assertThat(send(request(path).header("Authorization", "Bearer wrong")).statusCode())
                .isEqualTo(401);
        assertThat(send(request(path).header("Authorization", "Bearer secret")).body())
                .contains("192.0.2");
        assertThat(send(request(path).header("Cookie", "sn-gateway=pass")).body())
                .contains("192.0.2");
    }

    @Test
    void aGatewayThatIsBusyWithItsConfiguration_saysSo_andWhenToTryAgain() throws Exception {
        HttpResponse<String> busy = send(request("/config/reload")
                .header("Authorization", "Bearer secret")
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(busy.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(busy.body()).contains("\"status\":503", "eight calls wait");
    }
}
