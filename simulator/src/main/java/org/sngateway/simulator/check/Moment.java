package org.sngateway.simulator.check;

import java.util.Locale;

/** Writes points of virtual time for people. */
final class Moment {
    static final long SECOND_NANOS = 1_000_000_000L;

    private Moment() {}

    static String text(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / (double) SECOND_NANOS);
    }
}
