package org.sngateway.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.fleet.port.SiteClock;
import org.sngateway.simulator.fleet.port.Wire;
import org.sngateway.simulator.link.ImpairedLink;
import org.sngateway.simulator.link.LinkSpec;
import org.sngateway.simulator.link.NatBox;

/** A device's way to the gateway: its link with all its impairments, the NAT box on it, and a socket or a forwarder's. */
final class Radio implements Wire.Receiver {
    /** What is at the device's end. */
    interface Listener {
        /** The gateway sent something to this device just now; it is on its way. */
        void onGatewaySent(SnMessage message);

        /** It has reached the device; {@code sentNanos} is when the gateway sent it. */
        void onArrived(SnMessage message, int octets, long sentNanos);

        /** The link lost it. */
        void onLost(long sentNanos);

        void onMalformed();

        /** Something of the device's leaves for the gateway, behind the link. */
        void onLeft(long nowNanos);

        /** From now on it comes from another address. */
        void onMoved();
    }

    private final SiteClock clock;
    private final Listener listener;
    private final ImpairedLink link;
    private final long[] arrivals = new long[2];
    private @Nullable NatBox nat;

    // the address: one of these
    private Wire.@Nullable Socket socket;
    private @Nullable Forwarder forwarder;
    private Octets nodeId = Octets.EMPTY;

    Radio(SiteClock clock, Listener listener, LinkSpec spec, long seed) {
        this.clock = clock;
        this.listener = listener;
        link = new ImpairedLink(spec, seed);
        nat = natOf(spec);
    }

    private static @Nullable NatBox natOf(LinkSpec spec) {
        LinkSpec.Nat known = spec.nat();
        return known == null ? null : new NatBox(known);
    }

    void open(Wire wire) {
        socket = wire.open(this);
    }

    void open(Forwarder behind, Octets node) {
        forwarder = behind;
        nodeId = node;
        behind.add(node, this);
    }

    void change(LinkSpec spec) {
        link.change(spec);
        nat = natOf(spec);
    }

    @Nullable
    Forwarder forwarder() {
        return forwarder;
    }

    // up

    void send(SnMessage message) {
        int octets = SnEncoder.encodedLength(message);
        travel(octets, () -> transmit(message));
    }

    /** Octets that are no message. */
    void sendRaw(byte[] datagram) {
        travel(datagram.length, () -> transmitRaw(datagram));
    }

    private void travel(int octets, Runnable transmission) {
        long nowNanos = clock.nowNanos();
        passNat(nowNanos);
        int copies = link.pass(true, octets, nowNanos, arrivals);
        long first = arrivals[0];
        long second = arrivals[1];
        if (copies > 0) {
            later(first, nowNanos, transmission);
        }
        if (copies > 1) {
            later(second, nowNanos, transmission);
        }
    }

    private void passNat(long nowNanos) {
        NatBox box = nat;
        Wire.Socket own = socket;
        if (box == null || own == null) {
            return;
        }
        if (box.hasForgotten(nowNanos)) {
            own.rebind(box.changesAddress());
            listener.onMoved();
        }
        box.used(nowNanos);
    }

    private void later(long atNanos, long nowNanos, Runnable arrival) {
        if (atNanos <= nowNanos) {
            arrival.run();
        } else {
            clock.at(atNanos, arrival);
        }
    }

    private void transmit(SnMessage message) {
        listener.onLeft(clock.nowNanos());
        Wire.Socket own = socket;
        Forwarder behind = forwarder;
        if (own != null) {
            own.send(message);
        } else if (behind != null) {
            behind.send(nodeId, message);
        }
    }

    private void transmitRaw(byte[] datagram) {
        listener.onLeft(clock.nowNanos());
        Wire.Socket own = socket;
        Forwarder behind = forwarder;
        if (own != null) {
            own.sendRaw(datagram);
        } else if (behind != null) {
            behind.sendRaw(nodeId, datagram);
        }
    }

    // down

    @Override
    public void receive(SnMessage message, int octets) {
        long sentNanos = clock.nowNanos();
        listener.onGatewaySent(message);
        NatBox box = nat;
        if (box != null && socket != null && box.hasForgotten(sentNanos)) {
            return;
        }
        int copies = link.pass(false, octets, sentNanos, arrivals);
        if (copies == 0) {
            listener.onLost(sentNanos);
            return;
        }
        long second = arrivals[1];
        later(arrivals[0], sentNanos, () -> listener.onArrived(message, octets, sentNanos));
        if (copies > 1) {
            later(second, sentNanos, () -> listener.onArrived(message, octets, sentNanos));
        }
    }

    @Override
    public void receiveMalformed(int octets) {
        listener.onMalformed();
    }

    // other addresses

    void rebind(boolean changesAddress) {
        Wire.Socket own = socket;
        Forwarder behind = forwarder;
        if (own != null) {
            own.rebind(changesAddress);
        } else if (behind != null) {
            behind.rebind(changesAddress);
        }
        listener.onMoved();
    }

    /** Its forwarder has another address. */
    void movedWithForwarder() {
        listener.onMoved();
    }

    /** Another node id behind the same forwarder; a device without one gets another port. */
    void renumber() {
        Forwarder behind = forwarder;
        if (behind == null) {
            rebind(false);
            return;
        }
        behind.remove(nodeId);
        nodeId = behind.freshNodeId();
        behind.add(nodeId, this);
        listener.onMoved();
    }

    /** Each speaks from where the other one was. Both have sockets of their own, or both are behind forwarders. */
    void swap(Radio other) {
        Wire.Socket own = socket;
        Wire.Socket theirs = other.socket;
        Forwarder behind = forwarder;
        Forwarder otherBehind = other.forwarder;
        if (own != null && theirs != null) {
            socket = theirs;
            other.socket = own;
            theirs.receiver(this);
            own.receiver(other);
        } else if (behind != null && otherBehind != null) {
            Octets node = nodeId;
            forwarder = otherBehind;
            nodeId = other.nodeId;
            other.forwarder = behind;
            other.nodeId = node;
            otherBehind.add(nodeId, this);
            behind.add(node, other);
        } else {
            throw new IllegalStateException("a forwarded device cannot trade addresses with one that is not");
        }
        listener.onMoved();
        other.listener.onMoved();
    }
}
