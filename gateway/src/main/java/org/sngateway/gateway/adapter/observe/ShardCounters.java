package org.sngateway.gateway.adapter.observe;

import org.sngateway.codec.v12.MessageType;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.SessionCause;
import org.sngateway.gateway.session.port.StateName;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The counters of one shard: written by its thread alone, read by any. One writer needs no atomic addition: a plain read
 * and an opaque write of one long, which readers see whole and soon.
 */
// Ordinals index cells in memory only; they are never stored or sent.
@SuppressWarnings("EnumOrdinal")
final class ShardCounters {
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    private static final int TYPES = MessageType.values().length;
    private static final int REASONS = DropReason.values().length;
    private static final int CAUSES = SessionCause.values().length;
    private static final int STATES = StateName.values().length;

    /** Return codes 0..3 are counted apart; the last cell is for reserved ones. */
    static final int CODES = 5;

    private static final int RECEIVED = 0;
    private static final int SENT = RECEIVED + TYPES;
    private static final int RETRANSMITTED = SENT + TYPES;
    private static final int DROPPED = RETRANSMITTED + TYPES;
    private static final int DOWNLINK_DROPPED = DROPPED + REASONS;
    private static final int TRANSITIONS = DOWNLINK_DROPPED + REASONS;
    private static final int REFUSED = TRANSITIONS + STATES * CAUSES;
    private static final int SINGLES = REFUSED + CODES;

    /** Counters that nothing divides further. */
    enum Single {
        ADDRESS_CHANGES,
        WAKES_REFUSED,
        WILLS_FIRED,
        UPSTREAM_UPS,
        UPSTREAM_DOWNS,
        SESSION_FAILURES,
        SPOOLED,
        SPOOLED_REFUSED
    }

    static final int SIZE = SINGLES + Single.values().length;

    private final long[] cells = new long[SIZE];

    void received(MessageType type) {
        increment(receivedIndex(type));
    }

    void sent(MessageType type) {
        increment(sentIndex(type));
    }

    void retransmitted(MessageType type) {
        increment(retransmittedIndex(type));
    }

    void dropped(DropReason reason) {
        increment(droppedIndex(reason));
    }

    void downlinkDropped(DropReason reason) {
        increment(downlinkDroppedIndex(reason));
    }

    void transition(StateName to, SessionCause cause) {
        increment(transitionIndex(to, cause));
    }

    void refused(int returnCode) {
        increment(refusedIndex(returnCode));
    }

    void count(Single counter) {
        increment(singleIndex(counter));
    }

    private void increment(int index) {
        CELL.setOpaque(cells, index, cells[index] + 1);
    }

    /** Adds what is counted to {@code sums}, from any thread. */
    void addTo(long[] sums) {
        for (int i = 0; i < SIZE; i++) {
            sums[i] += (long) CELL.getOpaque(cells, i);
        }
    }

    static int receivedIndex(MessageType type) {
        return RECEIVED + type.ordinal();
    }

    static int sentIndex(MessageType type) {
        return SENT + type.ordinal();
    }

    static int retransmittedIndex(MessageType type) {
        return RETRANSMITTED + type.ordinal();
    }

    static int droppedIndex(DropReason reason) {
        return DROPPED + reason.ordinal();
    }

    static int downlinkDroppedIndex(DropReason reason) {
        return DOWNLINK_DROPPED + reason.ordinal();
    }

    static int transitionIndex(StateName to, SessionCause cause) {
        return TRANSITIONS + to.ordinal() * CAUSES + cause.ordinal();
    }

    static int refusedIndex(int returnCode) {
        return REFUSED + Math.min(returnCode & 0xFF, CODES - 1);
    }

    static int singleIndex(Single counter) {
        return SINGLES + counter.ordinal();
    }
}
