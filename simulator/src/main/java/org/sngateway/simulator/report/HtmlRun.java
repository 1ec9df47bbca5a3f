package org.sngateway.simulator.report;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.markup.Html;
import org.sngateway.simulator.markup.TextResource;
import org.sngateway.simulator.measure.BatteryModel;
import org.sngateway.simulator.measure.RunResult;
import org.sngateway.simulator.measure.RunResult.DeviceStory;
import org.sngateway.simulator.measure.RunResult.Event;
import org.sngateway.simulator.measure.RunResult.Packet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/*
 * The page's policy lets run only the scripts and styles whose checksums it names, and load nothing. So even text that got
 * through unescaped could not do anything, and there are no style attributes.
 */
/** A run as one HTML page that needs nothing else: no other file, no network. */
final class HtmlRun {
    private static final int CHART_ROWS_MAX = 240;
    private static final int TABLE_ROWS_MAX = 24;

    private final RunResult run;
    private final @Nullable RunResult other;
    private final HtmlTables tables;
    private final HtmlCharts pictures = new HtmlCharts();
    private final StringBuilder page = new StringBuilder();

    private HtmlRun(RunResult run, @Nullable RunResult other) {
        this.run = run;
        this.other = other;
        tables = new HtmlTables(run, other);
    }

    /** @param other a second run, B, to be compared with the first, A; {@code null}: one run alone */
    static String of(RunResult run, @Nullable RunResult other) {
        return new HtmlRun(run, other).write();
    }

    private String write() {
        String style = "\n" + resource("uplot/uPlot.min.css") + resource("run.css");
        // Its licence asks that its text go with every copy.
        String library = "\n/*\n" + resource("uplot/LICENSE.txt") + "*/\n" + resource("uplot/uPlot.iife.min.js");
        String script = "\n" + resource("run.js");
        String title = run.info().scenario() + ": " + Verdict.of(run).words(run);
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none';"
                        + " form-action 'none'; style-src ")
                .append(checksum(style))
                .append("; script-src ")
                .append(checksum(library))
                .append(' ')
                .append(checksum(script))
                .append("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
                .append(Html.escape(title))
                .append("</title>\n<style>")
                .append(style)
                .append("</style>\n</head>\n<body class=\"")
                .append(word(run))
                .append("\">\n<main>\n");
        body();
        TimeGrid grid = TimeGrid.of(run.series(), CHART_ROWS_MAX);
        List<Chart> charts = Charts.of(grid, other == null ? null : TimeGrid.of(other.series(), CHART_ROWS_MAX));
        page.append("</main>\n<script type=\"application/json\" id=\"data\">")
                .append(Html.escapeJson(PageData.of(run, grid, charts, curve())))
                .append("</script>\n<script>")
                .append(library)
                .append("</script>\n<script>")
                .append(script)
                .append("</script>\n</body>\n</html>\n");
        return page.toString();
    }

    private static String resource(String name) {
        return TextResource.read(HtmlRun.class, name);
    }

    private static String checksum(String content) {
        try {
            byte[] octets = content.getBytes(StandardCharsets.UTF_8);
            return "'sha256-"
                    + Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(octets)) + "'";
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String word(RunResult run) {
        return Verdict.of(run).name().toLowerCase(Locale.ROOT);
    }

    private PercentileCurve curve() {
        return PercentileCurve.of(other == null ? List.of(run) : List.of(run, other));
    }

    private void body() {
        header();
        page.append(tables.tiles());
        remarks();
        section("thresholds", "Thresholds", aboutThresholds(), tables.thresholds());
        overTime();
        PercentileCurve curve = curve();
        if (!curve.curves().isEmpty()) {
            section(
                    "distribution",
                    "Distribution of times",
                    "How long the slowest took: each step to the right is a tenth of the messages before it. Times"
                            + " count from when something was due, not from when it was sent, so a stall shows in full."
                            + (other == null ? "" : " Dashed: B."),
                    pictures.curve(curve));
        }
        if (!run.fleets().isEmpty()) {
            section("fleets", "Fleets", "", tables.fleets());
        }
        section("cost", "Cost and battery", "What a reading costs a device, and how long its cells last.", cost());
        if (!run.worst().isEmpty()) {
            section(
                    "devices",
                    "Worst devices",
                    "The devices with most trouble, the worst first, each with the last packets as it saw them.",
                    devices());
        }
        section(
                "metrics",
                "All metrics",
                "Each figure by the name that thresholds use, and what it means. What is not here was not measured.",
                tables.metrics());
        if (!run.gatewayMetrics().isEmpty()) {
            section(
                    "gateway",
                    "The gateway's own metrics",
                    "As it reported them at the end of the run.",
                    tables.gateway());
        }
        section("scenario", "Scenario", "The file as it was read.", scenario());
        page.append("<footer>Made by sn-sim ")
                .append(Html.escape(run.info().toolVersion()))
                .append(". Charts are drawn by uPlot 1.6.32 (MIT, copyright 2022 Leon Sorokin). This page loads nothing"
                        + " from anywhere.</footer>\n");
    }

    private String aboutThresholds() {
        if (run.thresholds().isEmpty()) {
            return "The scenario has none, so nothing could fail.";
        }
        return run.isValid() ? "" : "The run is invalid, so these say nothing about the gateway.";
    }

    private void section(String id, String title, String about, String content) {
        page.append("<section id=\"").append(id).append("\"><h2>").append(title).append("</h2>\n");
        if (!about.isEmpty()) {
            page.append("<p>").append(about).append("</p>\n");
        }
        page.append(content).append("</section>\n");
    }

    private void header() {
        RunResult.Info info = run.info();
        page.append("<header>\n<h1>").append(Html.escape(info.scenario())).append("</h1>\n");
        if (!info.summary().isEmpty()) {
            page.append("<p class=\"summary\">")
                    .append(Html.escape(info.summary()))
                    .append("</p>\n");
        }
        page.append("<p class=\"verdict\">")
                .append(Html.escape(Verdict.of(run).words(run)))
                .append("</p>\n<dl class=\"facts\">\n");
        String version = info.gatewayVersion();
        fact("Gateway", info.gateway() + (version == null ? "" : " (" + version + ")"));
        fact("Devices", Quantity.count(info.devices()));
        fact("Seed", Long.toString(info.seed()));
        fact(
                "Duration",
                Quantity.duration(info.seconds())
                        + (info.isVirtual() ? ", virtual, in " + Quantity.duration(info.wallSeconds()) : ""));
        fact("Started", started(run));
        fact("Simulator", "sn-sim " + info.toolVersion());
        wideFact("Machine", info.machine());
        if (other != null) {
            RunResult.Info b = other.info();
            wideFact(
                    "Compared with B",
                    b.scenario() + ", seed " + b.seed() + ", " + b.gateway()
                            + (b.gatewayVersion() == null ? "" : " (" + b.gatewayVersion() + ")") + ", "
                            + started(other)
                            + ": " + Verdict.of(other).words(other));
        }
        page.append("</dl>\n</header>\n");
        navigation();
    }

    private static String started(RunResult run) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(run.info().started());
    }

    private void fact(String name, String value) {
        page.append("<div><dt>")
                .append(name)
                .append("</dt><dd>")
                .append(Html.escape(value))
                .append("</dd></div>\n");
    }

    private void wideFact(String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        page.append("<div class=\"wide\"><dt>")
                .append(name)
                .append("</dt><dd>")
                .append(Html.escape(value))
                .append("</dd></div>\n");
    }

    private void navigation() {
        page.append("<nav aria-label=\"Parts of this page\">");
        link("thresholds", "Thresholds");
        link("time", "Over time");
        if (!curve().curves().isEmpty()) {
            link("distribution", "Distribution");
        }
        if (!run.fleets().isEmpty()) {
            link("fleets", "Fleets");
        }
        link("cost", "Cost");
        if (!run.worst().isEmpty()) {
            link("devices", "Worst devices");
        }
        link("metrics", "All metrics");
        link("scenario", "Scenario");
        page.append("</nav>\n");
    }

    private void link(String id, String name) {
        page.append("<a href=\"#").append(id).append("\">").append(name).append("</a>");
    }

    private void remarks() {
        if (run.remarks().isEmpty()) {
            return;
        }
        page.append("<div class=\"remarks\"><h2>What to know when reading this</h2><ul>");
        for (String remark : run.remarks()) {
            page.append("<li>").append(Html.escape(remark)).append("</li>");
        }
        page.append("</ul></div>\n");
    }

    private void overTime() {
        StringBuilder part = new StringBuilder();
        if (!run.events().isEmpty()) {
            part.append("<ol class=\"timeline\" aria-label=\"What happened when\">");
            int number = 1;
            for (Event event : run.events()) {
                part.append("<li><i>").append(number++).append("</i><time>");
                part.append(Quantity.moment(event.atSeconds()));
                if (event.untilSeconds() != null) {
                    part.append("\u2013").append(Quantity.moment(event.untilSeconds()));
                }
                part.append("</time><span>").append(Html.escape(event.label())).append("</span></li>");
            }
            part.append("</ol>\n");
        }
        TimeGrid coarse = TimeGrid.of(run.series(), TABLE_ROWS_MAX);
        List<Chart> charts = Charts.of(coarse, other == null ? null : TimeGrid.of(other.series(), TABLE_ROWS_MAX));
        part.append(charts.isEmpty() ? "<p>Nothing was measured over time.</p>\n" : pictures.figures(charts, coarse));
        section(
                "time",
                "Over time",
                charts.isEmpty()
                        ? ""
                        : "Minutes and seconds since the start. Numbered marks are the events of the timeline.",
                part.toString());
    }

    private String cost() {
        StringBuilder part = new StringBuilder(tables.cost());
        part.append(
                "<details class=\"more\"><summary>How the battery's life is estimated</summary>\n<ul class=\"model\">");
        for (String sentence : BatteryModel.explanation()) {
            part.append("<li>").append(Html.escape(sentence)).append("</li>");
        }
        return part.append("</ul></details>\n").toString();
    }

    private String devices() {
        StringBuilder part = new StringBuilder();
        for (DeviceStory story : run.worst()) {
            part.append("<details class=\"device\"><summary><b>")
                    .append(Html.escape(story.clientId()))
                    .append("</b><span>")
                    .append(Html.escape(story.why()))
                    .append("</span><span>")
                    .append(Html.escape(story.fleet()))
                    .append("</span></summary>\n"
                            + "<div class=\"trace\" role=\"region\" aria-label=\"packets\""
                            + " tabindex=\"0\"><table><tbody>\n");
            for (Packet packet : story.trace()) {
                part.append(
                                packet.isFromDevice()
                                        ? "<tr class=\"up\"><td class=\"number\">"
                                        : "<tr class=\"down\"><td class=\"number\">")
                        .append(String.format(Locale.ROOT, "%.3f", packet.atSeconds()))
                        .append("</td><td title=\"")
                        .append(packet.isFromDevice() ? "from the device\">&rarr;" : "to the device\">&larr;")
                        .append("</td><td>")
                        .append(Html.escape(packet.text()))
                        .append("</td></tr>\n");
            }
            part.append("</tbody></table></div></details>\n");
        }
        return part.toString();
    }

    private String scenario() {
        return "<details class=\"more\"" + (run.info().text().length() < 4_000 ? " open" : "")
                + "><summary>show or hide</summary><pre tabindex=\"0\">"
                + Html.escape(run.info().text()) + "</pre></details>\n";
    }
}
