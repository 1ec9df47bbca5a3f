package org.sngateway.simulator.world;

/** The clock of a world: nanoseconds since 1970, from a fixed date on. It moves from event to event. */
final class VirtualTime {
    static final long SECOND = 1_000_000_000L;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;

    /** 2026-01-01T00:00Z. */
    static final long START_NANOS = 1_767_225_600L * SECOND;

    private final EventQueue queue = new EventQueue();
    private long nowNanos = START_NANOS;
    private long events;

    long nowNanos() {
        return nowNanos;
    }

    long elapsedNanos() {
        return nowNanos - START_NANOS;
    }

    /** How many events have happened. */
    long events() {
        return events;
    }

    void after(long delayNanos, Runnable action) {
        queue.add(nowNanos + delayNanos, action);
    }

    void at(long timeNanos, Runnable action) {
        queue.add(Math.max(nowNanos, timeNanos), action);
    }

    long nextNanos() {
        return queue.nextNanos();
    }

    void moveTo(long timeNanos) {
        nowNanos = timeNanos;
    }

    /** Lets the next event happen. */
    void step() {
        nowNanos = queue.nextNanos();
        events++;
        queue.take().run();
    }
}
