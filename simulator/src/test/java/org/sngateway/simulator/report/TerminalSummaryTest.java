package org.sngateway.simulator.report;

import org.junit.jupiter.api.Test;
import org.sngateway.simulator.report.TerminalSummary.Style;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The product's own example, and runs in which much is missing. */
class TerminalSummaryTest {
    private static final List<Path> FILES = List.of(
            Path.of("out", "power-cut.html"),
            Path.of("out", "power-cut.json"),
            Path.of("out", "power-cut.series.csv.gz"));

    @Test
    void saysThresholdsFirst_thenFigures_thenFilesAndVerdict() {
        assertThat(TerminalSummary.text(SampleRuns.powerCut(), new Style(140, false), FILES))
                .isEqualTo("""
                    power-cut storm   seed 42   500 devices   10m00s   gateway 192.168.1.20:1883 (gw1 1.4.0)   simulator lag p99 1.1 ms  valid

                      \u2713 uplink_delivered_ratio  >= 0.999                                  0.99901
                      \u2713 uplink_latency_p99      < 20 s                                    14.9 s
                      \u2717 reconnect_time_p95      < 90 s                                    104.2 s
                      \u2713 duplicates_to_broker    == 3 where fleet == therm and qos == 1    3

                      uplink    offered 1 012  acked 1 009  at broker 1 011 (+3 duplicates)  lost 1  latency p50 0.81 s  p90 2.4 s  p99 14.9 s  max 33.2 s
                      downlink  queued 100  delivered 100  wait p50 151 s  p99 297 s
                      sessions  connects 1 507  congested 118  resumed after address change 212  lost 0  reconnect p50 22.1 s  p95 104.2 s
                      cost      61.2 B and 3.9 datagrams per reading  awake p50 0.91 s  (est. 4.1 years on 2\u00D7AA, model printed in report)
                      retries   device 41 (4.1 %)  gateway 12

                      note      The gateway's own metrics were asked for at /metrics and read.

                    report  out/power-cut.html   .json   .series.csv.gz        FAILED 1 of 4 thresholds (exit 99)
                    """);
    }

    @Test
    void aRunWithoutAnythingSaysSo() {
        assertThat(TerminalSummary.text(SampleRuns.empty())).isEqualTo("""
            empty   seed 1   500 devices   10m00s   gateway 192.168.1.20:1883 (gw1 1.4.0)   valid

              uplink    not measured
              downlink  not measured
              sessions  not measured
              cost      not measured
              retries   not measured

            PASSED (no thresholds)
            """);
    }

    @Test
    void devicesThatNeverConnectHaveOnlyWhatTheyHave() {
        assertThat(TerminalSummary.text(SampleRuns.qosMinusOne()))
                .contains("  uplink    offered 25 000  at broker 24 650\n", "19 B and 1 datagram per reading\n");
    }

    @Test
    void anInvalidRunNeitherPassedNorFailed() {
        assertThat(TerminalSummary.text(SampleRuns.invalid()))
                .endsWith("INVALID: the simulator was up to 320 ms late (p99 81 ms, limit 50 ms) (exit 98)\n")
                .doesNotContain("FAILED");
    }

    @Test
    void remarksAreAmongTheFigures() {
        assertThat(TerminalSummary.text(SampleRuns.interrupted()))
                .contains("note      The run was interrupted after 4m12s of 10m00s; its figures are those until then.");
    }

    @Test
    void linesAreBrokenWhereTheTerminalEnds() {
        assertThat(TerminalSummary.text(SampleRuns.powerCut(), new Style(80, false), FILES)
                        .lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void coloursAreThereOnlyWhenAskedFor_andChangeNoWord() {
        String coloured = TerminalSummary.text(SampleRuns.powerCut(), new Style(140, true), FILES);
        String plain = TerminalSummary.text(SampleRuns.powerCut(), new Style(140, false), FILES);
        assertThat(plain).doesNotContain("\u001b");
        assertThat(coloured).contains("\u001b[31m\u2717\u001b[0m", "\u001b[32m\u2713\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    }

    @Test
    void namesFromOutsideCannotWriteToTheTerminal() {
        assertThat(TerminalSummary.text(SampleRuns.hostile()))
                .contains("\\u001b[31m", "\\u202e")
                .doesNotContain("\u001b", "\u202e", "\u2028");
    }
}
