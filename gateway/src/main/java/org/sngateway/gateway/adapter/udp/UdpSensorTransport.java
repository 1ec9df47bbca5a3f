package org.sngateway.gateway.adapter.udp;

import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import org.sngateway.gateway.session.port.BufferedSensorLink;
import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.SensorInput;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * All UDP sockets of a gateway. First {@link #link} is called for each shard, then, when the shards run, {@link #open}
 * binds the listeners and joins their groups. With native transport each shard has a socket of its own for each listener
 * and the kernel keeps a source on one shard; otherwise the first shard receives for all.
 */
public final class UdpSensorTransport implements AutoCloseable {
    private static final long CLOSE_MILLIS = 500;

    private final UdpSettings settings;
    private final UdpEvents events;
    private final List<UdpSensorLink> links = new ArrayList<>();
    private final List<List<DatagramChannel>> sockets = new ArrayList<>();
    private final List<MulticastGroups> multicasts = new ArrayList<>();

    public UdpSensorTransport(UdpSettings settings, UdpEvents events) {
        this.settings = settings;
        this.events = events;
    }

    /**
     * The end of one shard, on the thread of {@code loops}; to be called once for each shard, in their order.
     *
     * @param loops a group of one thread
     */
    public BufferedSensorLink link(MultiThreadIoEventLoopGroup loops, SensorInput input, GatewayObserver observer) {
        UdpSensorLink link = new UdpSensorLink(settings, loops, input, observer);
        links.add(link);
        return link;
    }

    /** Opens every listener, or none. Not to be called on a shard's thread. */
    public void open() throws BindFailed {
        try {
            for (int index = 0; index < settings.listeners().size(); index++) {
                bind(index, settings.listeners().get(index));
            }
        } catch (BindFailed failed) {
            close();
            throw failed;
        }
        for (int index = 0; index < settings.listeners().size(); index++) {
            serve(index, settings.listeners().get(index));
        }
    }

    private void bind(int index, UdpListener listener) throws BindFailed {
        List<DatagramChannel> bound = new ArrayList<>();
        sockets.add(bound);
        Sockets first = sockets(listener, links.get(0));
        InetSocketAddress address = listener.bind();
        try {
            // The first socket is bound without any sharing, so that another process on this port is found out.
            bound.add(first.bind(address, false, new UdpInbound(links.get(0), index, listener, events)));
            if (first.isEpoll() && links.size() > 1) {
                Sockets.allowReusePort(bound.get(0));
                address = bound.get(0).localAddress();
                for (UdpSensorLink link : links.subList(1, links.size())) {
                    UdpInbound inbound = new UdpInbound(link, index, listener, events);
                    bound.add(sockets(listener, link).bind(address, true, inbound));
                }
            }
        } catch (Sockets.NotBound notBound) {
            throw new BindFailed(listener.name(), Sockets.text(listener.bind()), notBound.reason());
        }
    }

    private Sockets sockets(UdpListener listener, UdpSensorLink link) {
        return new Sockets(listener.limits(), settings.datagramsPerRead(), link.loops());
    }

    private void serve(int index, UdpListener listener) {
        List<DatagramChannel> bound = sockets.get(index);
        for (DatagramChannel socket : bound) {
            Sockets.hearOwnGroupsOnly(socket);
        }
        MulticastGroups groups = new MulticastGroups(settings, index, links.get(0), bound.get(0), events);
        for (int shard = 0; shard < links.size(); shard++) {
            links.get(shard).attach(index, bound.get(Math.min(shard, bound.size() - 1)), groups);
        }
        for (DatagramChannel socket : bound) {
            socket.config().setAutoRead(true);
        }
        events.listening(reportOf(listener, bound));
        multicasts.add(groups);
        groups.open();
    }

    private ListenerReport reportOf(UdpListener listener, List<DatagramChannel> bound) {
        DatagramChannel socket = bound.get(0);
        return new ListenerReport(
                listener.name(),
                Sockets.text(socket.localAddress()),
                Sockets.isEpoll(socket) ? "epoll" : "nio",
                bound.size(),
                listener.limits().receiveBufferOctets(),
                Sockets.receiveBufferOf(socket));
    }

    /** Where a listener can be reached, with its real port. Only after {@link #open}. */
    public InetSocketAddress localAddress(int listener) {
        return sockets.get(listener).get(0).localAddress();
    }

    /** Where a listener's multicast groups are joined. Any thread, after {@link #open}. */
    public List<GroupReport> groups(int listener) {
        return multicasts.get(listener).reports();
    }

    /** Closes all sockets, at the latest after half a second. Not to be called on a shard's thread. */
    @Override
    public void close() {
        multicasts.forEach(MulticastGroups::close);
        List<Channel> open = new ArrayList<>();
        sockets.forEach(open::addAll);
        open.forEach(Channel::close);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        for (Channel channel : open) {
            channel.closeFuture().awaitUninterruptibly(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    /** How many sockets serve a listener, for tests. */
    int socketsOf(int listener) {
        return Collections.unmodifiableList(sockets.get(listener)).size();
    }
}
