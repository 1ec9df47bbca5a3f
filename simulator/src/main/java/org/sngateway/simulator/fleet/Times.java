package org.sngateway.simulator.fleet;

import org.HdrHistogram.Histogram;

/** Histograms of times. */
final class Times {
    static final long MICRO = 1_000L;
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000_000_000L;
    /** No time at all. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int DIGITS = 3;

    private Times() {}

    /** Nanoseconds, told apart from a microsecond on, with three digits; grows with what it is given. */
    static Histogram histogram() {
        Histogram histogram = new Histogram(MICRO, 2 * MICRO, DIGITS);
        histogram.setAutoResize(true);
        return histogram;
    }

    /** What happened before it was due took no time. */
    static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.max(0, nanos));
    }

    static double seconds(long nanos) {
        return (double) nanos / SECOND;
    }
}
