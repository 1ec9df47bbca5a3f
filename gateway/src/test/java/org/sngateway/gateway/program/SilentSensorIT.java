package org.sngateway.gateway.program;

import com.fasterxml.jackson.jr.ob.JSON;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A sensor sleeps and publishes nothing: whoever asks the packaged program, in the terminal or over REST, is told. */
class SilentSensorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private String url = "";
    private String token = "";

    @BeforeAll
    static void needsMosquitto() {
        MosquittoClient.assumeInstalled();
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private List<String> prints(int exitCode, String... command) {
        String[] whole = Stream.concat(Stream.of(command), Stream.of("--url", url, "--token", token))
                .toArray(String[]::new);
        return GatewayProcess.output(folder, exitCode, whole).lines().toList();
    }

    private static String window(GatewayProcess gateway) {
        Matcher address = Pattern.compile("address=(\\S+)").matcher(gateway.awaitsEvent("http.bound"));
        assertThat(address.find()).isTrue();
        return "http://" + address.group(1);
    }

    @Test
    void isFoundByWhoeverAsks() throws Exception {
        String clients = "clients=[{match: {client_id: \"*\"}, expect_every: 1s}]";
        try (GatewayProcess gateway = GatewayProcess.runEmbedded(folder, "--set", clients);
                Device therm = new Device(gateway.sensorAddress())) {
            url = window(gateway);
            token = Files.readString(folder.resolve("data/http.token")).strip();
            therm.connects("therm/1 \u202e", false).subscribes("cmd/therm");
            assertThat(therm.publishes("tt", "21.5")).isNotNull();
            therm.sleeps(600);
            MosquittoClient.publish(gateway.embeddedPort(), "cmd/therm", "hello");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> get("/clients?overdue=true").body().contains("\"queued\":1"));

            assertThat(prints(0, "clients", "list", "--overdue", "--state", "asleep"))
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith("therm/1 \\u202e  asleep  ")
                    .contains(" ago  ", "!  ", "  1  ", "127.0.0.1:");
            assertThat(prints(0, "clients", "show", "therm/1 \u202e"))
                    .first()
                    .asString()
                    .startsWith("therm/1 \\u202e  asleep for ")
                    .endsWith("overdue !");
            assertThat(prints(0, "queue", "list", "therm/1 \u202e"))
                    .anyMatch(line -> line.startsWith("1 message, oldest queued "))
                    .anyMatch(line -> line.matches("1  cmd/therm  1 +5 .*broker"));
            assertThat(prints(0, "status"))
                    .anyMatch(line -> line.matches("clients +1  active 0  asleep 1 .* overdue 1 !"));
            assertThat(json(prints(0, "clients", "list", "--json")).get("total"))
                    .isEqualTo(1);
            assertThat(json(prints(0, "topics", "list", "therm/1 \u202e", "--json")))
                    .containsKey("topics");
            refusals();
        }
    }

    private static Map<String, Object> json(List<String> lines) throws IOException {
        return JSON.std.mapFrom(String.join("\n", lines));
    }

    private void refusals() {
        assertThat(prints(1, "clients", "show", "nobody")).containsExactly("there is no client of this id");
        token = "wrong";
        assertThat(prints(77, "status")).hasSize(1).first().asString().contains("token");
        url = "http://127.0.0.1:1";
        assertThat(prints(69, "status")).hasSize(1).first().asString().contains("no gateway answers");
    }
}
