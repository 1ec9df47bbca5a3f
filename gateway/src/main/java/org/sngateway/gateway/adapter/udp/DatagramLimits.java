package org.sngateway.gateway.adapter.udp;

/**
 * How much a listener takes.
 *
 * @param packetOctetsMax the largest datagram that is read as a message, 2..65507; larger ones are dropped and counted
 * @param receiveBufferOctets what the kernel is asked to hold for each of its sockets; it may grant less
 */
public record DatagramLimits(int packetOctetsMax, int receiveBufferOctets) {
    /** A whole Ethernet frame, and a burst of some thousand devices. */
    public static final DatagramLimits DEFAULT = new DatagramLimits(1400, 4 << 20);

    /** The largest payload of an IPv4 datagram. */
    static final int UDP_OCTETS_MAX = 65_507;

    public DatagramLimits {
        if (packetOctetsMax < 2 || packetOctetsMax > UDP_OCTETS_MAX) {
            throw new IllegalArgumentException("largest packet of " + packetOctetsMax + " octets");
        }
        if (receiveBufferOctets < 1) {
            throw new IllegalArgumentException("receive buffer of " + receiveBufferOctets + " octets");
        }
    }
}
