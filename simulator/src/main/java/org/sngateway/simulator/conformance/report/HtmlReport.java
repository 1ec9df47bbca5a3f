package org.sngateway.simulator.conformance.report;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.conformance.Catalogue;
import org.sngateway.simulator.conformance.SuiteResult;
import org.sngateway.simulator.conformance.TestResult;
import org.sngateway.simulator.conformance.Verdict;
import org.sngateway.simulator.conformance.script.TraceLine;
import org.sngateway.simulator.markup.Html;
import org.sngateway.simulator.markup.TextResource;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The result as one HTML file that needs nothing else: traces folded, filters by verdict, light and dark. */
public final class HtmlReport {
    private final SuiteResult result;
    private final Interpretations interpretations;

    private HtmlReport(SuiteResult result, Interpretations interpretations) {
        this.result = result;
        this.interpretations = interpretations;
    }

    public static String of(SuiteResult result, Interpretations interpretations) {
        return new HtmlReport(result, interpretations).page();
    }

    private String page() {
        String started = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(result.started());
        String identity = result.identity().isEmpty() ? "" : " (" + result.identity() + ")";
        return TextResource.read(HtmlReport.class, "conformance.html")
                .replace("{{target}}", escape(result.target() + identity))
                .replace("{{started}}", started)
                .replace("{{took}}", result.took().toSeconds() + " s")
                .replace("{{state}}", result.passed() ? "pass" : "fail")
                .replace("{{sentence}}", escape(sentence()))
                .replace("{{filters}}", filters())
                .replace("{{groups}}", groups());
    }

    private String sentence() {
        String verdict = result.count(Verdict.FAIL) == 0
                ? "Every MUST that could be judged was met."
                : result.count(Verdict.FAIL) + " of " + result.results().size() + " tests failed.";
        return result.trouble().isEmpty() ? verdict : verdict + " Not whole: " + result.trouble() + ".";
    }

    private String filters() {
        StringBuilder buttons = new StringBuilder();
        for (Verdict verdict : List.of(Verdict.FAIL, Verdict.WARN, Verdict.SKIP, Verdict.PASS)) {
            String name = verdict.name().toLowerCase(Locale.ROOT);
            buttons.append("<button type=\"button\" class=\"filter ")
                    .append(name)
                    .append("\" data-verdict=\"")
                    .append(name)
                    .append("\" aria-pressed=\"true\"><b>")
                    .append(result.count(verdict))
                    .append("</b> ")
                    .append(name)
                    .append("</button>\n");
        }
        return buttons.toString();
    }

    private String groups() {
        StringBuilder page = new StringBuilder();
        Catalogue.GROUPS.forEach((group, about) -> {
            List<TestResult> tests = result.results().stream()
                    .filter(test -> test.test().group().equals(group))
                    .toList();
            if (!tests.isEmpty()) {
                page.append("<section><h2>")
                        .append(group)
                        .append(" <span>")
                        .append(about)
                        .append("</span>")
                        .append(bar(tests))
                        .append("</h2>\n");
                tests.forEach(test -> page.append(test(test)));
                page.append("</section>\n");
            }
        });
        return page.toString();
    }

    /** One narrow stripe for each test of the group, by verdict. */
    private static String bar(List<TestResult> tests) {
        StringBuilder bar = new StringBuilder("<i class=\"bar\" aria-hidden=\"true\">");
        for (Verdict verdict : Verdict.values()) {
            long count = tests.stream().filter(t -> t.verdict() == verdict).count();
            if (count > 0) {
                bar.append("<i class=\"")
                        .append(verdict.name().toLowerCase(Locale.ROOT))
                        .append("\" style=\"flex:")
                        .append(count)
                        .append("\"></i>");
            }
        }
        return bar.append("</i>").toString();
    }

    private String test(TestResult test) {
        String verdict = test.verdict().name().toLowerCase(Locale.ROOT);
        StringBuilder page = new StringBuilder();
        page.append("<details class=\"test ")
                .append(verdict)
                .append("\" id=\"")
                .append(test.test().id());
        page.append("\"><summary><span class=\"verdict\">")
                .append(test.verdict())
                .append("</span>");
        page.append("<span class=\"id\">").append(test.test().id()).append("</span>");
        page.append("<span class=\"title\">").append(escape(test.test().title()));
        if (!test.reason().isEmpty()) {
            page.append("<em>").append(escape(test.reason())).append("</em>");
        }
        page.append("</span><span class=\"section\">")
                .append(escape(test.test().section()))
                .append("</span></summary>\n");
        page.append("<div class=\"inside\"><p class=\"facts\">")
                .append(test.test().level())
                .append(" &middot; ")
                .append(escape(String.join(" ", test.test().covers())))
                .append(" &middot; ")
                .append(test.millis())
                .append(" ms</p>\n");
        test.readings().forEach(reading -> page.append(reading(reading)));
        page.append(trace(test.trace())).append("</div></details>\n");
        return page.toString();
    }

    private String reading(String anchor) {
        Interpretations.@Nullable Paragraph paragraph = interpretations.at(anchor);
        String place = "<code>" + Interpretations.PAGE + "#" + escape(anchor) + "</code>";
        if (paragraph == null) {
            return "<p class=\"reading\">See " + place + "</p>\n";
        }
        String text = escape(paragraph.text())
                .replaceAll("`([^`]+)`", "<code>$1</code>")
                .replaceAll("\\n\\s*\\n", "</p><p>");
        return "<div class=\"reading\"><h3>How this can be read: " + escape(paragraph.title()) + "</h3><p>" + text
                + "</p><p class=\"place\">" + place + "</p></div>\n";
    }

    private static String trace(List<TraceLine> lines) {
        if (lines.isEmpty()) {
            return "<p class=\"facts\">It was not played, so there is no trace.</p>\n";
        }
        StringBuilder table = new StringBuilder("<table class=\"trace\"><tbody>\n");
        for (TraceLine line : lines) {
            table.append("<tr class=\"")
                    .append(line.kind().name().toLowerCase(Locale.ROOT))
                    .append("\"><td>")
                    .append(String.format(Locale.ROOT, "%.1f", line.millis()))
                    .append("</td><td>")
                    .append(escape(line.who()))
                    .append("</td><td>")
                    .append(arrow(line.kind()))
                    .append("</td><td>")
                    .append(escape(line.text()))
                    .append(line.hex().isEmpty() ? "" : "<code>" + escape(line.hex()) + "</code>")
                    .append("</td></tr>\n");
        }
        return table.append("</tbody></table>\n").toString();
    }

    private static String arrow(TraceLine.Kind kind) {
        return switch (kind) {
            case SENT -> "<abbr title=\"to the gateway\">&rarr;</abbr>";
            case RECEIVED -> "<abbr title=\"from the gateway\">&larr;</abbr>";
            case PUBLISHED -> "<abbr title=\"to the broker\">&rArr;</abbr>";
            case ARRIVED -> "<abbr title=\"from the broker\">&lArr;</abbr>";
            case NOTE -> "&middot;";
        };
    }

    /** Also where the template's own places are filled in one after the other. */
    private static String escape(String text) {
        return Html.escape(text).replace("{{", "&#123;{");
    }
}
