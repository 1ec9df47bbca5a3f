package org.sngateway.gateway.command.screen;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** Times as people say them. */
final class Spans {
    private static final String NONE = "-";
    private static final long EXACT_MINUTES = 10;

    private Spans() {}

    /** {@code 7s}, {@code 4m02s}, {@code 47m}, {@code 3h07m}, {@code 3d 04:12}. */
    static String text(Duration duration) {
        Duration span = duration.abs();
        if (span.toMinutes() == 0) {
            return span.toSeconds() + "s";
        }
        if (span.toMinutes() < EXACT_MINUTES) {
            return String.format("%dm%02ds", span.toMinutes(), span.toSecondsPart());
        }
        if (span.toHours() == 0) {
            return span.toMinutes() + "m";
        }
        return span.toDays() == 0
                ? String.format("%dh%02dm", span.toHours(), span.toMinutesPart())
                : String.format("%dd %02d:%02d", span.toDays(), span.toHoursPart(), span.toMinutesPart());
    }

    /** {@code 47m ago}, {@code in 7s}; a dash for no time. */
    static String relative(@Nullable Instant time, Instant now) {
        if (time == null) {
            return NONE;
        }
        Duration until = Duration.between(now, time);
        return until.isNegative() || until.isZero() ? text(until) + " ago" : "in " + text(until);
    }

    /** How long ago it was; a dash for no time. */
    static String since(@Nullable Instant time, Instant now) {
        return time == null ? NONE : text(Duration.between(time, now));
    }
}
