package org.sngateway.simulator.scenario;

import org.sngateway.gateway.config.Problem;
import org.sngateway.gateway.config.ProblemReport;

import java.util.List;

/** What became of reading a scenario. */
public sealed interface ScenarioResult {

    /**
     * A complete scenario.
     *
     * @param warnings what is allowed and worth a second look
     */
    record Read(Scenario scenario, List<Problem> warnings) implements ScenarioResult {
        public Read {
            warnings = List.copyOf(warnings);
        }
    }

    /** All problems, each with its place. */
    record Refused(ProblemReport report) implements ScenarioResult {}
}
