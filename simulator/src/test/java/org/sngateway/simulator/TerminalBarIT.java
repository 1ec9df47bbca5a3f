package org.sngateway.simulator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged program without a terminal, as in a pipe or a CI job: what it prints is its report alone. */
class TerminalBarIT {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void saysNothingWhereThereIsNoTerminal() throws Exception {
        Path jar = Path.of("target", "sn-sim.jar");
        List<String> world = List.of("world", "--seeds", "1..2", "--hours", "0.1");
        try (Program program = Program.java(folder, jar, world)) {
            assertThat(program.exitCode()).isZero();
            assertThat(program.lines()).singleElement().asString().matches("2 seeds, .* in [0-9.]+ s");
        }
    }
}
