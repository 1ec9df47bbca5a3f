package org.sngateway.simulator.conformance;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Stands before a gateway and makes a faulty one of it. Each device has a socket of its own towards the gateway, and each
 * IP address one of its own, so that the gateway tells devices apart as it does without the proxy. One thread.
 */
final class FaultyProxy implements AutoCloseable {
    private static final int DATAGRAM_OCTETS_MAX = 65_535;

    /** One device's way through the proxy, and what a fault remembers of it. */
    final class Lane {
        private final SocketAddress device;
        private final DatagramChannel upstream;
        /** Free for faults. */
        final Set<String> seen = new HashSet<>();

        String note = "";
        int count;
        byte @Nullable [] held;

        private Lane(SocketAddress device, DatagramChannel upstream) {
            this.device = device;
            this.upstream = upstream;
        }

        void toDevice(byte[] octets) {
            write(front, octets, device);
        }

        void toGateway(byte[] octets) {
            write(upstream, octets, gateway);
        }

        /** What all lanes share. */
        Map<String, Lane> lanesByName() {
            return named;
        }
    }

    private final InetSocketAddress gateway;
    private final Fault fault;
    private final int net;
    private final Selector selector;
    private final DatagramChannel front;
    private final Map<SocketAddress, Lane> lanes = new HashMap<>();
    private final Map<String, Lane> named = new HashMap<>();
    private final Thread thread;
    private volatile boolean open = true;

    /** @param net what the gateway sees of devices at 127.0.x.y is 127.net.x.y, so that no two proxies share an address */
    FaultyProxy(InetSocketAddress gateway, Fault fault, int net) throws IOException {
        this.gateway = gateway;
        this.net = net;
        this.fault = fault;
        selector = Selector.open();
        front = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        front.configureBlocking(false);
        front.register(selector, SelectionKey.OP_READ);
        thread = new Thread(this::run, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return front.socket().getLocalPort();
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocate(DATAGRAM_OCTETS_MAX);
        try {
            while (open) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    read((DatagramChannel) key.channel(), (Lane) key.attachment(), buffer);
                }
                selector.selectedKeys().clear();
            }
            front.close();
            for (Lane lane : lanes.values()) {
                lane.upstream.close();
            }
            selector.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void read(DatagramChannel channel, @Nullable Lane lane, ByteBuffer buffer) throws IOException {
        while (true) {
            buffer.clear();
            SocketAddress from = receive(channel, buffer);
            if (from == null) {
                return;
            }
            byte[] octets = new byte[buffer.flip().remaining()];
            buffer.get(octets);
            if (lane != null) {
                fault.onGateway(octets, lane);
            } else {
                fault.onDevice(octets, laneOf((InetSocketAddress) from));
            }
        }
    }

    private static @Nullable SocketAddress receive(DatagramChannel channel, ByteBuffer buffer) throws IOException {
        try {
            return channel.receive(buffer);
        } catch (java.net.PortUnreachableException gone) {
            return null;
        }
    }

    private Lane laneOf(InetSocketAddress device) throws IOException {
        Lane lane = lanes.get(device);
        if (lane == null) {
            byte[] source = device.getAddress().getAddress();
            source[1] = (byte) net;
            DatagramChannel upstream =
                    DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getByAddress(source), 0));
            upstream.configureBlocking(false);
            lane = new Lane(device, upstream);
            upstream.register(selector, SelectionKey.OP_READ, lane);
            lanes.put(device, lane);
        }
        return lane;
    }

    private static void write(DatagramChannel channel, byte[] octets, SocketAddress to) {
        try {
            channel.send(ByteBuffer.wrap(octets), to);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @Override
    public void close() {
        open = false;
        selector.wakeup();
        try {
            thread.join(5_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
