package org.sngateway.simulator.report;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sngateway.simulator.measure.Figures;
import org.sngateway.simulator.measure.Metric;
import org.sngateway.simulator.report.Comparison.Change;
import org.sngateway.simulator.report.Comparison.Row;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ComparisonTest {
    @ParameterizedTest
    @CsvSource({
        "UPLINK_LATENCY_P99, 10, 12, WORSE",
        "UPLINK_LATENCY_P99, 10, 8, BETTER",
        "UPLINK_LATENCY_P99, 10, 10.05, SAME",
        "UPLINK_DELIVERED_RATIO, 0.9, 1, BETTER",
        "UPLINK_DELIVERED_RATIO, 1, 0.9, WORSE",
        "UPLINK_OFFERED, 100, 200, OTHER",
        "UPLINK_LOST_ACKED, 0, 1, WORSE",
        "UPLINK_LOST_ACKED, 0, 0, SAME",
        "UPLINK_LOST_ACKED, , 0, UNKNOWN",
    })
    void betterDependsOnTheMetric(Metric metric, Double a, Double b, Change change) {
        assertThat(new Row(metric, a, b).change()).isEqualTo(change);
    }

    @Test
    void theShareIsOfA() {
        assertThat(new Row(Metric.UPLINK_LATENCY_P99, 10.0, 12.0).share()).isEqualTo(0.2);
        assertThat(new Row(Metric.UPLINK_LOST_ACKED, 0.0, 1.0).share()).isNull();
    }

    @Test
    void everyMetricThatOneOfThemHasIsThere() {
        Figures a = new Figures(Map.of(Metric.CONNECTS, 1.0, Metric.UPLINK_SENT, 2.0), Map.of());
        Figures b = new Figures(Map.of(Metric.CONNECTS, 1.0, Metric.WAKES, 3.0), Map.of());
        assertThat(Comparison.rows(a, b))
                .extracting(Row::metric)
                .containsExactly(Metric.UPLINK_SENT, Metric.CONNECTS, Metric.WAKES);
    }

    @Test
    void theTerminalShowsWhatDiffers() {
        assertThat(TerminalComparison.text(SampleRuns.powerCut(), SampleRuns.powerCut(42, 2)))
                .containsPattern("uplink_latency_p99 +14\\.9 s +29\\.8 s +\\+100 % +worse")
                .containsPattern("battery_years +4\\.1 years +2\\.05 years +-50 % +worse")
                .doesNotContain("uplink_offered")
                .contains("are the same within 1 %");
    }
}
