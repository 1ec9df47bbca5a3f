package org.sngateway.gateway.program;

import com.fasterxml.jackson.jr.ob.JSON;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The dashboard for Grafana asks for what a running gateway has, in words that Prometheus understands. */
final class GrafanaDashboardIT {
    private static final Path DASHBOARD =
            Path.of("..", "config", "grafana", "sn-gateway.json").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern METRIC = Pattern.compile("\\b(?:sn_gateway|jvm|process)_[a-z_]+");

    @TempDir
    Path folder;

    private static void collect(Object value, List<String> expressions) {
        if (value instanceof Map<?, ?> map) {
            if (map.get("expr") instanceof String expression) {
                expressions.add(expression);
            }
            map.values().forEach(each -> collect(each, expressions));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(each, expressions));
        }
    }

    private static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        collect(JSON.std.mapFrom(Files.readString(DASHBOARD)), expressions);
        assertThat(expressions).hasSizeGreaterThan(20);
        return expressions.stream()
                .map(each -> each.replace("$__rate_interval", "5m").replace("$instance", ".*"))
                .toList();
    }

    /** Names of series that this page has, by what its TYPE lines say of them. */
    private static Set<String> series(String page) {
        Set<String> names = new TreeSet<>();
        Matcher type = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$").matcher(page);
        while (type.find()) {
            if (type.group(2).equals("histogram")) {
                names.addAll(List.of(type.group(1) + "_bucket", type.group(1) + "_sum", type.group(1) + "_count"));
            } else {
                names.add(type.group(1));
            }
        }
        return names;
    }

    @Test
    void everyQueryAsksForSeriesThatTheGatewayHas() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.runEmbedded(folder);
                Device therm = new Device(gateway.sensorAddress())) {
            therm.connects("therm", true);
            therm.publishes("T1", "21.5");
            Matcher address = Pattern.compile("address=(\\S+)").matcher(gateway.awaitsEvent("http.bound"));
            assertThat(address.find()).isTrue();
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address.group(1) + "/metrics"))
                    .timeout(PATIENCE)
                    .build();
            HttpClient client = HttpClient.newHttpClient();
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                String page = client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body();
                Set<String> asked = new TreeSet<>();
                for (String expression : expressions()) {
                    METRIC.matcher(expression).results().forEach(match -> asked.add(match.group()));
                }
                assertThat(series(page)).containsAll(asked);
            });
        }
    }

    @Test
    void prometheusUnderstandsEveryQuery() throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        int number = 0;
        for (String expression : expressions()) {
            rules.append("      - record: query_")
                    .append(++number)
                    .append("\n        expr: ")
                    .append(JSON.std.asString(expression))
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("rules.yml"), rules);

        Process promtool = new ProcessBuilder("promtool", "check", "rules", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).contains(number + " rules found");
    }
}
