package org.sngateway.simulator.measure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MetricTest {
    /** Whoever can ask for the 99th percentile of a time will ask for the 95th as well. */
    @ParameterizedTest
    @ValueSource(
            strings = {"uplink_latency", "uplink_ack", "downlink_wait", "connect_time", "reconnect_time", "awake_time"})
    void everyTimeHasTheSamePercentiles(String time) {
        assertThat(Metric.byWord().keySet())
                .contains(time + "_p50", time + "_p90", time + "_p95", time + "_p99", time + "_max");
    }

    @Test
    void readsAPercentileOffTheName() {
        assertThat(Distribution.UPLINK_ACK.percentiles())
                .hasSize(6)
                .containsEntry(Metric.UPLINK_ACK_P50, 50.0)
                .containsEntry(Metric.UPLINK_ACK_P999, 99.9)
                .containsEntry(Metric.UPLINK_ACK_MAX, 100.0);
        assertThat(Distribution.CONNECT_TIME.percentiles())
                .doesNotContainKey(Metric.RECONNECT_TIME_P99)
                .containsEntry(Metric.CONNECT_TIME_P95, 95.0);
    }
}
