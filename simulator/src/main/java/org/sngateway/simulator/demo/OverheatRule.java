package org.sngateway.simulator.demo;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/**
 * When the air conditioner is on: from the moment that any thermometer has more than {@link #ON} until all that had are
 * below {@link #OFF}. Between the two nothing changes, or it would be switched on and off all the time. One thread.
 */
final class OverheatRule {
    static final double ON = 28;
    static final double OFF = 26;

    private final Set<String> hot = new HashSet<>();
    private @Nullable Boolean last;

    /** What is to be commanded after this reading: on, off, or {@code null} for nothing new. */
    @Nullable
    Boolean onReading(String thermometer, double degrees) {
        if (degrees > ON) {
            hot.add(thermometer);
        } else if (degrees < OFF) {
            hot.remove(thermometer);
        } else if (last == null) {
            return null;
        }
        Boolean wanted = !hot.isEmpty();
        if (wanted.equals(last)) {
            return null;
        }
        last = wanted;
        return wanted;
    }
}
