package org.sngateway.simulator.device;

import java.util.BitSet;

/** The message ids of a device's own requests: 1..65535 in a circle, none twice at a time. */
final class MessageIds {
    private static final int LAST = 0xFFFF;

    private final BitSet inUse = new BitSet();
    private int latest;

    int take() {
        do {
            latest = latest == LAST ? 1 : latest + 1;
        } while (inUse.get(latest));
        inUse.set(latest);
        return latest;
    }

    void giveBack(int msgId) {
        inUse.clear(msgId);
    }

    int count() {
        return inUse.cardinality();
    }
}
