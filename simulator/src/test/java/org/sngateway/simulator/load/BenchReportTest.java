package org.sngateway.simulator.load;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BenchReportTest {
    /** A hundred latencies of 1 to 100 ms: the percentiles are their numbers. */
    @Test
    void givesThePercentilesThatOthersMeasure() {
        Histogram latencies = new Histogram(5);
        for (int millis = 1; millis <= 100; millis++) {
            latencies.recordValue(millis * 1_000_000L);
        }
        BenchReport report = new BenchReport("bench");
        report.putLatency("ack", latencies);
        assertThat(report.text())
                .containsPattern("ack_p50_ms +50")
                .containsPattern("ack_p95_ms +95")
                .containsPattern("ack_p99_ms +99")
                .containsPattern("ack_max_ms +100");
    }
}
