package org.sngateway.simulator.check;

import org.sngateway.simulator.world.WorldEvent;

/** When it may be demanded that things come to an end: all has healed, and legs have had time to be opened again. */
final class Healing {
    private static final long SETTLE_NANOS = 30 * Moment.SECOND_NANOS;

    private long reconnectNanos = 120 * Moment.SECOND_NANOS;
    private long settledNanos = Long.MAX_VALUE;

    void on(WorldEvent event, long nowNanos) {
        if (event instanceof WorldEvent.Began began) {
            reconnectNanos = 2 * began.engine().upstream().reconnectMaxNanos();
        } else if (event instanceof WorldEvent.Healed) {
            settledNanos = nowNanos + reconnectNanos + SETTLE_NANOS;
        }
    }

    /** {@link Long#MAX_VALUE} before anything has healed. */
    long settledNanos() {
        return settledNanos;
    }

    boolean isSettled(long nowNanos) {
        return nowNanos >= settledNanos;
    }
}
