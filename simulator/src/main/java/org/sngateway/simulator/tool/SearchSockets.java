package org.sngateway.simulator.tool;

import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.SearchGw;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * The sockets of one search. To a group, SEARCHGW goes out of one socket per interface and answers are awaited on it and
 * on another that is bound to the group's own address: one bound to the wildcard would take datagrams away from a
 * gateway on this machine. What cannot be opened is told and left out. One thread.
 */
public final class SearchSockets implements AutoCloseable {
    private static final int DATAGRAM_OCTETS_MAX = 2048;
    private static final long MILLI_NANOS = 1_000_000;

    /** Radius 0 is the whole network; this is how far that goes. */
    private static final int HOPS_MAX = 32;

    /** One socket that SEARCHGW leaves from. */
    private record Target(DatagramChannel channel, InetSocketAddress address, String name) {}

    private final Selector selector;
    private final List<Target> targets = new ArrayList<>();
    private final List<DatagramChannel> channels = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final long startNanos = System.nanoTime();

    public SearchSockets() {
        try {
            selector = Selector.open();
        } catch (IOException failed) {
            throw new ToolException(ToolExit.FAILURE, "cannot wait for answers: " + failed.getMessage());
        }
    }

    /** Searches at one address, by unicast. */
    public void addUnicast(InetSocketAddress gateway) {
        try {
            DatagramChannel channel = open(gateway.getAddress());
            listen(channel, HostPort.text(gateway));
            targets.add(new Target(channel, gateway, HostPort.text(gateway)));
        } catch (IOException failed) {
            problems.add(HostPort.text(gateway) + ": " + failed.getMessage());
        }
    }

    /** Searches in a group on one interface. */
    public void addGroup(InetSocketAddress group, NetworkInterface through, int radius) {
        String name = HostPort.text(group) + " " + through.getName();
        try {
            InetAddress address = scoped(group.getAddress(), through);
            DatagramChannel sender = open(address);
            sender.setOption(StandardSocketOptions.IP_MULTICAST_IF, through);
            sender.setOption(StandardSocketOptions.IP_MULTICAST_TTL, radius == 0 ? HOPS_MAX : radius);
            listen(sender, name);
            targets.add(new Target(sender, new InetSocketAddress(address, group.getPort()), name));
            DatagramChannel receiver = open(address);
            receiver.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            receiver.bind(new InetSocketAddress(address, group.getPort()));
            receiver.join(address, through);
            listen(receiver, name);
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException failed) {
            problems.add(name + ": " + failed.getMessage());
        }
    }

    private static InetAddress scoped(InetAddress group, NetworkInterface through) throws IOException {
        boolean isIpv6 = group instanceof Inet6Address;
        return isIpv6 ? Inet6Address.getByAddress(null, group.getAddress(), through.getIndex()) : group;
    }

    private DatagramChannel open(InetAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open(
                address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        channels.add(channel);
        return channel;
    }

    private void listen(DatagramChannel channel, String name) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, name);
    }

    /** Searches for {@code waitNanos}; at a single address only until it has answered. */
    public SearchReport search(int radius, long waitNanos, boolean untilFirst) {
        GatewaySearch search = new GatewaySearch();
        try {
            long nowNanos = System.nanoTime() - startNanos;
            long endNanos = nowNanos + waitNanos;
            while (nowNanos < endNanos && !(untilFirst && !search.found().isEmpty())) {
                if (search.searchNanos() <= nowNanos) {
                    send(radius);
                    search.onSearched(nowNanos);
                }
                long untilNanos = Math.min(endNanos, search.searchNanos());
                selector.select(Math.max(1, (untilNanos - nowNanos + MILLI_NANOS - 1) / MILLI_NANOS));
                nowNanos = System.nanoTime() - startNanos;
                for (SelectionKey key : selector.selectedKeys()) {
                    receive(key, search, nowNanos);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException failed) {
            problems.add("cannot wait for answers: " + failed.getMessage());
        }
        return new SearchReport(search.found(), problems.stream().distinct().toList());
    }

    private void send(int radius) {
        byte[] datagram = SnEncoder.encode(new SearchGw(radius));
        for (Target target : targets) {
            try {
                target.channel().send(ByteBuffer.wrap(datagram), target.address());
            } catch (IOException failed) {
                problems.add(target.name() + ": " + failed.getMessage());
            }
        }
    }

    private static void receive(SelectionKey key, GatewaySearch search, long nowNanos) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(DATAGRAM_OCTETS_MAX);
        SocketAddress source = ((DatagramChannel) key.channel()).receive(buffer);
        if (source instanceof InetSocketAddress sender) {
            DecodeResult result = SnDecoder.decode(buffer.array(), 0, buffer.position());
            if (result instanceof DecodeResult.Decoded decoded) {
                search.onMessage(decoded.message(), sender, String.valueOf(key.attachment()), nowNanos);
            }
        }
    }

    @Override
    public void close() {
        try {
            for (DatagramChannel channel : channels) {
                channel.close();
            }
            selector.close();
        } catch (IOException failed) {
            throw new ToolException(ToolExit.FAILURE, "cannot close a socket: " + failed.getMessage());
        }
    }
}
