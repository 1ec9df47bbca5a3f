package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * One device's messages that wait for it, in the broker's order (MQTT-SN 1.2 s.6.14, SN12-SLP-10). Full, it drops the
 * oldest QoS 0 message; QoS 1 and 2 are never dropped here: the broker keeps what it has no acknowledgement for, and by
 * the Receive Maximum it does not deliver more than fit.
 */
final class SleepBuffer {

    /** What became of an offered message. */
    enum Offer {
        KEPT,
        /** Kept, but the oldest QoS 0 message had to go: {@link SleepBuffer#takeEvicted()}. */
        KEPT_FOR_ANOTHER,
        /** A QoS 0 message that there is no room for. */
        DROPPED,
        /** QoS 1 or 2 beyond the limit: not kept and not to be acknowledged, so that the broker still has it. */
        REFUSED
    }

    private final int messagesMax;
    private final int octetsMax;

    private Deque<DownlinkItem> items = EMPTY;
    private int octets;
    private @Nullable DownlinkItem evicted;

    private static final Deque<DownlinkItem> EMPTY = new ArrayDeque<>(0);

    SleepBuffer(int messagesMax, int octetsMax) {
        this.messagesMax = messagesMax;
        this.octetsMax = octetsMax;
    }

    /** Appends {@code item}, if the limits allow it. {@code inFlight} is the head under way, which is never evicted. */
    Offer offer(DownlinkItem item, @Nullable DownlinkItem inFlight) {
        boolean full = items.size() >= messagesMax || octets + item.octets() > octetsMax;
        Offer answer = Offer.KEPT;
        if (full) {
            answer = Offer.KEPT_FOR_ANOTHER;
            if (!evictOldestUnacknowledged(inFlight)) {
                if (item.isUnacknowledged()) {
                    return Offer.DROPPED;
                }
                if (items.size() >= messagesMax) {
                    return Offer.REFUSED;
                }
                answer = Offer.KEPT;
            }
        }
        if (items == EMPTY) {
            items = new ArrayDeque<>(2);
        }
        items.add(item);
        octets += item.octets();
        return answer;
    }

    private boolean evictOldestUnacknowledged(@Nullable DownlinkItem inFlight) {
        Iterator<DownlinkItem> oldestFirst = items.iterator();
        while (oldestFirst.hasNext()) {
            DownlinkItem item = oldestFirst.next();
            if (item.isUnacknowledged() && item != inFlight) {
                oldestFirst.remove();
                octets -= item.octets();
                evicted = item;
                return true;
            }
        }
        return false;
    }

    /** The message that the last {@code KEPT_FOR_ANOTHER} cost. */
    @Nullable
    DownlinkItem takeEvicted() {
        DownlinkItem taken = evicted;
        evicted = null;
        return taken;
    }

    @Nullable
    DownlinkItem head() {
        return items.peekFirst();
    }

    void removeHead() {
        octets -= items.removeFirst().octets();
        if (items.isEmpty()) {
            items = EMPTY;
            octets = 0;
        }
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    int size() {
        return items.size();
    }

    int octets() {
        return octets;
    }

    Iterable<DownlinkItem> items() {
        return items;
    }

    void clear() {
        items = EMPTY;
        octets = 0;
    }
}
