package org.sngateway.simulator.measure;

import java.util.EnumMap;
import java.util.Map;

/** Times that are kept whole, as a histogram in nanoseconds. */
public enum Distribution {
    UPLINK_LATENCY,
    UPLINK_ACK,
    DOWNLINK_WAIT,
    CONNECT_TIME,
    RECONNECT_TIME,
    AWAKE_TIME;

    /** The longest of all. */
    public static final double MAX = 100;

    /** The metrics that tell of it, each with its percentile: {@code UPLINK_ACK_P999} with 99.9, {@link #MAX} for the longest. */
    public Map<Metric, Double> percentiles() {
        Map<Metric, Double> percentiles = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (metric.name().startsWith(name() + "_")) {
                percentiles.put(metric, percentile(metric.name().substring(name().length() + 1)));
            }
        }
        return percentiles;
    }

    /** P95 is 95, P999 is 99.9. */
    private static double percentile(String suffix) {
        return suffix.equals("MAX")
                ? MAX
                : Double.parseDouble(suffix.substring(1, 3) + "." + suffix.substring(3) + "0");
    }
}
