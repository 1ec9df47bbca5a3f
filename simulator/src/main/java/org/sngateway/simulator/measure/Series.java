package org.sngateway.simulator.measure;

import java.util.List;

/**
 * Figures over time, one row for each interval.
 *
 * @param intervalSeconds 1 or longer: at most some thousands of rows
 * @param columns all of the same length
 */
public record Series(double intervalSeconds, List<Column> columns) {
    public Series {
        columns = List.copyOf(columns);
    }

    /**
     * One figure. {@code NaN} where there was nothing to measure.
     *
     * <p>Names that a run writes: {@code offered acked delivered duplicates rejected downlink_offered downlink_delivered
     * connects congested lost device_retransmissions gateway_retransmissions} (per interval); {@code uplink_latency_p50
     * uplink_latency_p90 uplink_latency_p99 uplink_ack_p50 uplink_ack_p99 downlink_wait_p50 downlink_wait_p99} (seconds, of
     * what ended in the interval); {@code active asleep awake connecting off} (devices at the end of the interval); {@code
     * sent_CONNECT}, {@code received_PUBACK} and so on (datagrams by type as devices see them); {@code lag_max} (seconds);
     * {@code gateway_*} (the gateway's own metrics, when it has any).
     */
    public record Column(String name, List<Double> values) {
        public Column {
            values = List.copyOf(values);
        }
    }

    public int rows() {
        return columns.isEmpty() ? 0 : columns.get(0).values().size();
    }
}
