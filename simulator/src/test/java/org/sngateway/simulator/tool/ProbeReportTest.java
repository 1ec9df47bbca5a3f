package org.sngateway.simulator.tool;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ProbeReportTest {
    private static final long MILLISECOND = 1_000_000;

    private static final ProbeReport SOUND = new ProbeReport(
            "gw:1883",
            Map.of(
                    "disconnect",
                    3 * MILLISECOND,
                    "publish",
                    20 * MILLISECOND,
                    "connect",
                    1_500_000L,
                    "register",
                    2 * MILLISECOND),
            ToolExit.OK,
            null,
            null);

    private static final ProbeReport FAILED = new ProbeReport(
            "gw:1883", Map.of("connect", 2 * MILLISECOND), ToolExit.FAILURE, "publish", "the gateway said \"no\"");

    private static final ProbeReport SILENT =
            new ProbeReport("gw:1883", Map.of(), ToolExit.UNREACHABLE, "connect", "gw:1883 does not answer");

    @Test
    void textHasThePhasesInTheirOrder_andTheTotal() {
        assertThat(SOUND.text())
                .isEqualTo(
                        "gw:1883 ok  connect 1.5 ms  register 2.0 ms  publish 20.0 ms  disconnect 3.0 ms  total 26.5 ms\n");
    }

    @Test
    void textOfAFailureSaysWhereAndWhy_andHasNoTotal() {
        assertThat(FAILED.text()).isEqualTo("gw:1883 failed  connect 2.0 ms  at publish: the gateway said \"no\"\n");
        assertThat(SILENT.text()).isEqualTo("gw:1883 failed  at connect: gw:1883 does not answer\n");
    }

    @Test
    void jsonIsOneObject() {
        assertThat(SOUND.json())
                .isEqualTo(
                        "{\"gateway\":\"gw:1883\",\"success\":true,\"phases_s\":{\"connect\":0.0015,\"register\":0.002,\"publish\":0.02,"
                                + "\"disconnect\":0.003},\"total_s\":0.0265}\n");
        assertThat(FAILED.json())
                .isEqualTo(
                        "{\"gateway\":\"gw:1883\",\"success\":false,\"phases_s\":{\"connect\":0.002},"
                                + "\"total_s\":0.002,\"failed_phase\":\"publish\",\"reason\":\"the gateway said \\\"no\\\"\"}\n");
    }

    /** Names and form after Prometheus' blackbox exporter and text format. */
    @Test
    void prometheusHasNoLineForAPhaseThatDidNotComeToItsEnd() {
        assertThat(SOUND.prometheus().lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "probe_success 1",
                        "probe_duration_seconds{phase=\"connect\"} 0.001500",
                        "probe_duration_seconds{phase=\"register\"} 0.002000",
                        "probe_duration_seconds{phase=\"publish\"} 0.020000",
                        "probe_duration_seconds{phase=\"disconnect\"} 0.003000");
        assertThat(FAILED.prometheus().lines().filter(line -> !line.startsWith("#")))
                .containsExactly("probe_success 0", "probe_duration_seconds{phase=\"connect\"} 0.002000");
        assertThat(SILENT.prometheus().lines())
                .containsExactly(
                        "# HELP probe_success Whether the gateway took one connect, publish and disconnect.",
                        "# TYPE probe_success gauge",
                        "probe_success 0");
    }
}
