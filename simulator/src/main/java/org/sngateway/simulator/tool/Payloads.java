package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;

/** The payloads that a device publishes, in order. Used by one thread. */
public interface Payloads {
    /** Whether {@link #poll} would give one now. */
    boolean isReady(long nowNanos);

    /** The next one, or {@code null} when there is none now. */
    @Nullable
    Octets poll(long nowNanos);

    /** Whether there will be no more. */
    boolean isFinished();

    /** When there will be one at the earliest; {@code Long.MAX_VALUE} when that cannot be known. */
    long readyNanos();

    /** A message was sent (QoS -1, 0) or acknowledged (QoS 1, 2). */
    void onDelivered(long nowNanos);

    /** Begins to collect them; {@code onReady} may be called on another thread when one has become ready. */
    void open(Runnable onReady);
}
