package org.sngateway.simulator.load;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;

import java.nio.ByteBuffer;

/**
 * What a load message's payload says about itself, in its first 20 octets; the rest is filler.
 *
 * @param run tells this run's messages from any others on the same topic
 * @param device index of the device that sends or is meant
 * @param sequence 0, 1, 2 ... per device
 * @param intendedNanos when it was to be sent, on this machine's clock
 */
public record Stamp(int run, int device, int sequence, long intendedNanos) {
    public static final int OCTETS = 20;

    /** Writes into {@code payload} and returns a copy of it. */
    public Octets into(byte[] payload) {
        ByteBuffer.wrap(payload).putInt(run).putInt(device).putInt(sequence).putLong(intendedNanos);
        return Octets.copyOf(payload);
    }

    /** The stamp in front of this payload, or {@code null} when it is too short for one. */
    public static @Nullable Stamp of(ByteBuffer payload) {
        if (payload.remaining() < OCTETS) {
            return null;
        }
        return new Stamp(payload.getInt(), payload.getInt(), payload.getInt(), payload.getLong());
    }
}
