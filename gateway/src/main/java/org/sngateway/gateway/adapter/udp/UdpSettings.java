package org.sngateway.gateway.adapter.udp;

import java.util.List;

/**
 * @param listeners in the order of their numbers in {@code Peer.Udp}
 * @param packetOctetsMax the largest datagram that is read as a message, 2..65507; larger ones are dropped and counted
 * @param receiveBufferOctets what the kernel is asked to hold for each socket; it may grant less
 * @param datagramsPerRead how many datagrams one system call may read (native transport only); 1 reads one by one
 * @param rescanMillis how often network interfaces are looked at for multicast groups
 */
public record UdpSettings(
        List<UdpListener> listeners,
        int packetOctetsMax,
        int receiveBufferOctets,
        int datagramsPerRead,
        long rescanMillis) {
    public static final int PACKET_OCTETS_DEFAULT = 1400;
    public static final int RECEIVE_BUFFER_OCTETS_DEFAULT = 4 << 20;
    public static final int DATAGRAMS_PER_READ_DEFAULT = 64;
    public static final long RESCAN_MILLIS_DEFAULT = 30_000;

    /** The largest payload of an IPv4 datagram. */
    static final int UDP_OCTETS_MAX = 65_507;

    public UdpSettings {
        listeners = List.copyOf(listeners);
        if (packetOctetsMax < 2 || packetOctetsMax > UDP_OCTETS_MAX) {
            throw new IllegalArgumentException("largest packet of " + packetOctetsMax + " octets");
        }
        if (datagramsPerRead < 1 || datagramsPerRead > 1024) {
            throw new IllegalArgumentException(datagramsPerRead + " datagrams per read");
        }
        if (receiveBufferOctets < 1 || rescanMillis < 1) {
            throw new IllegalArgumentException("receive buffer " + receiveBufferOctets + ", rescan " + rescanMillis);
        }
    }

    /** With the defaults of everything else. */
    public static UdpSettings of(List<UdpListener> listeners) {
        return new UdpSettings(
                listeners,
                PACKET_OCTETS_DEFAULT,
                RECEIVE_BUFFER_OCTETS_DEFAULT,
                DATAGRAMS_PER_READ_DEFAULT,
                RESCAN_MILLIS_DEFAULT);
    }
}
