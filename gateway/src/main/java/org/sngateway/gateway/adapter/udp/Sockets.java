package org.sngateway.gateway.adapter.udp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.NetUtil;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Makes datagram sockets on one shard's thread, with the options that serve a gateway. */
final class Sockets {
    private static final int WRITE_LOW_OCTETS = 512 << 10;
    private static final int WRITE_HIGH_OCTETS = 1 << 20;

    // Linux's numbers of options that Netty has no name for.
    static final int IPPROTO_IP = 0;
    static final int IPPROTO_IPV6 = 41;
    private static final IntegerUnixChannelOption IPV6_V6ONLY =
            new IntegerUnixChannelOption("IPV6_V6ONLY", IPPROTO_IPV6, 26);
    private static final IntegerUnixChannelOption IP_MULTICAST_ALL =
            new IntegerUnixChannelOption("IP_MULTICAST_ALL", IPPROTO_IP, 49);
    private static final IntegerUnixChannelOption IPV6_MULTICAST_ALL =
            new IntegerUnixChannelOption("IPV6_MULTICAST_ALL", IPPROTO_IPV6, 29);

    private final DatagramLimits limits;
    private final int datagramsPerRead;
    private final MultiThreadIoEventLoopGroup loops;
    private final boolean epoll;

    Sockets(DatagramLimits limits, int datagramsPerRead, MultiThreadIoEventLoopGroup loops) {
        this.limits = limits;
        this.datagramsPerRead = datagramsPerRead;
        this.loops = loops;
        this.epoll = loops.isIoType(EpollIoHandler.class);
    }

    /** A socket could not be made or bound. */
    static final class NotBound extends Exception {
        private static final long serialVersionUID = 1L;
        private final Throwable reason;

        NotBound(Throwable reason) {
            super(reason);
            this.reason = reason;
        }

        Throwable reason() {
            return reason;
        }
    }

    boolean isEpoll() {
        return epoll;
    }

    static boolean isEpoll(DatagramChannel socket) {
        return socket instanceof EpollDatagramChannel;
    }

    /** A bound socket that reads nothing until its auto-read is switched on. Not to be called on the loop's thread. */
    DatagramChannel bind(InetSocketAddress address, boolean reusePort, ChannelHandler inbound) throws NotBound {
        Bootstrap bootstrap = bootstrap(familyOf(address.getAddress()), inbound);
        if (reusePort) {
            bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
        }
        try {
            return await(bootstrap.bind(address));
        } catch (NotBound notBound) {
            InetSocketAddress ipv4 = ipv4InsteadOf(address, notBound);
            if (ipv4 == null) {
                throw notBound;
            }
            return await(bootstrap(SocketProtocolFamily.INET, inbound).bind(ipv4));
        }
    }

    private static DatagramChannel await(ChannelFuture bound) throws NotBound {
        bound.awaitUninterruptibly();
        Throwable cause = bound.cause();
        if (cause != null) {
            throw new NotBound(cause);
        }
        return (DatagramChannel) bound.channel();
    }

    /** On a machine without IPv6, [::] can only mean all its IPv4 addresses. */
    private static @org.jspecify.annotations.Nullable InetSocketAddress ipv4InsteadOf(
            InetSocketAddress address, NotBound notBound) {
        String words = String.valueOf(notBound.reason()).toLowerCase(Locale.ROOT);
        if (address.getAddress() instanceof Inet6Address v6
                && v6.isAnyLocalAddress()
                && words.contains("not supported by protocol")) {
            return new InetSocketAddress(anyIpv4(), address.getPort());
        }
        return null;
    }

    private static InetAddress anyIpv4() {
        try {
            return InetAddress.getByAddress(new byte[4]);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }

    Bootstrap bootstrap(SocketProtocolFamily family, ChannelHandler inbound) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .handler(inbound)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_RCVBUF, limits.receiveBufferOctets())
                .option(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(WRITE_LOW_OCTETS, WRITE_HIGH_OCTETS));
        // One octet more than the largest packet, so that a larger one shows.
        int octets = limits.packetOctetsMax() + 1;
        if (!epoll) {
            return bootstrap
                    .channelFactory(() -> new NioDatagramChannel(family))
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(octets));
        }
        bootstrap.channelFactory(() -> new EpollDatagramChannel(family));
        if (family == SocketProtocolFamily.INET6) {
            bootstrap.option(IPV6_V6ONLY, 0);
        }
        if (datagramsPerRead == 1) {
            return bootstrap.option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(octets));
        }
        return bootstrap
                .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, octets)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(octets * datagramsPerRead));
    }

    static SocketProtocolFamily familyOf(InetAddress address) {
        return address instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }

    static void allowReusePort(DatagramChannel socket) {
        socket.config().setOption(UnixChannelOption.SO_REUSEPORT, true);
    }

    /**
     * Keeps what others on this machine joined groups for out of this socket, and lets sockets of groups have the same
     * port. Only after binding: with SO_REUSEADDR set before, two gateways could share a port without noticing.
     */
    static void hearOwnGroupsOnly(DatagramChannel socket) {
        socket.config().setReuseAddress(true);
        if (isEpoll(socket)) {
            trySet(socket, IP_MULTICAST_ALL);
            trySet(socket, IPV6_MULTICAST_ALL);
        }
    }

    /** Whether it worked does not matter: a kernel without the option delivers a search twice, and it is answered twice. */
    @SuppressWarnings("EmptyCatch")
    private static void trySet(DatagramChannel socket, IntegerUnixChannelOption option) {
        try {
            socket.config().setOption(option, 0);
        } catch (ChannelException unknownOption) {
            // An IPv4 socket has no IPv6 options, and kernels before 4.20 lack the second one.
        }
    }

    /** Linux counts its own book-keeping and says twice what it granted. */
    static int receiveBufferOf(DatagramChannel socket) {
        int said = socket.config().getReceiveBufferSize();
        boolean linux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        // Linux says the double of what it grants; the Java platform's own sockets have halved it already.
        return linux && isEpoll(socket) ? said / 2 : said;
    }

    /** {@code 10.0.0.7:1883} or {@code [::]:1883}. */
    static String text(InetSocketAddress address) {
        return NetUtil.toSocketAddressString(address);
    }
}
