package org.sngateway.gateway.view.trace;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Datagrams as a pcap file that Wireshark and tshark read: link type RAW, so that each packet begins with an IP header, which
 * is made here together with the UDP header. The payload is what was on the wire.
 */
public final class PcapFormat {
    private static final int MAGIC_NANOS = 0xA1B23C4D;
    private static final int SNAP_LENGTH = 262_144;
    private static final int LINK_RAW = 101;
    private static final int HEADER_OCTETS = 24;
    private static final int RECORD_OCTETS = 16;
    private static final int IPV4_OCTETS = 20;
    private static final int IPV6_OCTETS = 40;
    private static final int UDP_OCTETS = 8;
    private static final int UDP = 17;
    private static final int HOPS = 64;

    private PcapFormat() {}

    /** What a file begins with. */
    public static byte[] header() {
        return ByteBuffer.allocate(HEADER_OCTETS)
                .putInt(MAGIC_NANOS)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0)
                .putInt(SNAP_LENGTH)
                .putInt(LINK_RAW)
                .array();
    }

    /**
     * One datagram.
     *
     * @param atNanos nanoseconds since 1970
     * @param from of the same IP version as {@code to}
     */
    public static byte[] packet(long atNanos, InetSocketAddress from, InetSocketAddress to, byte[] payload) {
        byte[] source = from.getAddress().getAddress();
        byte[] target = to.getAddress().getAddress();
        if (source.length != target.length) {
            throw new IllegalArgumentException("a datagram from " + from + " to " + to);
        }
        int udpLength = UDP_OCTETS + payload.length;
        int ipLength = source.length == 4 ? IPV4_OCTETS : IPV6_OCTETS;
        byte[] octets = new byte[RECORD_OCTETS + ipLength + udpLength];
        ByteBuffer packet = ByteBuffer.wrap(octets);
        long second = TimeUnit.NANOSECONDS.toSeconds(atNanos);
        packet.putInt((int) second)
                .putInt((int) (atNanos - TimeUnit.SECONDS.toNanos(second)))
                .putInt(ipLength + udpLength)
                .putInt(ipLength + udpLength);
        if (source.length == 4) {
            putIpv4(packet, source, target, udpLength);
            packet.putShort(RECORD_OCTETS + 10, (short) fold(sum(octets, RECORD_OCTETS, IPV4_OCTETS)));
        } else {
            packet.putInt(6 << 28).putShort((short) udpLength).put((byte) UDP).put((byte) HOPS);
            packet.put(source).put(target);
        }
        int udp = packet.position();
        packet.putShort((short) from.getPort())
                .putShort((short) to.getPort())
                .putShort((short) udpLength)
                .putShort((short) 0)
                .put(payload);
        // RFC 768, RFC 8200 s.8.1: over the addresses, the protocol and the length as well; 0 would mean that there is
        // none.
        long pseudo = sum(source, 0, source.length) + sum(target, 0, target.length) + UDP + udpLength;
        int checksum = fold(pseudo + sum(octets, udp, udpLength));
        packet.putShort(udp + 6, (short) (checksum == 0 ? 0xFFFF : checksum));
        return octets;
    }

    private static void putIpv4(ByteBuffer packet, byte[] source, byte[] target, int udpLength) {
        packet.putShort((short) 0x4500)
                .putShort((short) (IPV4_OCTETS + udpLength))
                .putShort((short) 0)
                .putShort((short) 0x4000)
                .put((byte) HOPS)
                .put((byte) UDP)
                .putShort((short) 0)
                .put(source)
                .put(target);
    }

    /** The Internet checksum of RFC 1071, before it is folded. */
    private static long sum(byte[] octets, int from, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            int octet = octets[from + i] & 0xFF;
            sum += (i & 1) == 0 ? octet << 8 : octet;
        }
        return sum;
    }

    private static int fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xFFFF) + (folded >>> 16);
        }
        return (int) ~folded & 0xFFFF;
    }
}
