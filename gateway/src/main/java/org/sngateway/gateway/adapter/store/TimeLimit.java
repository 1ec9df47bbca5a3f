package org.sngateway.gateway.adapter.store;

import java.time.Duration;

/** How long something may take, from now on. */
final class TimeLimit {
    private final long endNanos;

    TimeLimit(Duration limit) {
        endNanos = System.nanoTime() + limit.toNanos();
    }

    boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }
}
