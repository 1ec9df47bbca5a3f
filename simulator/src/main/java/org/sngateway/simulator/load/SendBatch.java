package org.sngateway.simulator.load;

import java.util.ArrayList;
import java.util.List;

/** The channels that have something unsent, and room to encode one datagram. Confined to the loop's thread. */
final class SendBatch {
    private static final int DATAGRAM_OCTETS_MAX = 65_536;

    final byte[] scratch = new byte[DATAGRAM_OCTETS_MAX];
    private final List<LoadChannel> dirty = new ArrayList<>();

    void add(LoadChannel channel) {
        dirty.add(channel);
    }

    void flush() {
        for (int i = 0; i < dirty.size(); i++) {
            dirty.get(i).flush();
        }
        dirty.clear();
    }
}
