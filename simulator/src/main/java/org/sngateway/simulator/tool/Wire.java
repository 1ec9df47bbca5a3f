package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;

/** The network and the clock as a driver sees them. One thread, except for {@link #wakeUp}. */
interface Wire {
    /** Sends one datagram to the gateway. What the network refuses for good is a {@link ToolException}. */
    void send(byte[] datagram);

    /**
     * Waits for a datagram of the gateway; {@code null} when none came until {@code untilNanos}, or {@link #wakeUp} was
     * called.
     */
    byte @Nullable [] receive(long untilNanos);

    /** Whether the network has reported, since the last call of this, that nothing listens at the gateway's port. */
    boolean wasUnreachable();

    /** Ends the present or next {@link #receive}. Any thread. */
    void wakeUp();

    /** The time on the clock of {@link #receive}; begins near 0. */
    long nowNanos();
}
