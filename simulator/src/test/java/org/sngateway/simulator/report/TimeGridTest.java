package org.sngateway.simulator.report;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.sngateway.simulator.measure.Series;
import org.sngateway.simulator.measure.Series.Column;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Expected values worked out by hand. */
class TimeGridTest {
    private static final double GAP = Double.NaN;

    @Test
    void neighboursArePutTogetherEachInItsWay() {
        Series series = new Series(
                10,
                List.of(
                        new Column("offered", List.of(10.0, 20.0, 30.0, GAP, 60.0)),
                        new Column("asleep", List.of(1.0, 2.0, 3.0, 4.0, 5.0)),
                        new Column("uplink_latency_p50", List.of(1.0, 3.0, GAP, 4.0, GAP)),
                        new Column("uplink_latency_p99", List.of(1.0, 3.0, GAP, 4.0, GAP)),
                        new Column("gateway_retransmissions", List.of(10.0, 10.0, 0.0, 0.0, 0.0)),
                        new Column("gateway_clients", List.of(7.0, 8.0, 9.0, 10.0, 11.0))));
        TimeGrid grid = TimeGrid.of(series, 3);
        assertThat(grid.stepSeconds()).isEqualTo(20);
        assertThat(grid.rows()).isEqualTo(3);
        assertThat(grid.values("offered")).containsExactly(1.5, 1.5, 6.0);
        assertThat(grid.values("asleep")).containsExactly(2.0, 4.0, 5.0);
        assertThat(grid.values("uplink_latency_p50")).containsExactly(2.0, 4.0, GAP);
        assertThat(grid.values("uplink_latency_p99")).containsExactly(3.0, 4.0, GAP);
        assertThat(grid.values("gateway_retransmissions")).containsExactly(1.0, 0.0, 0.0);
        assertThat(grid.values("gateway_clients")).containsExactly(8.0, 10.0, 11.0);
        assertThat(grid.has("uplink_ack_p50")).isFalse();
    }

    @Test
    void aShortSeriesStaysAsItIs() {
        TimeGrid grid = TimeGrid.of(new Series(2, List.of(new Column("acked", List.of(4.0, 6.0)))), 100);
        assertThat(grid.stepSeconds()).isEqualTo(2);
        assertThat(grid.values("acked")).containsExactly(2.0, 3.0);
    }

    /** 1 to 100 s: the axis 10 is the ninetieth percentile, 100 the ninety-ninth; beyond, nobody knows. */
    @Test
    void eachStepOfTheCurveIsAFurtherNine() {
        Histogram histogram = new Histogram(3);
        for (long second = 1; second <= 100; second++) {
            histogram.recordValue(second * 1_000_000_000);
        }
        PercentileCurve.Curve curve = new PercentileCurve.Curve("x", "blue", false, histogram);
        assertThat(curve.at(1)).isCloseTo(1, within(0.01));
        assertThat(curve.at(2)).isCloseTo(50, within(0.1));
        assertThat(curve.at(10)).isCloseTo(90, within(0.1));
        assertThat(curve.at(100)).isCloseTo(99, within(0.1));
        assertThat(curve.at(1_000)).isNaN();
    }

    /** A gateway has dozens of metrics; a chart of one that stays the same shows nothing. */
    @Test
    void knowsWhatChanges() {
        Series series = new Series(
                1,
                List.of(
                        new Column("gateway_process_max_fds", List.of(GAP, 20_000.0, 20_000.0)),
                        new Column("gateway_clients", List.of(GAP, 7.0, 8.0))));
        TimeGrid grid = TimeGrid.of(series, 3);
        assertThat(grid.changes("gateway_process_max_fds")).isFalse();
        assertThat(grid.changes("gateway_clients")).isTrue();
        assertThat(grid.changes("gateway_none")).isFalse();
    }
}
