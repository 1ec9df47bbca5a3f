package org.sngateway.gateway.session.port;

import org.sngateway.codec.v12.Octets;

/**
 * Where a device is reached: the transport half of its identity (SN12-UNK-05). Equality is what binds a datagram to a
 * session.
 */
public sealed interface Peer {

    /** The address that datagrams to this peer are sent to. */
    Udp endpoint();

    /** Whether both are the same host (and the same node, behind a forwarder), whatever their source ports. */
    boolean isSameHost(Peer other);

    /** As people write it: {@code 10.0.0.7:50011}, {@code [fd12::a7]:1883}, {@code 10.0.0.9:1883/0a2b}. */
    String text();

    /**
     * A UDP endpoint. IPv4 addresses are held in their IPv6-mapped form (::ffff:a.b.c.d).
     *
     * @param listener index of the listener that heard it, from 0; answers leave through the same one
     * @param addressHigh octets 0..7 of the IPv6 address
     * @param addressLow octets 8..15 of the IPv6 address
     * @param scopeId interface index of a link-local address, else 0
     * @param port 0..65535
     */
    record Udp(int listener, long addressHigh, long addressLow, int scopeId, int port) implements Peer {

        private static final long V4_MAPPED_LOW = 0x0000_FFFFL << 32;

        /** The endpoint of an IPv4 address given as its 32 bits. */
        public static Udp ofIpv4(int listener, int address, int port) {
            return new Udp(listener, 0, V4_MAPPED_LOW | (address & 0xFFFF_FFFFL), 0, port);
        }

        public boolean isIpv4() {
            return addressHigh == 0 && addressLow >>> 32 == 0xFFFF;
        }

        @Override
        public Udp endpoint() {
            return this;
        }

        @Override
        public boolean isSameHost(Peer other) {
            return other instanceof Udp that
                    && addressHigh == that.addressHigh
                    && addressLow == that.addressLow
                    && scopeId == that.scopeId;
        }

        @Override
        public int hashCode() {
            long mixed = (addressHigh * 31 + addressLow) * 0x9E37_79B9_7F4A_7C15L + port * 0x2545_F491L + listener;
            return (int) (mixed ^ mixed >>> 32);
        }

        @Override
        public String text() {
            return isIpv4() ? addressText() + ":" + port : "[" + addressText() + "]:" + port;
        }

        /** The address alone, without brackets or port. */
        public String addressText() {
            return AddressText.of(this);
        }
    }

    /** A device behind a forwarder: the pair of forwarder and node id (SN12-ENC-07). */
    record Forwarded(Udp forwarder, Octets nodeId) implements Peer {

        @Override
        public Udp endpoint() {
            return forwarder;
        }

        @Override
        public boolean isSameHost(Peer other) {
            return other instanceof Forwarded that
                    && nodeId.equals(that.nodeId)
                    && forwarder.isSameHost(that.forwarder);
        }

        @Override
        public String text() {
            return forwarder.text() + "/" + node();
        }

        /** The node id in hexadecimal. */
        public String node() {
            return nodeId.toString().replace(" ", "").toLowerCase(java.util.Locale.ROOT);
        }
    }
}
