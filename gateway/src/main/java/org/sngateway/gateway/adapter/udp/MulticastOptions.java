package org.sngateway.gateway.adapter.udp;

import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Says through which interface, and how far, a native socket's next multicast goes. Netty sets only the options of the
 * socket's own family, while a dual-stack socket sends to groups of both; the numbers are Linux's.
 */
final class MulticastOptions {
    private static final int MREQN_OCTETS = 12;
    private static final RawUnixChannelOption IP_MULTICAST_IF =
            new RawUnixChannelOption("IP_MULTICAST_IF", Sockets.IPPROTO_IP, 32, MREQN_OCTETS);
    private static final IntegerUnixChannelOption IP_MULTICAST_TTL =
            new IntegerUnixChannelOption("IP_MULTICAST_TTL", Sockets.IPPROTO_IP, 33);
    private static final IntegerUnixChannelOption IPV6_MULTICAST_IF =
            new IntegerUnixChannelOption("IPV6_MULTICAST_IF", Sockets.IPPROTO_IPV6, 17);
    private static final IntegerUnixChannelOption IPV6_MULTICAST_HOPS =
            new IntegerUnixChannelOption("IPV6_MULTICAST_HOPS", Sockets.IPPROTO_IPV6, 18);

    private MulticastOptions() {}

    static void set(DatagramChannel socket, InetAddress group, int interfaceIndex, int hops) {
        if (group instanceof Inet4Address) {
            // struct ip_mreqn: group, local address, interface index.
            ByteBuffer request = ByteBuffer.allocate(MREQN_OCTETS).order(ByteOrder.nativeOrder());
            request.putInt(0).putInt(0).putInt(interfaceIndex).flip();
            socket.config().setOption(IP_MULTICAST_IF, request);
            socket.config().setOption(IP_MULTICAST_TTL, hops);
        } else {
            socket.config().setOption(IPV6_MULTICAST_IF, interfaceIndex);
            socket.config().setOption(IPV6_MULTICAST_HOPS, hops);
        }
    }
}
