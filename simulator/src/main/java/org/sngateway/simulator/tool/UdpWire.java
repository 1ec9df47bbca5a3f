package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** A connected UDP socket in real time: only the gateway's datagrams arrive, and the network's complaints do. */
final class UdpWire implements Wire, AutoCloseable {
    private static final int DATAGRAM_OCTETS_MAX = 0x1_0000;
    private static final long MILLI_NANOS = 1_000_000;

    private final InetSocketAddress gateway;
    private final DatagramChannel channel;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(DATAGRAM_OCTETS_MAX);
    private final long startNanos = System.nanoTime();
    private boolean unreachable;

    /** @param local where to send from, or {@code null} to leave it to the system */
    UdpWire(InetSocketAddress gateway, @Nullable InetSocketAddress local) {
        this.gateway = gateway;
        try {
            selector = Selector.open();
            channel = DatagramChannel.open(family(gateway));
        } catch (IOException failed) {
            throw new ToolException(ToolExit.FAILURE, "cannot open a UDP socket: " + failed.getMessage());
        }
        try {
            channel.bind(local);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException failed) {
            throw new ToolException(
                    ToolExit.CANNOT_BIND,
                    "cannot send from " + HostPort.text(local == null ? gateway : local) + ": " + reason(failed)
                            + " (--cport, -A)");
        }
        try {
            channel.connect(gateway);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException failed) {
            throw new ToolException(
                    ToolExit.UNREACHABLE, "cannot send to " + HostPort.text(gateway) + ": " + failed.getMessage());
        }
    }

    private static ProtocolFamily family(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
    }

    private static String reason(Exception failed) {
        return failed instanceof IOException ? String.valueOf(failed.getMessage()) : "not of the gateway's IP version";
    }

    @Override
    public void send(byte[] datagram) {
        try {
            try {
                channel.write(ByteBuffer.wrap(datagram));
            } catch (PortUnreachableException earlier) {
                // That was the answer to an earlier datagram, and this one has not been sent.
                unreachable = true;
                channel.write(ByteBuffer.wrap(datagram));
            }
        } catch (PortUnreachableException again) {
            unreachable = true;
        } catch (IOException failed) {
            throw new ToolException(
                    ToolExit.UNREACHABLE,
                    "cannot send " + datagram.length + " octets to " + HostPort.text(gateway) + ": "
                            + failed.getMessage());
        }
    }

    @Override
    public byte @Nullable [] receive(long untilNanos) {
        try {
            byte[] waiting = read();
            if (waiting != null || unreachable) {
                return waiting;
            }
            long waitNanos = untilNanos - nowNanos();
            if (untilNanos == Long.MAX_VALUE) {
                selector.select();
            } else if (waitNanos <= 0) {
                selector.selectNow();
            } else {
                selector.select((waitNanos + MILLI_NANOS - 1) / MILLI_NANOS);
            }
            selector.selectedKeys().clear();
            return read();
        } catch (IOException failed) {
            throw new ToolException(
                    ToolExit.FAILURE, "cannot receive from " + HostPort.text(gateway) + ": " + failed.getMessage());
        }
    }

    private byte @Nullable [] read() throws IOException {
        buffer.clear();
        try {
            // An empty datagram and none at all look the same here, and mean the same to MQTT-SN.
            if (channel.read(buffer) <= 0) {
                return null;
            }
        } catch (PortUnreachableException nobody) {
            unreachable = true;
            return null;
        }
        byte[] datagram = new byte[buffer.flip().remaining()];
        buffer.get(datagram);
        return datagram;
    }

    @Override
    public boolean wasUnreachable() {
        boolean was = unreachable;
        unreachable = false;
        return was;
    }

    @Override
    public void wakeUp() {
        selector.wakeup();
    }

    @Override
    public long nowNanos() {
        return System.nanoTime() - startNanos;
    }

    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
        } catch (IOException failed) {
            throw new ToolException(ToolExit.FAILURE, "cannot close the UDP socket: " + failed.getMessage());
        }
    }
}
