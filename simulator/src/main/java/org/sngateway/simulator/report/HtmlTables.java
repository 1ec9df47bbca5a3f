package org.sngateway.simulator.report;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.markup.Html;
import org.sngateway.simulator.measure.Figures;
import org.sngateway.simulator.measure.Metric;
import org.sngateway.simulator.measure.RunResult;
import org.sngateway.simulator.measure.RunResult.Judged;
import org.sngateway.simulator.measure.RunResult.OfFleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A page's tables of figures; with a second run each has its values beside the first's. */
final class HtmlTables {
    private static final List<Metric> COST = List.of(
            Metric.DATAGRAMS_PER_READING,
            Metric.BYTES_PER_READING,
            Metric.AWAKE_TIME_P50,
            Metric.AWAKE_TIME_P99,
            Metric.AWAKE_SHARE,
            Metric.DEVICE_RETRANSMISSION_RATIO,
            Metric.BATTERY_YEARS);

    private static final List<Metric> FLEET = List.of(
            Metric.UPLINK_SENT,
            Metric.UPLINK_DELIVERED_RATIO,
            Metric.UPLINK_LATENCY_P50,
            Metric.UPLINK_LATENCY_P99,
            Metric.DOWNLINK_DELIVERED_RATIO,
            Metric.DOWNLINK_WAIT_P99,
            Metric.RECONNECT_TIME_P95,
            Metric.DEVICE_RETRANSMISSION_RATIO,
            Metric.BATTERY_YEARS);

    private final RunResult run;
    private final @Nullable RunResult other;

    HtmlTables(RunResult run, @Nullable RunResult other) {
        this.run = run;
        this.other = other;
    }

    /** The figures that most readers came for. */
    String tiles() {
        StringBuilder page = new StringBuilder("<ul class=\"tiles\">\n");
        tile(page, "Uplink delivered", Metric.UPLINK_DELIVERED_RATIO, of(Metric.UPLINK_DELIVERED, Metric.UPLINK_SENT));
        tile(page, "Uplink latency p99", Metric.UPLINK_LATENCY_P99, also("p50", Metric.UPLINK_LATENCY_P50));
        tile(
                page,
                "Downlink delivered",
                Metric.DOWNLINK_DELIVERED_RATIO,
                of(Metric.DOWNLINK_DELIVERED, Metric.DOWNLINK_OFFERED));
        tile(page, "Reconnect time p95", Metric.RECONNECT_TIME_P95, also("p50", Metric.RECONNECT_TIME_P50));
        tile(page, "Datagrams a reading", Metric.DATAGRAMS_PER_READING, also("octets", Metric.BYTES_PER_READING));
        tile(page, "Battery, estimated", Metric.BATTERY_YEARS, "on 2\u00D7AA");
        return page.append("</ul>\n").toString();
    }

    private void tile(StringBuilder page, String name, Metric metric, String below) {
        Double value = run.total().value(metric);
        Double b = other == null ? null : other.total().value(metric);
        String second = other == null ? below : "B " + (b == null ? "not measured" : text(metric, b));
        page.append("<li><span>")
                .append(name)
                .append("</span><b>")
                .append(value == null ? "\u2013" : shortText(metric, value))
                .append("</b><span>")
                .append(value == null && other == null ? "not measured" : Html.escape(second))
                .append("</span></li>\n");
    }

    private static String shortText(Metric metric, double value) {
        return metric.unit() == Metric.Unit.RATIO ? share(value) : text(metric, value);
    }

    /** Not rounded to all what is not all. */
    private static String share(double ratio) {
        return ratio < 1 && ratio > 0.999
                ? Quantity.digits(Math.floor(ratio * 1e5) / 1e3) + " %"
                : Quantity.percent(ratio);
    }

    private String of(Metric part, Metric whole) {
        Double a = run.total().value(part);
        Double b = run.total().value(whole);
        return a == null || b == null ? "" : Quantity.count(a) + " of " + Quantity.count(b);
    }

    private String also(String name, Metric metric) {
        Double value = run.total().value(metric);
        return value == null ? "" : name + " " + text(metric, value);
    }

    private static String text(Metric metric, double value) {
        return Quantity.text(value, metric.unit());
    }

    String thresholds() {
        if (run.thresholds().isEmpty()) {
            return "";
        }
        StringBuilder page = new StringBuilder("<div class=\"table\" role=\"region\" aria-label=\"thresholds\""
                + " tabindex=\"0\"><table><thead><tr><th>result</th><th>metric</th><th class=\"number\">is</th>");
        page.append(other == null ? "" : "<th class=\"number\">B is</th>")
                .append("<th>should be</th><th>meaning</th></tr></thead><tbody>\n");
        for (Judged judged : run.thresholds()) {
            page.append("<tr><td class=\"state ")
                    .append(judged.passed() ? "ok\">\u2713 passed" : "bad\">\u2717 failed")
                    .append("</td><th class=\"mono\">")
                    .append(judged.threshold().metric().word())
                    .append("</th><td class=\"number\">")
                    .append(TerminalSummary.value(judged))
                    .append("</td>");
            if (other != null) {
                page.append("<td class=\"number\">")
                        .append(sameThreshold(judged, other))
                        .append("</td>");
            }
            page.append("<td class=\"limit\">")
                    .append(Html.escape(TerminalSummary.limit(judged)))
                    .append("</td>");
            page.append("<td class=\"meaning\">")
                    .append(judged.threshold().metric().meaning())
                    .append("</td></tr>\n");
        }
        return page.append("</tbody></table></div>\n").toString();
    }

    private static String sameThreshold(Judged judged, RunResult b) {
        return b.thresholds().stream()
                .filter(theirs -> theirs.threshold().metric()
                                == judged.threshold().metric()
                        && theirs.threshold().scope().equals(judged.threshold().scope()))
                .findFirst()
                .map(TerminalSummary::value)
                .orElse("\u2013");
    }

    String fleets() {
        List<Metric> metrics = FLEET.stream()
                .filter(metric ->
                        run.fleets().stream().anyMatch(f -> f.figures().value(metric) != null))
                .toList();
        StringBuilder page = new StringBuilder("<div class=\"table fleets\" role=\"region\" aria-label=\"fleets\""
                + " tabindex=\"0\"><table><thead><tr><th>fleet</th><th"
                + " class=\"number\">devices</th><th>profile</th><th>link</th>");
        metrics.forEach(metric ->
                page.append("<th class=\"number\">").append(heading(metric)).append("</th>"));
        page.append("</tr></thead><tbody>\n");
        for (OfFleet fleet : run.fleets()) {
            row(page, fleet, "", metrics);
            if (other != null) {
                other.fleets().stream()
                        .filter(theirs -> theirs.name().equals(fleet.name()))
                        .forEach(theirs -> row(page, theirs, " in B", metrics));
            }
        }
        return page.append("</tbody></table></div>\n").toString();
    }

    private static void row(StringBuilder page, OfFleet fleet, String run, List<Metric> metrics) {
        page.append("<tr><th class=\"name\">")
                .append(Html.escape(fleet.name()))
                .append(run)
                .append("</th><td class=\"number\">")
                .append(Quantity.count(fleet.count()))
                .append("</td><td>")
                .append(Html.escape(fleet.profile()))
                .append("</td><td>")
                .append(Html.escape(fleet.link()))
                .append("</td>");
        metrics.forEach(metric -> page.append(cell(metric, fleet.figures())));
        page.append("</tr>\n");
    }

    private static String heading(Metric metric) {
        return metric.word().replace("_ratio", " ratio").replace('_', ' ');
    }

    private static String cell(Metric metric, Figures figures) {
        Double value = figures.value(metric);
        return value == null
                ? "<td class=\"number missing\">\u2013</td>"
                : "<td class=\"number\">" + text(metric, value) + "</td>";
    }

    String cost() {
        List<Metric> measured = COST.stream()
                .filter(metric -> run.total().value(metric) != null)
                .toList();
        return measured.isEmpty() ? "<p>Nothing of this was measured.</p>\n" : metrics(measured, false);
    }

    String metrics() {
        return metrics(List.of(Metric.values()), true);
    }

    private String metrics(List<Metric> metrics, boolean isGrouped) {
        Figures b = other == null ? new Figures(Map.of(), Map.of()) : other.total();
        List<Comparison.Row> rows = new ArrayList<>(Comparison.rows(run.total(), b));
        rows.removeIf(row -> !metrics.contains(row.metric()));
        StringBuilder page = new StringBuilder("<div class=\"table\" role=\"region\" aria-label=\"metrics\""
                + " tabindex=\"0\"><table><thead><tr><th>metric</th>");
        page.append(
                other == null
                        ? "<th class=\"number\">value</th>"
                        : "<th class=\"number\">A</th><th class=\"number\">B</th><th class=\"number\">B less A</th>"
                                + "<th>B is</th>");
        page.append("<th>meaning</th></tr></thead><tbody>\n");
        String group = "";
        for (Comparison.Row row : rows) {
            String next = group(row.metric());
            if (isGrouped && !next.equals(group)) {
                page.append("<tr class=\"group\"><th colspan=\"")
                        .append(other == null ? 3 : 6)
                        .append("\" scope=\"rowgroup\">")
                        .append(next)
                        .append("</th></tr>\n");
                group = next;
            }
            page.append("<tr><th class=\"mono\">").append(row.metric().word()).append("</th>");
            values(page, row);
            page.append("<td class=\"meaning\">")
                    .append(Html.escape(row.metric().meaning()))
                    .append("</td></tr>\n");
        }
        return page.append("</tbody></table></div>\n").toString();
    }

    private void values(StringBuilder page, Comparison.Row row) {
        value(page, row.metric(), row.a());
        if (other == null) {
            return;
        }
        value(page, row.metric(), row.b());
        Double delta = row.delta();
        String change = row.change().name().toLowerCase(Locale.ROOT);
        page.append("<td class=\"number ").append(change).append("\">");
        if (delta != null) {
            Double share = row.share();
            page.append(delta > 0 ? "+" : "")
                    .append(text(row.metric(), delta).replace('-', '\u2212'))
                    .append(
                            share == null || delta == 0
                                    ? ""
                                    : String.format(Locale.ROOT, " (%+.0f %%)", share * 100)
                                            .replace('-', '\u2212'));
        }
        page.append("</td><td class=\"state ")
                .append(change)
                .append("\">")
                .append(words(row.change()))
                .append("</td>");
    }

    private static String words(Comparison.Change change) {
        return switch (change) {
            case BETTER -> "\u25B2 better";
            case WORSE -> "\u25BC worse";
            case SAME -> "the same";
            case OTHER -> "different";
            case UNKNOWN -> "";
        };
    }

    private static void value(StringBuilder page, Metric metric, @Nullable Double value) {
        page.append(
                value == null
                        ? "<td class=\"number missing\">\u2013</td>"
                        : "<td class=\"number\">" + text(metric, value) + "</td>");
    }

    private static String group(Metric metric) {
        if (metric.compareTo(Metric.DOWNLINK_OFFERED) < 0) {
            return "Uplink";
        }
        if (metric.compareTo(Metric.CONNECTS) < 0) {
            return "Downlink";
        }
        if (metric.compareTo(Metric.DATAGRAMS_PER_READING) < 0) {
            return "Sessions";
        }
        if (metric.compareTo(Metric.DEVICE_RETRANSMISSIONS) < 0) {
            return "Cost";
        }
        if (metric.compareTo(Metric.ATTACK_DATAGRAMS) < 0) {
            return "Retransmissions";
        }
        return metric.compareTo(Metric.SIMULATOR_LAG_P99) < 0 ? "Strangers" : "The simulator";
    }

    String gateway() {
        StringBuilder page = new StringBuilder("<details class=\"more\"><summary>")
                .append(run.gatewayMetrics().size())
                .append(" metrics</summary><div class=\"table\" role=\"region\" aria-label=\"metrics of the gateway\""
                        + " tabindex=\"0\"><table><tbody>\n");
        new TreeMap<>(run.gatewayMetrics())
                .forEach((name, value) -> page.append("<tr><th class=\"mono name\">")
                        .append(Html.escape(name))
                        .append("</th><td class=\"number\">")
                        .append(Quantity.count(value))
                        .append("</td></tr>\n"));
        return page.append("</tbody></table></div></details>\n").toString();
    }
}
