package org.sngateway.gateway.adapter.observe;

import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.Publish;
import org.sngateway.gateway.session.port.Direction;
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

    /** QoS -1 to 2, by their bits. */
    static final int QOS = 4;

    /** Normal, predefined, short, by their bits. */
    static final int TOPIC_TYPES = 3;

    /** Return codes 0..3 are counted apart; the last cell is for reserved ones. */
    static final int CODES = 5;

    // of each listener
    private static final int RECEIVED = 0;
    private static final int SENT = RECEIVED + TYPES;
    private static final int DROPPED = SENT + TYPES;
    private static final int OCTETS_RECEIVED = DROPPED + REASONS;
    private static final int OCTETS_SENT = OCTETS_RECEIVED + 1;
    private static final int LISTENER_SIZE = OCTETS_SENT + 1;

    // of the whole shard
    private static final int RETRANSMITTED = 0;
    private static final int DOWNLINK_DROPPED = RETRANSMITTED + TYPES;
    private static final int TRANSITIONS = DOWNLINK_DROPPED + REASONS;
    private static final int REFUSED = TRANSITIONS + STATES * CAUSES;
    private static final int REGISTERED = REFUSED + CODES;
    private static final int PUBLISHED = REGISTERED + CODES;
    private static final int REPEATED = PUBLISHED + Direction.values().length * QOS * TOPIC_TYPES;
    private static final int SINGLES = REPEATED + QOS;

    /** Counters that nothing divides further. */
    enum Single {
        ADDRESS_CHANGES,
        WAKES_REFUSED,
        WILLS_FIRED,
        UPSTREAM_UPS,
        UPSTREAM_DOWNS,
        SESSION_FAILURES,
        SPOOLED,
        SPOOLED_REFUSED,
        CONNECTS_ACCEPTED,
        RETRIES_EXHAUSTED
    }

    static final int SIZE = SINGLES + Single.values().length;

    private final int listeners;
    private final long[] cells = new long[SIZE];
    private final long[] byListener;
    private final Durations durations = new Durations();

    /** @param listeners how many there are; what names another one is counted for the last */
    ShardCounters(int listeners) {
        this.listeners = listeners;
        this.byListener = new long[listeners * LISTENER_SIZE];
    }

    Durations durations() {
        return durations;
    }

    void received(int listener, MessageType type) {
        incrementOf(listener, RECEIVED + type.ordinal(), 1);
    }

    void sent(int listener, MessageType type) {
        incrementOf(listener, SENT + type.ordinal(), 1);
    }

    void octetsReceived(int listener, int octets) {
        incrementOf(listener, OCTETS_RECEIVED, octets);
    }

    void octetsSent(int listener, int octets) {
        incrementOf(listener, OCTETS_SENT, octets);
    }

    void retransmitted(MessageType type) {
        increment(retransmittedIndex(type));
    }

    void dropped(int listener, DropReason reason) {
        incrementOf(listener, DROPPED + reason.ordinal(), 1);
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

    void registered(int returnCode) {
        increment(registeredIndex(returnCode));
    }

    void published(Direction direction, Publish publish) {
        increment(
                publishedIndex(direction, publish.qos().bits(), publish.topic().typeBits()));
    }

    void repeated(int qosBits) {
        increment(repeatedIndex(qosBits));
    }

    void count(Single counter) {
        increment(singleIndex(counter));
    }

    private void incrementOf(int listener, int index, int by) {
        int cell = Math.min(listener, listeners - 1) * LISTENER_SIZE + index;
        CELL.setOpaque(byListener, cell, byListener[cell] + by);
    }

    private void increment(int index) {
        CELL.setOpaque(cells, index, cells[index] + 1);
    }

    /** Adds what is counted to {@code sums}, from any thread. */
    void addTo(long[] sums, long[] sumsByListener) {
        add(cells, sums);
        add(byListener, sumsByListener);
    }

    static void add(long[] counted, long[] sums) {
        for (int i = 0; i < counted.length; i++) {
            sums[i] += (long) CELL.getOpaque(counted, i);
        }
    }

    static void set(long[] counted, int index, long value) {
        CELL.setOpaque(counted, index, value);
    }

    static int listenersSize(int listeners) {
        return listeners * LISTENER_SIZE;
    }

    static int receivedIndex(int listener, MessageType type) {
        return listener * LISTENER_SIZE + RECEIVED + type.ordinal();
    }

    static int sentIndex(int listener, MessageType type) {
        return listener * LISTENER_SIZE + SENT + type.ordinal();
    }

    static int octetsReceivedIndex(int listener) {
        return listener * LISTENER_SIZE + OCTETS_RECEIVED;
    }

    static int octetsSentIndex(int listener) {
        return listener * LISTENER_SIZE + OCTETS_SENT;
    }

    static int registeredIndex(int returnCode) {
        return REGISTERED + Math.min(returnCode & 0xFF, CODES - 1);
    }

    static int publishedIndex(Direction direction, int qosBits, int topicTypeBits) {
        int topicType = Math.min(topicTypeBits, TOPIC_TYPES - 1);
        return PUBLISHED + (direction.ordinal() * QOS + qosBits) * TOPIC_TYPES + topicType;
    }

    static int repeatedIndex(int qosBits) {
        return REPEATED + qosBits;
    }

    static int retransmittedIndex(MessageType type) {
        return RETRANSMITTED + type.ordinal();
    }

    static int droppedIndex(int listener, DropReason reason) {
        return listener * LISTENER_SIZE + DROPPED + reason.ordinal();
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
