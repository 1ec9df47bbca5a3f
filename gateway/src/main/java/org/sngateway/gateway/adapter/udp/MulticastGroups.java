package org.sngateway.gateway.adapter.udp;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The multicast groups of one listener. Each is received through a socket bound to the group's own address, because one
 * bound to the wildcard would take unicast datagrams away from the listener; it is sent to through the listener's socket,
 * because devices take the source of GWINFO for the address of the gateway. Confined to the first shard's thread, except
 * where said.
 */
final class MulticastGroups {
    private final UdpSettings settings;
    private final int index;
    private final UdpListener listener;
    private final UdpSensorLink link;
    private final DatagramChannel socket;
    private final UdpEvents events;
    private final EventLoop loop;
    private final List<MulticastGroup> groups = new ArrayList<>();

    private @Nullable ScheduledFuture<?> rescan;
    private Interfaces interfaces = Interfaces.NONE;
    private boolean closed;
    private volatile List<GroupReport> reports = List.of();

    MulticastGroups(UdpSettings settings, int index, UdpSensorLink link, DatagramChannel socket, UdpEvents events) {
        this.settings = settings;
        this.index = index;
        this.listener = settings.listeners().get(index);
        this.link = link;
        this.socket = socket;
        this.events = events;
        this.loop = link.loops().next();
        Sockets sockets = new Sockets(listener.limits(), settings.datagramsPerRead(), link.loops());
        for (InetSocketAddress group : listener.multicast().groups()) {
            groups.add(new MulticastGroup(group, this, sockets));
        }
    }

    /** Joins what can be joined, and looks again from time to time. Not to be called on the shard's thread. */
    void open() {
        if (groups.isEmpty()) {
            return;
        }
        loop.submit(this::scan).awaitUninterruptibly();
        rescan = loop.scheduleWithFixedDelay(
                this::scan, settings.rescanMillis(), settings.rescanMillis(), TimeUnit.MILLISECONDS);
    }

    /** Leaves everything. Any thread. */
    void close() {
        if (rescan != null) {
            rescan.cancel(false);
        }
        if (!loop.isShuttingDown()) {
            loop.execute(() -> {
                closed = true;
                groups.forEach(MulticastGroup::close);
            });
        }
    }

    private void scan() {
        if (closed) {
            return;
        }
        interfaces = Interfaces.scan(listener.multicast().interfaces());
        for (MulticastGroup group : groups) {
            group.join(interfaces);
        }
    }

    /** Where the groups are joined, as far as it is known. Any thread. */
    List<GroupReport> reports() {
        return reports;
    }

    /** A group is joined where it was not, or the other way round. */
    void onChanged() {
        reports = groups.stream().map(MulticastGroup::report).toList();
    }

    UdpListener listener() {
        return listener;
    }

    int index() {
        return index;
    }

    UdpSensorLink link() {
        return link;
    }

    UdpEvents events() {
        return events;
    }

    /** Whether a datagram with this source was sent by this listener itself. */
    boolean isOwn(InetSocketAddress sender) {
        return sender.getPort() == socket.localAddress().getPort() && interfaces.isLocal(sender.getAddress());
    }

    /** Whether the listener's socket can send to this group at all. */
    boolean reaches(InetAddress group) {
        InetAddress bound = socket.localAddress().getAddress();
        boolean ipv4 = group instanceof Inet4Address;
        boolean boundToIpv4 = bound instanceof Inet4Address;
        return ipv4 == boundToIpv4 || ipv4 && bound.isAnyLocalAddress();
    }

    /** Sends to each group on each interface it was joined on. Any thread. */
    void send(byte[] datagram, int radius) {
        if (groups.isEmpty()) {
            return;
        }
        if (!loop.inEventLoop()) {
            loop.execute(() -> send(datagram, radius));
            return;
        }
        int hops = radius == 0
                ? listener.multicast().hopsMax()
                : Math.min(radius, listener.multicast().hopsMax());
        for (MulticastGroup group : groups) {
            for (NetworkInterface joined : group.joined()) {
                send(datagram, hops, group.target(joined), joined);
            }
        }
    }

    /** The interface is an option of the socket: each datagram has to leave before it is changed again. */
    private void send(byte[] datagram, int hops, InetSocketAddress target, NetworkInterface through) {
        try {
            if (Sockets.isEpoll(socket)) {
                MulticastOptions.set(socket, target.getAddress(), through.getIndex(), hops);
            } else {
                socket.config().setOption(ChannelOption.IP_MULTICAST_IF, through);
                socket.config().setOption(ChannelOption.IP_MULTICAST_TTL, hops);
            }
        } catch (ChannelException gone) {
            // The interface went away since the last scan; the next one will find out.
            link.onDropped(
                    PeerAddresses.peer(index, target.getAddress().getAddress(), 0, target.getPort()),
                    org.sngateway.gateway.session.port.DropReason.SEND_FAILED);
            return;
        }
        link.onMulticastSent(index, target, datagram);
        ChannelFuture ignored = socket.writeAndFlush(
                new DatagramPacket(Unpooled.wrappedBuffer(datagram), target), socket.voidPromise());
    }
}
