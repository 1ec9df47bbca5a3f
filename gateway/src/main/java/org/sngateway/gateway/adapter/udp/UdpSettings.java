package org.sngateway.gateway.adapter.udp;

import java.util.List;

/**
 * @param listeners in the order of their numbers in {@code Peer.Udp}
 * @param datagramsPerRead how many datagrams one system call may read (native transport only); 1 reads one by one
 * @param rescanMillis how often network interfaces are looked at for multicast groups
 */
public record UdpSettings(List<UdpListener> listeners, int datagramsPerRead, long rescanMillis) {
    public static final int DATAGRAMS_PER_READ_DEFAULT = 64;
    public static final long RESCAN_MILLIS_DEFAULT = 30_000;

    public UdpSettings {
        listeners = List.copyOf(listeners);
        if (datagramsPerRead < 1 || datagramsPerRead > 1024) {
            throw new IllegalArgumentException(datagramsPerRead + " datagrams per read");
        }
        if (rescanMillis < 1) {
            throw new IllegalArgumentException("rescan after " + rescanMillis + " ms");
        }
    }

    /** With the defaults of everything else. */
    public static UdpSettings of(List<UdpListener> listeners) {
        return new UdpSettings(listeners, DATAGRAMS_PER_READ_DEFAULT, RESCAN_MILLIS_DEFAULT);
    }
}
