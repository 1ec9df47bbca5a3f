package org.sngateway.simulator.report;

import org.sngateway.simulator.markup.JunitXml;
import org.sngateway.simulator.markup.JunitXml.Outcome;
import org.sngateway.simulator.measure.RunResult;
import org.sngateway.simulator.measure.RunResult.Judged;

import java.util.ArrayList;
import java.util.List;

/** A run's thresholds as JUnit XML. When the run is invalid every one of them is an error: nothing is known. */
final class RunJunit {
    private RunJunit() {}

    static String of(RunResult result) {
        List<JunitXml.Case> cases = new ArrayList<>();
        result.thresholds().forEach(judged -> cases.add(test(result, judged)));
        if (cases.isEmpty()) {
            cases.add(new JunitXml.Case(
                    group(result), "run", result.info().seconds(), outcome(result, true), message(result), ""));
        }
        return JunitXml.of(new JunitXml.Suite(
                "sn-sim run " + result.info().scenario() + " against "
                        + result.info().gateway(),
                result.info().started(),
                result.info().wallSeconds(),
                cases));
    }

    private static String group(RunResult result) {
        return "sn-sim." + result.info().scenario();
    }

    private static JunitXml.Case test(RunResult result, Judged judged) {
        String name = judged.threshold().metric().word() + " " + TerminalSummary.limit(judged);
        String value = TerminalSummary.value(judged);
        String message = result.isValid() ? "it is " + value : message(result);
        String output = judged.threshold().metric().meaning() + ": " + value + "\n"
                + String.join("\n", result.remarks()) + "\n";
        return new JunitXml.Case(group(result), name, 0, outcome(result, judged.passed()), message, output);
    }

    private static Outcome outcome(RunResult result, boolean passed) {
        if (!result.isValid()) {
            return Outcome.ERROR;
        }
        return passed ? Outcome.PASSED : Outcome.FAILED;
    }

    private static String message(RunResult result) {
        return "the run is invalid: " + result.invalidity();
    }
}
