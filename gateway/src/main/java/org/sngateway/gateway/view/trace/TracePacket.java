package org.sngateway.gateway.view.trace;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Peer;

/**
 * One datagram that was seen. Immutable.
 *
 * @param atNanos nanoseconds since 1970
 * @param isUp from a device
 * @param clientId whose it is; {@code null} when nobody knows
 * @param octets as on the wire; empty when only its end was seen
 * @param message what they say, without a forwarder's envelope; {@code null} when they say nothing
 * @param dropped why it came to nothing; {@code null} when it did not
 * @param note in addition, such as why it was not answered; {@code null} for nothing
 */
public record TracePacket(
        long atNanos,
        boolean isUp,
        Peer peer,
        @Nullable String clientId,
        Octets octets,
        @Nullable SnMessage message,
        @Nullable DropReason dropped,
        @Nullable DropReason note) {

    TracePacket dropped(DropReason reason) {
        return dropped == null
                ? new TracePacket(atNanos, isUp, peer, clientId, octets, message, reason, null)
                : new TracePacket(atNanos, isUp, peer, clientId, octets, message, dropped, reason);
    }
}
