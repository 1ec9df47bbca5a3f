package org.sngateway.simulator.fleet;

import static org.sngateway.simulator.fleet.Times.NEVER;

/**
 * When a device connects next, and how long connecting takes it: from when it was due, and after a power cut or a loss from
 * there. Whoever is refused or lost again waits twice as long each time, up to sixteen times.
 */
final class Reconnection {
    private static final int DOUBLINGS_MAX = 4;

    // configuration
    private final FleetTally tally;
    private final long firstWaitNanos;

    // lives from one power cut to the next
    private int failures;
    private long dueNanos = NEVER;
    private long sinceNanos = NEVER;
    private long recoverSinceNanos = NEVER;

    // lives as long as the connection
    private boolean isConnected;

    /** @param firstWaitNanos until a device that was lost or refused once connects again */
    Reconnection(FleetTally tally, long firstWaitNanos) {
        this.tally = tally;
        this.firstWaitNanos = firstWaitNanos;
    }

    /** Power is there; {@code outageNanos} is when it came back, NEVER for the first time. */
    void onPower(long outageNanos, long nowNanos) {
        dueNanos = nowNanos;
        sinceNanos = nowNanos;
        recoverSinceNanos = outageNanos;
    }

    void onPowerLost() {
        failures = 0;
        dueNanos = NEVER;
        recoverSinceNanos = NEVER;
        isConnected = false;
    }

    /** When the next attempt is due; NEVER while there is none. */
    long dueNanos() {
        return dueNanos;
    }

    /** Whether it is time to connect; {@code true} once for each attempt. */
    boolean takeDue(long nowNanos) {
        if (dueNanos > nowNanos) {
            return false;
        }
        dueNanos = NEVER;
        return true;
    }

    /** A sleeper connects now, of its own accord. */
    void onAttemptFromSleep(long nowNanos) {
        sinceNanos = nowNanos;
    }

    /** @param counts whether the run still counts what happens */
    void onConnected(boolean counts, long nowNanos) {
        failures = 0;
        isConnected = true;
        if (!counts) {
            return;
        }
        tally.connects++;
        Times.record(tally.connectTime, nowNanos - sinceNanos);
        if (recoverSinceNanos != NEVER) {
            Times.record(tally.reconnectTime, nowNanos - recoverSinceNanos);
            recoverSinceNanos = NEVER;
        }
    }

    void onRefused(long nowNanos) {
        isConnected = false;
        again(nowNanos);
    }

    void onLost(long nowNanos) {
        again(nowNanos);
        if (isConnected) {
            sinceNanos = dueNanos;
            recoverSinceNanos = recoverSinceNanos == NEVER ? nowNanos : recoverSinceNanos;
        }
        isConnected = false;
    }

    void onDisconnected() {
        isConnected = false;
    }

    /** Whether a connection was accepted, and has not ended since. */
    boolean isConnected() {
        return isConnected;
    }

    private void again(long nowNanos) {
        dueNanos = nowNanos + (firstWaitNanos << Math.min(failures, DOUBLINGS_MAX));
        failures++;
    }
}
