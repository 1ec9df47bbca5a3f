package org.sngateway.gateway.view.trace;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.DatagramTap;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Peer;

import java.util.function.LongSupplier;

/**
 * One shard's datagrams. Each waits until the next one, or the end of the batch, because only then it is known whether it was
 * dropped. Confined to the shard's thread.
 */
final class ShardTrace implements DatagramTap {
    private final Trace trace;
    private final ClientAddresses clients;
    private final LongSupplier epochNanos;
    private @Nullable TracePacket pending;
    /** Nobody wants to see the datagram that was told of last, so nobody wants to know of its end. */
    private boolean isPassedOver;

    ShardTrace(Trace trace, ClientAddresses clients, LongSupplier epochNanos) {
        this.trace = trace;
        this.clients = clients;
        this.epochNanos = epochNanos;
    }

    @Override
    public boolean isOn() {
        return trace.isOn();
    }

    @Override
    public void received(Peer.Udp source, byte[] octets, int length, @Nullable SnMessage message) {
        consider(true, source, octets, length, message);
    }

    @Override
    public void sent(Peer.Udp target, byte[] octets, int length, @Nullable SnMessage message) {
        consider(false, target, octets, length, message);
    }

    private void consider(boolean isUp, Peer.Udp endpoint, byte[] octets, int length, @Nullable SnMessage message) {
        flush();
        Encapsulated envelope = message instanceof Encapsulated wrapped ? wrapped : null;
        Peer peer = envelope == null ? endpoint : new Peer.Forwarded(endpoint, envelope.nodeId());
        SnMessage inner = envelope == null ? message : envelope.message();
        String clientId = isUp ? clients.sender(peer, inner) : clients.at(peer);
        isPassedOver = !trace.wants(peer, clientId);
        if (!isPassedOver) {
            Octets copy = Octets.copyOf(octets, 0, length);
            pending = new TracePacket(epochNanos.getAsLong(), isUp, peer, clientId, copy, inner, null, null);
        }
    }

    @Override
    public void dropped(Peer peer, DropReason reason) {
        TracePacket last = pending;
        if (last != null && !isHeld(reason) && last.peer().endpoint().equals(peer.endpoint())) {
            pending = last.dropped(reason);
        } else if (!isPassedOver || isHeld(reason)) {
            // Another shard received it, or it never got as far as the wire.
            flush();
            trace.deliver(new TracePacket(
                    epochNanos.getAsLong(), !isHeld(reason), peer, clients.at(peer), Octets.EMPTY, null, reason, null));
        }
    }

    /** Whether it is the end of something that waited here to be sent. */
    private static boolean isHeld(DropReason reason) {
        return reason == DropReason.HELD_OVERFLOW || reason == DropReason.HELD_TOO_LONG;
    }

    @Override
    public void batchEnded() {
        flush();
        isPassedOver = false;
    }

    private void flush() {
        TracePacket packet = pending;
        if (packet != null) {
            pending = null;
            trace.deliver(packet);
        }
    }
}
