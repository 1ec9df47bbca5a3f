package org.sngateway.simulator.conformance.report;

import org.sngateway.simulator.conformance.Catalogue;
import org.sngateway.simulator.conformance.SuiteResult;
import org.sngateway.simulator.conformance.TestResult;
import org.sngateway.simulator.conformance.Verdict;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The result for people at a terminal: a line for each test that is not PASS, a line for each group. */
public final class TerminalReport {
    private TerminalReport() {}

    /** @param whole whether tests that passed have a line, too */
    public static void print(SuiteResult result, boolean whole, PrintWriter out) {
        String identity = result.identity().isEmpty() ? "" : " (" + result.identity() + ")";
        out.printf(
                Locale.ROOT,
                "MQTT-SN 1.2 against %s%s   %d tests, %d s%n%n",
                result.target(),
                identity,
                result.results().size(),
                result.took().toSeconds());
        for (TestResult test : result.results()) {
            if (whole || test.verdict() != Verdict.PASS) {
                out.println(line(test));
            }
        }
        out.println();
        for (String group : Catalogue.GROUPS.keySet()) {
            printGroup(result, group, out);
        }
        out.println();
        if (!result.trouble().isEmpty()) {
            out.println("not whole: " + result.trouble());
        }
        out.printf(
                Locale.ROOT,
                "passed %d   failed %d   warnings %d   skipped %d%n",
                result.count(Verdict.PASS),
                result.count(Verdict.FAIL),
                result.count(Verdict.WARN),
                result.count(Verdict.SKIP));
    }

    static String line(TestResult result) {
        String head = String.format(
                Locale.ROOT,
                "  %-4s  %-6s  %-14s  %s",
                result.verdict(),
                result.test().id(),
                result.test().section(),
                result.test().title());
        if (result.reason().isEmpty()) {
            return head;
        }
        StringBuilder text = new StringBuilder(head)
                .append("\n                                ")
                .append(result.reason());
        for (String reading : result.readings()) {
            text.append("\n                                see ")
                    .append(Interpretations.PAGE)
                    .append('#')
                    .append(reading);
        }
        return text.toString();
    }

    private static void printGroup(SuiteResult result, String group, PrintWriter out) {
        List<TestResult> tests = result.results().stream()
                .filter(test -> test.test().group().equals(group))
                .toList();
        if (tests.isEmpty()) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "  %s  %-24s %3d passed  %3d failed  %3d warnings  %3d skipped%n",
                group,
                Catalogue.GROUPS.get(group),
                count(tests, Verdict.PASS),
                count(tests, Verdict.FAIL),
                count(tests, Verdict.WARN),
                count(tests, Verdict.SKIP));
    }

    private static long count(List<TestResult> tests, Verdict verdict) {
        return tests.stream().filter(test -> test.verdict() == verdict).count();
    }
}
