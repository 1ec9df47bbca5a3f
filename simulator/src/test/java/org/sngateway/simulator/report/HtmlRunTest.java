package org.sngateway.simulator.report;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sngateway.simulator.measure.BatteryModel;
import org.sngateway.simulator.measure.Metric;
import org.sngateway.simulator.measure.RunResult;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class HtmlRunTest {
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    static Stream<RunResult> runs() {
        return RunJsonTest.runs();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void needsNothingFromAnywhere(RunResult run) {
        String page = HtmlRun.of(run, null);
        String markup = page.replaceAll("(?s)<script>.*?</script>", "");
        assertThat(markup).doesNotContain(" src=", "<link", "<iframe", "<img", "@import", "url(", "href=\"http");
        assertThat(page).contains("default-src 'none'").doesNotContain("unsafe-inline", " style=\"", " onclick");
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(600_000);
    }

    /** A browser runs a script only when its checksum is in the policy. */
    @Test
    void thePolicyNamesItsScriptsAndStyles() throws Exception {
        String page = HtmlRun.of(SampleRuns.powerCut(), null);
        String policy = page.substring(page.indexOf("http-equiv"), page.indexOf("name=\"viewport\""));
        Matcher parts =
                Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL).matcher(page);
        int found = 0;
        while (parts.find()) {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(parts.group(2).getBytes(StandardCharsets.UTF_8));
            assertThat(policy).contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
            found++;
        }
        assertThat(found).isEqualTo(3);
    }

    @Test
    void nothingFromOutsideIsMarkup() throws IOException {
        String page = HtmlRun.of(SampleRuns.hostile(), SampleRuns.hostile());
        assertThat(page).doesNotContain("<script>alert", "<b>\\u001b", "\u2028", "\u202e", "\u001b");
        assertThat(page).contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(page.split("<script", -1)).hasSize(4);
        assertThat(data(page).field("events").items().get(0).field("label").text())
                .startsWith("</script><script>alert(1)</script>");
    }

    @Test
    void theScriptGetsWhatTheRunMeasured() throws IOException {
        JsonNode data = data(HtmlRun.of(SampleRuns.powerCut(), null));
        assertThat(data.field("rows").whole()).isEqualTo(200);
        assertThat(data.field("step").number()).isEqualTo(3);
        List<String> charts = data.field("charts").items().stream()
                .map(chart -> chart.field("id").text())
                .toList();
        assertThat(charts)
                .contains(
                        "uplink-latency",
                        "uplink-ack",
                        "downlink-wait",
                        "states",
                        "rates",
                        "sent",
                        "received",
                        "trouble",
                        "lag")
                .filteredOn(id -> id.startsWith("gateway-"))
                .hasSize(2);
        assertThat(data.field("charts").items())
                .allSatisfy(chart -> assertThat(chart.field("lines").items())
                        .allSatisfy(
                                line -> assertThat(line.field("values").items()).hasSize(200)));
    }

    @Test
    void everyPictureHasAPlaceASentenceAndATable() {
        String page = HtmlRun.of(SampleRuns.powerCut(), null);
        int pictures = page.split("role=\"img\" aria-label=\"", -1).length - 1;
        assertThat(pictures).isEqualTo(12);
        assertThat(page.split("<figure", -1).length - 1).isEqualTo(pictures);
        assertThat(page.split("<summary>as a table, every 25s", -1).length - 1).isEqualTo(pictures - 1);
        assertThat(page).contains("Uplink latency. p50 at most ");
    }

    @Test
    void everyMeasuredMetricIsExplained() {
        RunResult run = SampleRuns.powerCut();
        String page = HtmlRun.of(run, null);
        for (Metric metric : run.total().values().keySet()) {
            assertThat(page)
                    .contains(">" + metric.word() + "</th>", metric.meaning().replace("'", "&#39;"));
        }
        assertThat(page).contains(BatteryModel.explanation().get(1));
    }

    @Test
    void twoRunsStandSideBySide() {
        String page = HtmlRun.of(SampleRuns.powerCut(), SampleRuns.powerCut(7, 2));
        assertThat(page)
                .contains("Compared with B")
                .containsPattern(
                        "uplink_latency_p99</th><td class=\"number\">14.9 s</td><td class=\"number\">29.8 s</td>"
                                + "<td class=\"number worse\">\\+14.9 s \\(\\+100 %\\)</td>"
                                + "<td class=\"state worse\">\u25BC worse</td>");
        assertThat(HtmlRun.of(SampleRuns.powerCut(), null)).doesNotContain("Compared with B");
    }

    @Test
    void anEmptyRunIsAPageToo() {
        assertThat(HtmlRun.of(SampleRuns.empty(), null))
                .contains("PASSED (no thresholds)", "Nothing was measured over time.")
                .doesNotContain("<figure", "NaN");
    }

    private static JsonNode data(String page) throws IOException {
        Matcher matcher = DATA.matcher(page);
        assertThat(matcher.find()).isTrue();
        return JsonNode.read(new ByteArrayInputStream(matcher.group(1).getBytes(StandardCharsets.UTF_8)), "data");
    }
}
