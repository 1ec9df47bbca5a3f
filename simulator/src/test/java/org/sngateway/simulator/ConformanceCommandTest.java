package org.sngateway.simulator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What can be said about a command line without any gateway. */
class ConformanceCommandTest {
    private static int run(String line) {
        return SimulatorMain.run(("conformance " + line).trim().split("\\s+", -1));
    }

    @Test
    void listsWithoutATarget() {
        assertThat(run("--list")).isZero();
        assertThat(run("--list --only SLP-*")).isZero();
    }

    @Test
    void mistakesAreUsageErrors() {
        assertThat(run("")).isEqualTo(64);
        assertThat(run("127.0.0.1:port")).isEqualTo(64);
        assertThat(run("127.0.0.1 --version 2.0")).isEqualTo(64);
        assertThat(run("127.0.0.1 --only NONE-*")).isEqualTo(64);
        assertThat(run("127.0.0.1 --retry 0")).isEqualTo(64);
        assertThat(run("127.0.0.1 --predefined 0=a/b")).isEqualTo(64);
        assertThat(run("127.0.0.1 --report pdf")).isEqualTo(64);
        assertThat(run("127.0.0.1 --broker http://127.0.0.1")).isEqualTo(64);
    }

    @Test
    void helpIsHelp() {
        assertThat(run("--help")).isZero();
    }
}
