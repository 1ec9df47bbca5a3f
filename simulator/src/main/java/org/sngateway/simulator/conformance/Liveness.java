package org.sngateway.simulator.conformance;

/**
 * Whether the gateway is still there. Asked when a test heard nothing, so that a gateway that has died is told from one
 * that does not answer one kind of message. Safe for all threads.
 */
final class Liveness {
    private static final long FRESH_NANOS = 3_000_000_000L;

    private final Preflight preflight;
    private long aliveNanos = System.nanoTime();
    private volatile String goneSince = "";

    Liveness(Preflight preflight) {
        this.preflight = preflight;
    }

    /** The test in which it was found gone; empty while it answers. */
    String goneSince() {
        return goneSince;
    }

    synchronized void check(String testId) {
        if (!goneSince.isEmpty() || System.nanoTime() - aliveNanos < FRESH_NANOS) {
            return;
        }
        if (preflight.isAlive()) {
            aliveNanos = System.nanoTime();
        } else {
            goneSince = testId;
        }
    }
}
