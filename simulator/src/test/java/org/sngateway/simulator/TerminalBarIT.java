package org.sngateway.simulator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The packaged program with and without a terminal, which script(1) makes. */
class TerminalBarIT {
    private static final Path SN_SIM = Path.of("target", "sn-sim.jar");
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    @TempDir
    private Path folder = Path.of("");

    /** As in a pipe or a CI job: what it prints is its report alone. */
    @Test
    void saysNothingWhereThereIsNoTerminal() throws Exception {
        List<String> world = List.of("world", "--seeds", "1..2", "--hours", "0.1");
        try (Program program = Program.java(folder, SN_SIM, world)) {
            assertThat(program.exitCode()).isZero();
            assertThat(program.lines()).singleElement().asString().matches("2 seeds, .* in [0-9.]+ s");
        }
    }

    /** The bar must leave Ctrl-C to the run, which tells what there was and ends what it has started. */
    @Test
    void ctrlCOnATerminalEndsARunWithItsSummary() throws Exception {
        assumeTrue(Files.isExecutable(SCRIPT), "needs script(1)");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String run = java + " -jar " + SN_SIM.toAbsolutePath()
                + " run sleepy-fleet --start --set fleets.0.count=3 --lag-limit 60000 --out " + folder.resolve("out")
                + " --folder " + folder.resolve("work");
        try (Program program = Program.start(folder, List.of(SCRIPT.toString(), "-qec", run, "/dev/null"))) {
            program.awaitLine("traffic: ");
            program.type("\u0003");
            program.exitCode();
            assertThat(program.lines()).anyMatch(line -> line.contains("uplink_delivered_ratio"));
            assertThat(program.lines()).anyMatch(line -> line.contains("report"));
            assertThat(ProcessHandle.allProcesses()
                            .map(process -> process.info().commandLine().orElse(""))
                            .filter(line -> line.contains(folder.resolve("work").toString())))
                    .as("what it started has ended")
                    .isEmpty();
        }
    }
}
