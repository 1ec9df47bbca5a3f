package org.sngateway.simulator.conformance.report;

import org.sngateway.simulator.conformance.Catalogue;
import org.sngateway.simulator.conformance.SuiteResult;
import org.sngateway.simulator.conformance.TestResult;
import org.sngateway.simulator.conformance.Verdict;

import java.util.List;

/** The result as a section of a Markdown page: a table of groups, and each test. */
public final class MarkdownReport {
    private MarkdownReport() {}

    public static String of(SuiteResult result) {
        StringBuilder page = new StringBuilder();
        page.append("| | passed | failed | warnings | skipped |\n|---|---|---|---|---|\n");
        Catalogue.GROUPS.forEach((group, about) -> {
            List<TestResult> tests = result.results().stream()
                    .filter(test -> test.test().group().equals(group))
                    .toList();
            if (!tests.isEmpty()) {
                page.append("| ").append(group).append(", ").append(about);
                for (Verdict verdict : Verdict.values()) {
                    page.append(" | ")
                            .append(tests.stream()
                                    .filter(t -> t.verdict() == verdict)
                                    .count());
                }
                page.append(" |\n");
            }
        });
        page.append("| all");
        for (Verdict verdict : Verdict.values()) {
            page.append(" | ").append(result.count(verdict));
        }
        page.append(" |\n\n| id | section | what the gateway does when it passes | level | verdict | requirements |\n");
        page.append("|---|---|---|---|---|---|\n");
        for (TestResult test : result.results()) {
            page.append(row(test));
        }
        return page.toString();
    }

    private static String row(TestResult result) {
        StringBuilder verdict = new StringBuilder(result.verdict().name());
        if (!result.reason().isEmpty()) {
            verdict.append(": ").append(result.reason().replace("|", "\\|"));
        }
        for (String reading : result.readings()) {
            verdict.append(" ([why](spec-interpretation.md#").append(reading).append("))");
        }
        return "| " + result.test().id() + " | " + result.test().section() + " | "
                + result.test().title().replace("|", "\\|") + " | "
                + result.test().level() + " | " + verdict + " | "
                + String.join(" ", result.test().covers()) + " |\n";
    }
}
