package org.sngateway.gateway.session;

import org.sngateway.gateway.session.view.ClientRow;

/**
 * How long a connected device may still be silent: what it promised, when it was last heard, and the gateway's patience on
 * top (MQTT-SN 1.2 s.6.11, 6.14, 7.2; SN12-KA, SN12-SLP-01).
 */
final class KeepAlive {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** T_wait, for which a device asks with "congestion" (MQTT-SN 1.2 s.7.2). */
    private static final long WAIT_NANOS = 300 * NANOS_PER_SECOND;

    private EngineOptions.Timing timing;

    private int seconds;
    private long lastHeardNanos;
    private boolean probed;
    /** After a restart a sleeper is not lost before: its wake may have fallen into the time without a gateway. */
    private long notLostBeforeNanos = Long.MIN_VALUE;

    KeepAlive(EngineOptions.Timing timing, long nowNanos) {
        this.timing = timing;
        this.lastHeardNanos = nowNanos;
    }

    /** Another patience from now on, also with who is silent already. */
    void renew(EngineOptions.Timing changed) {
        timing = changed;
    }

    /** The promise of an accepted CONNECT; 0 seconds promise nothing (SN12-AMB-27). */
    void adopt(int newSeconds, long nowNanos) {
        seconds = newSeconds;
        onHeard(nowNanos);
    }

    /**
     * What an earlier process knew. A sleeper that woke up while there was no gateway repeats its PINGREQ within T_retry, and
     * is waited for that long.
     */
    void restore(int storedSeconds, long heardNanos, long nowNanos) {
        seconds = storedSeconds;
        onHeard(heardNanos);
        notLostBeforeNanos = nowNanos + timing.retryNanos();
    }

    int seconds() {
        return seconds;
    }

    /** The gateway's patience. */
    Tolerance tolerance() {
        return timing.tolerance();
    }

    /** Something valid came from the device, or its wake has ended: it has its whole time again. */
    void onHeard(long nowNanos) {
        lastHeardNanos = nowNanos;
        probed = false;
        notLostBeforeNanos = Long.MIN_VALUE;
    }

    long lastHeardNanos() {
        return lastHeardNanos;
    }

    /** Whether the device is sent a PINGREQ before it counts as lost, and has not been sent one yet (SN12-KA-05). */
    boolean isProbeDue() {
        return timing.probe() && !probed;
    }

    void onProbed() {
        probed = true;
    }

    /** When a device in this state has been silent for too long. {@code state} is Active, Asleep or Awake. */
    long deadlineNanos(SessionState state) {
        if (state instanceof SessionState.Asleep asleep) {
            long endNanos = lastHeardNanos + timing.tolerance().supervisionNanos(asleep.durationSeconds());
            return Math.max(endNanos, notLostBeforeNanos);
        }
        if (state instanceof SessionState.Awake awake) {
            // Asleep again when it does not answer, whatever its sleep; only then does that run out (SN12-STA-37).
            long unansweredNanos = timing.retryNanos() * (timing.retriesMax() + 1L);
            return lastHeardNanos + unansweredNanos + timing.tolerance().supervisionNanos(awake.durationSeconds());
        }
        return lastHeardNanos + (isProbeDue() ? promisedNanos() : supervisionNanos());
    }

    /** When a device in this state is to be heard again by its own promise, or {@link ClientRow#NONE} without one. */
    long expectedNanos(SessionState state) {
        if (state instanceof SessionState.Asleep asleep) {
            return lastHeardNanos + asleep.durationSeconds() * NANOS_PER_SECOND;
        }
        if (state instanceof SessionState.Awake awake) {
            return lastHeardNanos + awake.durationSeconds() * NANOS_PER_SECOND;
        }
        boolean promised = state instanceof SessionState.Active && seconds > 0;
        return promised ? lastHeardNanos + seconds * NANOS_PER_SECOND : ClientRow.NONE;
    }

    private long promisedNanos() {
        return seconds == 0 ? timing.idleNanos() : seconds * NANOS_PER_SECOND;
    }

    private long supervisionNanos() {
        if (seconds == 0) {
            return timing.idleNanos() + (timing.probe() ? timing.retryNanos() : 0);
        }
        return timing.tolerance().supervisionNanos(seconds);
    }

    /** How long a device that says "congestion" is left alone: T_wait, but no longer than its keep-alive. */
    long backOffNanos() {
        return seconds == 0 ? WAIT_NANOS : Math.min(WAIT_NANOS, seconds * NANOS_PER_SECOND);
    }
}
