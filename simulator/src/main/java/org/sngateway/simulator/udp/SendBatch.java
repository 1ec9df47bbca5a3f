package org.sngateway.simulator.udp;

import java.util.ArrayList;
import java.util.List;

/** The sockets that have something unsent, and room to encode one datagram. Confined to the loop's thread. */
public final class SendBatch {
    private static final int DATAGRAM_OCTETS_MAX = 65_536;

    final byte[] scratch = new byte[DATAGRAM_OCTETS_MAX];
    private final List<UdpSocket> dirty = new ArrayList<>();

    void add(UdpSocket socket) {
        dirty.add(socket);
    }

    /** Hands everything to the operating system. */
    public void flush() {
        for (int i = 0; i < dirty.size(); i++) {
            dirty.get(i).flush();
        }
        dirty.clear();
    }
}
