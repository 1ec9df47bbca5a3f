package org.sngateway.simulator.conformance.report;

import org.sngateway.simulator.conformance.SuiteResult;
import org.sngateway.simulator.conformance.TestResult;
import org.sngateway.simulator.conformance.Verdict;
import org.sngateway.simulator.conformance.script.TraceLine;
import org.sngateway.simulator.markup.JunitXml;

/** The result as JUnit XML: FAIL is a failure, SKIP is skipped, a warning passes and says so in its output. */
public final class JunitReport {
    private JunitReport() {}

    public static String of(SuiteResult result) {
        return JunitXml.of(new JunitXml.Suite(
                "MQTT-SN 1.2 conformance of " + result.target(),
                result.started(),
                result.took().toMillis() / 1e3,
                result.results().stream().map(JunitReport::test).toList()));
    }

    private static JunitXml.Case test(TestResult result) {
        return new JunitXml.Case(
                "mqtt-sn-1.2." + result.test().group(),
                result.test().id() + " " + result.test().title(),
                result.millis() / 1e3,
                outcome(result.verdict()),
                result.reason(),
                output(result));
    }

    private static JunitXml.Outcome outcome(Verdict verdict) {
        return switch (verdict) {
            case PASS, WARN -> JunitXml.Outcome.PASSED;
            case FAIL -> JunitXml.Outcome.FAILED;
            case SKIP -> JunitXml.Outcome.SKIPPED;
        };
    }

    private static String output(TestResult result) {
        StringBuilder text = new StringBuilder();
        text.append(result.verdict())
                .append("  ")
                .append(result.test().section())
                .append("  ")
                .append(String.join(" ", result.test().covers()))
                .append('\n');
        if (!result.reason().isEmpty()) {
            text.append(result.reason()).append('\n');
        }
        for (String reading : result.readings()) {
            text.append("see ")
                    .append(Interpretations.PAGE)
                    .append('#')
                    .append(reading)
                    .append('\n');
        }
        for (TraceLine line : result.trace()) {
            text.append(line.line()).append('\n');
        }
        return text.toString();
    }
}
