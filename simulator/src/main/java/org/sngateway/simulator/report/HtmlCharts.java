package org.sngateway.simulator.report;

import org.sngateway.simulator.markup.Html;
import org.sngateway.simulator.report.Chart.Line;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The places of pictures in a page, each with a sentence and a table that say the same. */
final class HtmlCharts {

    /** @param charts as coarse as a table may be */
    String figures(List<Chart> charts, TimeGrid grid) {
        StringBuilder page = new StringBuilder("<div class=\"charts\">\n");
        for (Chart chart : charts) {
            page.append("<figure")
                    .append(
                            chart.id().equals("uplink-latency") || chart.id().equals("states")
                                    ? " class=\"large\""
                                    : "")
                    .append("><figcaption><h3>")
                    .append(Html.escape(chart.title()))
                    .append(unit(chart))
                    .append("</h3><p>")
                    .append(Html.escape(chart.about()))
                    .append("</p></figcaption>\n<div class=\"chart\" id=\"c-")
                    .append(chart.id())
                    .append("\" role=\"img\" aria-label=\"")
                    .append(Html.escape(alternative(chart, grid)))
                    .append(chart.id().equals("lag") || chart.id().startsWith("gateway-") ? "\" data-small=\"1" : "")
                    .append("\"></div>\n")
                    .append(table(chart, grid))
                    .append("</figure>\n");
        }
        return page.append("</div>\n").toString();
    }

    private static String unit(Chart chart) {
        return chart.unit() == Chart.Unit.PER_SECOND ? ", a second" : "";
    }

    /** {@code Uplink latency. p50 at most 1.2 s, at 3:10; p99 at most 14.9 s, at 3:25.} */
    private static String alternative(Chart chart, TimeGrid grid) {
        List<String> sentences = new ArrayList<>();
        for (Line line : chart.lines()) {
            int most = -1;
            for (int row = 0; row < line.values().size(); row++) {
                double value = line.values().get(row);
                if (Double.isFinite(value) && (most < 0 || value > line.values().get(most))) {
                    most = row;
                }
            }
            if (most >= 0) {
                sentences.add(line.label() + " at most "
                        + chart.text(line.values().get(most)) + ", at " + Quantity.moment(most * grid.stepSeconds()));
            }
        }
        return chart.title() + ". " + String.join("; ", sentences) + ". The table below has the figures.";
    }

    private static String table(Chart chart, TimeGrid grid) {
        StringBuilder page = new StringBuilder("<details><summary>as a table, every ")
                .append(Quantity.duration(grid.stepSeconds()))
                .append("</summary><div class=\"table\" role=\"region\" aria-label=\"figures over time\""
                        + " tabindex=\"0\"><table><thead><tr><th class=\"number\">from</th>");
        for (Line line : chart.lines()) {
            page.append("<th class=\"number\">")
                    .append(Html.escape(line.label()))
                    .append("</th>");
        }
        page.append("</tr></thead><tbody>\n");
        for (int row = 0; row < grid.rows(); row++) {
            page.append("<tr><th class=\"number\">")
                    .append(Quantity.moment(row * grid.stepSeconds()))
                    .append("</th>");
            for (Line line : chart.lines()) {
                page.append("<td class=\"number\">")
                        .append(chart.text(line.values().get(row)))
                        .append("</td>");
            }
            page.append("</tr>\n");
        }
        return page.append("</tbody></table></div></details>\n").toString();
    }

    String curve(PercentileCurve curve) {
        StringBuilder page = new StringBuilder(
                "<figure class=\"large\"><div class=\"chart\" id=\"c-curve\" role=\"img\" aria-label=\"Times by"
                        + " percentile; the table below has the figures.\"></div>\n"
                        + "<div class=\"table\" role=\"region\" aria-label=\"times by percentile\""
                        + " tabindex=\"0\"><table><thead><tr><th>percentile</th><th class=\"number\">count</th>");
        for (double percentile : PercentileCurve.TABLE) {
            page.append("<th class=\"number\">")
                    .append(
                            percentile == 100
                                    ? "max"
                                    : BigDecimal.valueOf(percentile)
                                                    .stripTrailingZeros()
                                                    .toPlainString() + " %")
                    .append("</th>");
        }
        page.append("</tr></thead><tbody>\n");
        for (PercentileCurve.Curve line : curve.curves()) {
            page.append("<tr><th>")
                    .append(Html.escape(line.label()))
                    .append("</th><td class=\"number\">")
                    .append(Quantity.count((double) line.histogram().getTotalCount()))
                    .append("</td>");
            for (double percentile : PercentileCurve.TABLE) {
                page.append("<td class=\"number\">")
                        .append(Quantity.seconds(line.percentile(percentile)))
                        .append("</td>");
            }
            page.append("</tr>\n");
        }
        return page.append("</tbody></table></div></figure>\n").toString();
    }
}
