package org.sngateway.simulator.report;

import org.sngateway.simulator.measure.RunResult;

/** What a run came to. An invalid run neither passed nor failed. */
public enum Verdict {
    PASSED(0),
    FAILED(99),
    INVALID(98);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    public static Verdict of(RunResult result) {
        if (!result.isValid()) {
            return INVALID;
        }
        return result.hasPassed() ? PASSED : FAILED;
    }

    /** What the program ends with. */
    public int exitCode() {
        return exitCode;
    }

    /** {@code FAILED 1 of 4 thresholds}. */
    public String words(RunResult result) {
        int thresholds = result.thresholds().size();
        return switch (this) {
            case INVALID -> "INVALID: " + result.invalidity();
            case FAILED -> "FAILED " + failed(result) + " of " + thresholds + plural(thresholds);
            case PASSED ->
                thresholds == 0
                        ? "PASSED (no thresholds)"
                        : "PASSED " + (thresholds == 1 ? "1 threshold" : "all " + thresholds + " thresholds");
        };
    }

    private static String plural(int count) {
        return count == 1 ? " threshold" : " thresholds";
    }

    private static long failed(RunResult result) {
        return result.thresholds().stream().filter(judged -> !judged.passed()).count();
    }
}
