package org.sngateway.gateway.adapter.observe;

import org.sngateway.gateway.session.port.Measure;

/**
 * How long things took in one shard, in buckets: written by its thread alone, read by any, like {@link ShardCounters}. One
 * more duration costs a walk along a dozen limits and two writes.
 */
// Ordinals index cells in memory only; they are never stored or sent.
@SuppressWarnings("EnumOrdinal")
final class Durations {
    private static final double NANOS_PER_SECOND = 1e9;

    private static final double[] UPLINK = {.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30};
    private static final double[] CLIENT_RTT = {.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30};
    private static final double[] DOWNLINK_WAIT = {.01, .1, 1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400};
    private static final double[] AWAKE = {.01, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60};

    /** Enough for the longest list of limits, the bucket beyond them, and the sum. */
    private static final int CELLS = 16;

    private static final int SUM = CELLS - 1;
    private static final int MEASURES = Measure.values().length;
    private static final long[][] LIMITS = limits();

    static final int SIZE = MEASURES * CELLS;

    private final long[] cells = new long[SIZE];

    /** The upper limits of the buckets in seconds; beyond the last there is one more bucket. */
    static double[] limitsSeconds(Measure measure) {
        return switch (measure) {
            case UPLINK -> UPLINK.clone();
            case CLIENT_RTT -> CLIENT_RTT.clone();
            case DOWNLINK_WAIT -> DOWNLINK_WAIT.clone();
            case AWAKE -> AWAKE.clone();
        };
    }

    private static long[][] limits() {
        long[][] limits = new long[MEASURES][];
        for (Measure measure : Measure.values()) {
            double[] seconds = limitsSeconds(measure);
            long[] nanos = new long[seconds.length];
            for (int i = 0; i < seconds.length; i++) {
                nanos[i] = Math.round(seconds[i] * NANOS_PER_SECOND);
            }
            limits[measure.ordinal()] = nanos;
        }
        return limits;
    }

    /** On the shard's thread. */
    void add(Measure measure, long nanos) {
        long[] limits = LIMITS[measure.ordinal()];
        int bucket = 0;
        while (bucket < limits.length && nanos > limits[bucket]) {
            bucket++;
        }
        int base = measure.ordinal() * CELLS;
        ShardCounters.set(cells, base + bucket, cells[base + bucket] + 1);
        ShardCounters.set(cells, base + SUM, cells[base + SUM] + nanos);
    }

    /** Adds what is counted to {@code sums}, from any thread. */
    void addTo(long[] sums) {
        ShardCounters.add(cells, sums);
    }

    /** The counts of this measure's buckets in {@code sums}, each for itself. */
    static long[] buckets(long[] sums, Measure measure) {
        int count = LIMITS[measure.ordinal()].length + 1;
        long[] buckets = new long[count];
        System.arraycopy(sums, measure.ordinal() * CELLS, buckets, 0, count);
        return buckets;
    }

    static double sumSeconds(long[] sums, Measure measure) {
        return sums[measure.ordinal() * CELLS + SUM] / NANOS_PER_SECOND;
    }
}
