package org.sngateway.simulator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** The command from its JSON to its page; what is in them is tested where they are made. */
class ReportCommandTest {
    private static final String RUN = """
        {"schema": "sn-sim/1", "tool": {"name": "sn-sim", "version": "1.4.0"},
         "scenario": {"name": "storm", "seed": 42, "devices": 5}, "started": "2026-11-23T10:00:00Z",
         "duration_s": 600, "wall_s": 603.2, "target": {"gateway": "192.168.1.20:1883"},
         "metrics": {"uplink_latency_p99": 14.9}}
        """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void makesThePageBesideTheFile() throws IOException {
        Path json = Files.writeString(directory.resolve("a.json"), RUN);
        assertThat(SimulatorMain.run("report", json.toString())).isZero();
        assertThat(directory.resolve("a.html")).content().contains("<h1>storm</h1>", "14.9 s");
    }

    @Test
    void comparesTwoRunsOnOnePage() throws IOException {
        Path a = Files.writeString(directory.resolve("a.json"), RUN);
        Path b = Files.writeString(directory.resolve("b.json"), RUN.replace("14.9", "29.8"));
        Path page = directory.resolve("both.html");
        assertThat(SimulatorMain.run("report", a.toString(), "--compare", b.toString(), "-o", page.toString()))
                .isZero();
        assertThat(page).content().contains("+14.9 s (+100 %)");
        assertThat(directory.resolve("a.html")).doesNotExist();
    }

    @Test
    void refusesWhatIsNoRun() throws IOException {
        Path json = Files.writeString(directory.resolve("a.json"), "{\"schema\": \"other/1\"}");
        assertThat(SimulatorMain.run("report", json.toString())).isEqualTo(SimulatorMain.FAILURE);
        assertThat(SimulatorMain.run("report", directory.resolve("none.json").toString()))
                .isEqualTo(SimulatorMain.FAILURE);
        assertThat(SimulatorMain.run("report")).isEqualTo(SimulatorMain.USAGE);
        assertThat(directory.resolve("a.html")).doesNotExist();
    }

    @Test
    void saysWhenThePageCannotBeWritten() throws IOException {
        Path json = Files.writeString(directory.resolve("a.json"), RUN);
        Path nowhere = directory.resolve("no").resolve("where.html");
        assertThat(SimulatorMain.run("report", json.toString(), "--html", nowhere.toString()))
                .isEqualTo(SimulatorMain.FAILURE);
    }
}
