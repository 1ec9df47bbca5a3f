package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;

/**
 * How long the gateway waits beyond what a device promised (MQTT-SN 1.2 s.7.2, SN12-KA-03): half as long again up to one
 * minute, a tenth above, and never less for a longer promise; or a fixed share of it.
 *
 * @param percent the fixed share, or {@code null} for the specification's rule
 */
public record Tolerance(@Nullable Integer percent) {
    public static final Tolerance SPECIFICATION = new Tolerance(null);

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SHORT_SECONDS_MAX = 60;

    /** The time after which a device that promised {@code durationSeconds} counts as silent for too long. */
    public long supervisionNanos(long durationSeconds) {
        long promisedNanos = durationSeconds * NANOS_PER_SECOND;
        if (percent != null) {
            return promisedNanos + promisedNanos / 100 * percent;
        }
        if (durationSeconds <= SHORT_SECONDS_MAX) {
            return promisedNanos + promisedNanos / 2;
        }
        long longestOfTheShort = SHORT_SECONDS_MAX * NANOS_PER_SECOND / 2 * 3;
        return Math.max(promisedNanos + promisedNanos / 10, longestOfTheShort);
    }
}
