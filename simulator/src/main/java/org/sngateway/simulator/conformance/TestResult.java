package org.sngateway.simulator.conformance;

import org.sngateway.simulator.conformance.script.TraceLine;

import java.util.List;

/**
 * What one test came to.
 *
 * @param reason why it is not PASS; empty when it is
 * @param readings headings of {@code spec-interpretation.md} that tell about it
 */
public record TestResult(
        TestCase test, Verdict verdict, String reason, List<String> readings, List<TraceLine> trace, long millis) {}
