package org.sngateway.gateway.session;

/** The gateway's own message ids towards one device: 1..65535, each number once round (SN12-MID-02). */
final class MessageIds {
    private static final int MAX = 0xFFFF;

    private int last;

    /** The next id that is not {@code inUse} (0 when none is). */
    int next(int inUse) {
        do {
            last = last == MAX ? 1 : last + 1;
        } while (last == inUse);
        return last;
    }
}
