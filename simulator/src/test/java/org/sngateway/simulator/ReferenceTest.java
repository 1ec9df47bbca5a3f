package org.sngateway.simulator;

import org.junit.jupiter.api.Test;
import org.sngateway.simulator.scenario.ScenarioReference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** The page on the device tools is checked in, and says what the program does. */
class ReferenceTest {
    @Test
    void pageIsWhatTheProgramPrints() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "reference", "sn-sim.md")))
                .as("stale; write it anew with: java -jar simulator/target/sn-sim.jar reference > "
                        + "docs/reference/sn-sim.md")
                .isEqualTo(ReferenceCommand.write());
    }

    @Test
    void pageOnScenarioFilesIsWhatTheProgramPrints() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "reference", "scenario-file.md")))
                .as("stale; write it anew with: java -jar simulator/target/sn-sim.jar reference --scenario-file > "
                        + "docs/reference/scenario-file.md")
                .isEqualTo(ScenarioReference.write());
    }
}
