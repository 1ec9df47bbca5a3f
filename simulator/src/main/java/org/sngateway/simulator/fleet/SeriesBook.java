package org.sngateway.simulator.fleet;

import org.HdrHistogram.Histogram;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.simulator.measure.Series;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The series of a run: what happened in each interval. At most {@link #ROWS_MAX} rows are expected. */
final class SeriesBook {
    static final int ROWS_MAX = 1200;

    /** What is counted in each interval. */
    enum Count {
        OFFERED,
        ACKED,
        DELIVERED,
        DUPLICATES,
        REJECTED,
        DOWNLINK_OFFERED,
        DOWNLINK_DELIVERED,
        CONNECTS,
        CONGESTED,
        LOST,
        DEVICE_RETRANSMISSIONS,
        GATEWAY_RETRANSMISSIONS
    }

    private static final double P50 = 50;
    private static final double P90 = 90;
    private static final double P99 = 99;

    final Histogram latency = Times.histogram();
    final Histogram ackTime = Times.histogram();
    final Histogram wait = Times.histogram();

    private final long intervalSeconds;
    private final Counts<Count> counts = new Counts<>(Count.class);
    private final Counts<MessageType> sent = new Counts<>(MessageType.class);
    private final Counts<MessageType> received = new Counts<>(MessageType.class);
    private final Map<String, List<Double>> columns = new LinkedHashMap<>();
    private final Map<MessageType, List<Double>> sentColumns = new EnumMap<>(MessageType.class);
    private final Map<MessageType, List<Double>> receivedColumns = new EnumMap<>(MessageType.class);
    private int rows;

    SeriesBook(long plannedNanos) {
        long seconds = plannedNanos / Times.SECOND + 1;
        intervalSeconds = Math.max(1, (seconds + ROWS_MAX - 1) / ROWS_MAX);
    }

    /** Whole seconds of the run that make a row. */
    long intervalSeconds() {
        return intervalSeconds;
    }

    void count(Count what) {
        counts.add(what, 1);
    }

    void count(Count what, long howMany) {
        counts.add(what, howMany);
    }

    void sent(MessageType type) {
        sent.add(type, 1);
    }

    void received(MessageType type) {
        received.add(type, 1);
    }

    /** Ends an interval; {@code lagNanos} is the simulator's worst so far. */
    void endInterval(Progress.Devices devices, long lagNanos) {
        for (Count what : Count.values()) {
            add(what.name().toLowerCase(Locale.ROOT), (double) counts.take(what));
        }
        add("uplink_latency", latency, P50, P90, P99);
        add("uplink_ack", ackTime, P50, P99);
        add("downlink_wait", wait, P50, P99);
        add("active", devices.active());
        add("asleep", devices.asleep());
        add("awake", devices.awake());
        add("connecting", devices.connecting());
        add("off", devices.off());
        add("lag_max", Times.seconds(lagNanos));
        addTypes(sentColumns, sent);
        addTypes(receivedColumns, received);
        rows++;
    }

    private void add(String name, double value) {
        columns.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    private void add(String name, Histogram histogram, double... percentiles) {
        boolean isEmpty = histogram.getTotalCount() == 0;
        for (double percentile : percentiles) {
            double value = isEmpty ? Double.NaN : Times.seconds(histogram.getValueAtPercentile(percentile));
            add(name + "_p" + (int) percentile, value);
        }
        if (!isEmpty) {
            histogram.reset();
        }
    }

    private void addTypes(Map<MessageType, List<Double>> target, Counts<MessageType> values) {
        for (MessageType type : MessageType.values()) {
            long value = values.take(type);
            if (value > 0 && !target.containsKey(type)) {
                target.put(type, zeros(rows));
            }
            List<Double> column = target.get(type);
            if (column != null) {
                column.add((double) value);
            }
        }
    }

    private static List<Double> zeros(int count) {
        List<Double> zeros = new ArrayList<>(count + 1);
        for (int i = 0; i < count; i++) {
            zeros.add(0.0);
        }
        return zeros;
    }

    Series series() {
        List<Series.Column> all = new ArrayList<>();
        columns.forEach((name, values) -> all.add(new Series.Column(name, values)));
        sentColumns.forEach((type, values) -> all.add(new Series.Column("sent_" + type, values)));
        receivedColumns.forEach((type, values) -> all.add(new Series.Column("received_" + type, values)));
        return new Series(intervalSeconds, all);
    }
}
