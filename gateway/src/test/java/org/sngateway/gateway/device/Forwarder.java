package org.sngateway.gateway.device;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.SnMessage;

import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A forwarder on one socket, with its wireless nodes behind (MQTT-SN 1.2 s.5.5). For one thread. */
public final class Forwarder implements AutoCloseable {
    private static final int RADIUS = 1;

    private final UdpLink socket;
    private final Map<Octets, Deque<SnMessage>> waiting = new HashMap<>();

    public Forwarder(SocketAddress gateway, Wire wire) {
        socket = UdpLink.to(gateway, wire);
    }

    /** The way of the node with this id. */
    public DeviceLink node(int... nodeId) {
        byte[] octets = new byte[nodeId.length];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) nodeId[i];
        }
        return new Node(Octets.copyOf(octets));
    }

    @Override
    public void close() {
        socket.close();
    }

    private final class Node implements DeviceLink {
        private final Octets id;

        Node(Octets id) {
            this.id = id;
        }

        @Override
        public void send(SnMessage message) {
            socket.send(new Encapsulated(RADIUS, id, message));
        }

        @Override
        public @Nullable SnMessage receive(long millisMax) {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millisMax);
            while (mine().isEmpty()) {
                SnMessage message = socket.receive(TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
                if (message == null) {
                    return null;
                }
                if (!(message instanceof Encapsulated encapsulated)) {
                    throw new AssertionError("not encapsulated: " + message);
                }
                waiting.computeIfAbsent(encapsulated.nodeId(), node -> new ArrayDeque<>())
                        .add(encapsulated.message());
            }
            return mine().poll();
        }

        private Deque<SnMessage> mine() {
            return waiting.computeIfAbsent(id, node -> new ArrayDeque<>());
        }

        @Override
        public void close() {
            waiting.remove(id);
        }
    }
}
