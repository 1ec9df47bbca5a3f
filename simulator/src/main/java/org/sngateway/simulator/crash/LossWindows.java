package org.sngateway.simulator.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The times for which a killed broker cannot be held to its word: from when it last saved to its end. Generous at both
 * ends, because saving takes a while, and because what it said last is still on its way when it dies.
 */
final class LossWindows {
    private static final long BEFORE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private record Window(long fromNanos, long toNanos) {}

    private final List<Window> windows = new ArrayList<>();

    void add(long savedNanos, long killedNanos) {
        windows.add(new Window(savedNanos - BEFORE_NANOS, killedNanos + AFTER_NANOS));
    }

    boolean contains(long nanos) {
        return windows.stream().anyMatch(window -> nanos - window.fromNanos >= 0 && nanos - window.toNanos <= 0);
    }
}
