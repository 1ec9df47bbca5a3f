package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * One device's messages that wait for it, in the broker's order (MQTT-SN 1.2 s.6.14, SN12-SLP-10). Full, it drops the
 * oldest QoS 0 messages; QoS 1 and 2 are never dropped here: the broker keeps what it has no acknowledgement for.
 */
final class SleepBuffer {

    /** What became of an offered message. */
    enum Offer {
        KEPT,
        /** A QoS 0 message that there is no room for. */
        DROPPED,
        /** QoS 1 or 2 beyond the limit: not kept and not to be acknowledged, so that the broker still has it. */
        REFUSED
    }

    private final int messagesMax;
    private final int octetsMax;

    private Deque<DownlinkItem> items = EMPTY;
    private int octets;
    private long lastNumber;
    private List<DownlinkItem> evicted = List.of();

    private static final Deque<DownlinkItem> EMPTY = new ArrayDeque<>(0);

    SleepBuffer(int messagesMax, int octetsMax) {
        this.messagesMax = messagesMax;
        this.octetsMax = octetsMax;
    }

    /**
     * Appends {@code item}, if the limits allow it; what had to go for it is in {@link #takeEvicted}. {@code inFlight} is
     * the head under way, which is never evicted.
     */
    Offer offer(DownlinkItem item, @Nullable DownlinkItem inFlight) {
        if (isFullFor(item) && !canMakeRoomFor(item, inFlight)) {
            if (item.isUnacknowledged()) {
                return Offer.DROPPED;
            }
            if (items.size() >= acknowledgedMax()) {
                return Offer.REFUSED;
            }
        }
        while (isFullFor(item) && evictOldestUnacknowledged(inFlight)) {
            // One more is out of the way.
        }
        if (items == EMPTY) {
            items = new ArrayDeque<>(2);
        }
        item.number = ++lastNumber;
        items.add(item);
        octets += item.octets();
        return Offer.KEPT;
    }

    /** How many messages are held when all of them are QoS 1 or 2. */
    int acknowledgedMax() {
        return messagesMax * EngineOptions.Capacity.HELD_PER_PLACE;
    }

    private boolean isFullFor(DownlinkItem item) {
        return items.size() >= messagesMax || octets + item.octets() > octetsMax;
    }

    private boolean canMakeRoomFor(DownlinkItem item, @Nullable DownlinkItem inFlight) {
        int messagesLeft = 0;
        int octetsLeft = 0;
        for (DownlinkItem kept : items) {
            if (!kept.isUnacknowledged() || kept == inFlight) {
                messagesLeft++;
                octetsLeft += kept.octets();
            }
        }
        boolean fits = octetsLeft + item.octets() <= octetsMax;
        return messagesLeft < messagesMax && (fits || !item.isUnacknowledged());
    }

    private boolean evictOldestUnacknowledged(@Nullable DownlinkItem inFlight) {
        Iterator<DownlinkItem> oldestFirst = items.iterator();
        while (oldestFirst.hasNext()) {
            DownlinkItem item = oldestFirst.next();
            if (item.isUnacknowledged() && item != inFlight) {
                oldestFirst.remove();
                octets -= item.octets();
                if (evicted.isEmpty()) {
                    evicted = new ArrayList<>(1);
                }
                evicted.add(item);
                return true;
            }
        }
        return false;
    }

    /** The messages that the last {@code KEPT_FOR_OTHERS} cost. */
    List<DownlinkItem> takeEvicted() {
        List<DownlinkItem> taken = evicted;
        evicted = List.of();
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
