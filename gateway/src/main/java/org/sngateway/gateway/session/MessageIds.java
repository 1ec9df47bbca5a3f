package org.sngateway.gateway.session;

/**
 * The gateway's own message ids towards one device: 1..65535, each number once round (SN12-MID-02). They are stored as used
 * in blocks, so that after a restart no id is used that the device may still know from before: it would take a QoS 2 message
 * for one that it has.
 */
final class MessageIds {
    private static final int MAX = 0xFFFF;
    private static final int BLOCK = 64;

    private final SessionJournal journal;
    private int last;
    /** How many after the last are stored as used already. */
    private int reserved;

    /** @param last the id before the first */
    MessageIds(SessionJournal journal, int last) {
        this.journal = journal;
        this.last = last;
    }

    /** The next id that is not {@code inUse} (0 when none is). */
    int next(int inUse) {
        do {
            last = after(last, 1);
            if (reserved == 0) {
                reserved = BLOCK;
                journal.onSessionChanged();
            }
            reserved--;
        } while (last == inUse);
        return last;
    }

    private static int after(int id, int count) {
        return (id + count - 1) % MAX + 1;
    }

    /** The last id that may be used before the session is stored again. */
    int lastReserved() {
        return last == 0 && reserved == 0 ? 0 : after(last, reserved);
    }

    void restore(int storedLast) {
        last = storedLast;
        reserved = 0;
    }
}
