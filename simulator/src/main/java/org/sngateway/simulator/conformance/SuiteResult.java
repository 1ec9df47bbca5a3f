package org.sngateway.simulator.conformance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a whole run came to.
 *
 * @param target the gateway as it was given, host and port
 * @param identity what it says of itself, such as {@code GwId 1}; empty when it says nothing
 * @param trouble what kept the run from being whole, in one sentence; empty when nothing did
 */
public record SuiteResult(
        String target, String identity, Instant started, Duration took, List<TestResult> results, String trouble) {

    public long count(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }

    /** Whether all that could be judged and is a MUST was found good. */
    public boolean passed() {
        return count(Verdict.FAIL) == 0 && trouble.isEmpty();
    }
}
