package org.sngateway.simulator.conformance.script;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * All sockets of a run, and the thread that listens to them. They stay open until the run is over: a gateway remembers
 * for a while who was at an address, so that a port used twice would bring one test the answers for another. Safe for all
 * threads.
 */
final class UdpPorts implements AutoCloseable {
    private static final int DATAGRAM_OCTETS_MAX = 65_535;

    private record Opened(DatagramChannel channel, UdpPort port) {}

    private final Selector selector;
    private final Queue<Opened> opened = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean open = true;

    UdpPorts() {
        try {
            selector = Selector.open();
        } catch (IOException none) {
            throw new java.io.UncheckedIOException(none);
        }
        thread = new Thread(this::listen, "conformance-udp");
        thread.setDaemon(true);
        thread.start();
    }

    /** @param source the address to send from, or {@code null} for any; a free port of it is taken */
    UdpPort open(InetSocketAddress target, @Nullable InetAddress source, UdpPort.Receiver receiver) {
        boolean isV4 = target.getAddress() instanceof java.net.Inet4Address;
        try {
            DatagramChannel channel =
                    DatagramChannel.open(isV4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
            channel.bind(new InetSocketAddress(source, 0));
            channel.configureBlocking(false);
            UdpPort port = new UdpPort(target, channel, receiver);
            opened.add(new Opened(channel, port));
            selector.wakeup();
            return port;
        } catch (IOException none) {
            throw Finding.notApplicable(
                    "no socket" + (source == null ? "" : " of " + source) + ": " + none.getMessage());
        }
    }

    private void listen() {
        ByteBuffer buffer = ByteBuffer.allocate(DATAGRAM_OCTETS_MAX);
        try {
            while (open) {
                for (Opened next = opened.poll(); next != null; next = opened.poll()) {
                    next.channel().register(selector, SelectionKey.OP_READ, next.port());
                }
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    read((UdpPort) key.attachment(), buffer);
                }
                selector.selectedKeys().clear();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static void read(UdpPort port, ByteBuffer buffer) {
        try {
            port.read(buffer);
        } catch (IOException refused) {
            port.onTrouble("not received: " + refused.getMessage());
        }
    }

    @Override
    public void close() {
        open = false;
        selector.wakeup();
    }
}
