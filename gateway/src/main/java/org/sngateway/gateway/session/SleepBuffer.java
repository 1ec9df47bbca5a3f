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

    private int messagesMax;
    private int octetsMax;
    /** What a broker may have been told that it can send ahead: never less than at any time before. */
    private int acknowledgedMax;

    private Deque<DownlinkItem> items = EMPTY;
    private int octets;
    private List<DownlinkItem> evicted = List.of();
    /** No message expires before. */
    private long soonestExpiryNanos = Timed.NEVER;

    private static final Deque<DownlinkItem> EMPTY = new ArrayDeque<>(0);

    SleepBuffer(int messagesMax, int octetsMax) {
        this.messagesMax = messagesMax;
        this.octetsMax = octetsMax;
        this.acknowledgedMax = messagesMax * EngineOptions.Capacity.HELD_PER_PLACE;
    }

    /** Other limits. What is there stays until the next message; a broker may still send what it was promised room for. */
    void limit(int messages, int octets) {
        messagesMax = messages;
        octetsMax = octets;
        acknowledgedMax = Math.max(acknowledgedMax, messages * EngineOptions.Capacity.HELD_PER_PLACE);
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
        add(item);
        return Offer.KEPT;
    }

    /** Appends what has its place already. */
    void add(DownlinkItem item) {
        if (items == EMPTY) {
            items = new ArrayDeque<>(2);
        }
        items.add(item);
        octets += item.octets();
        soonestExpiryNanos = Math.min(soonestExpiryNanos, item.expiresNanos);
    }

    /**
     * Whether an operator's message may come in the place of {@code replaced}, with {@code before} that come before it.
     * There is no broker that would keep what there is no room for, so the limits hold for every QoS; QoS 0 messages that
     * wait make room for it.
     */
    boolean hasRoomFor(DownlinkItem item, List<DownlinkItem> replaced, List<DownlinkItem> before) {
        int messagesLeft = before.size();
        int octetsLeft = item.octets();
        for (DownlinkItem each : before) {
            octetsLeft += each.octets();
        }
        for (DownlinkItem kept : items) {
            if (!kept.isUnacknowledged() && !replaced.contains(kept)) {
                messagesLeft++;
                octetsLeft += kept.octets();
            }
        }
        return messagesLeft < messagesMax && octetsLeft <= octetsMax;
    }

    /** Appends an operator's message that there is room for; what had to go for it is in {@link #takeEvicted}. */
    void addCommand(DownlinkItem item, @Nullable DownlinkItem inFlight) {
        while (isFullFor(item) && evictOldestUnacknowledged(inFlight)) {
            // One more is out of the way.
        }
        add(item);
    }

    /**
     * The messages on the topic of {@code newer} that need not be delivered besides it: they were never sent, wait for
     * nothing, and are not safer than it.
     */
    List<DownlinkItem> replaceableBy(DownlinkItem newer, @Nullable DownlinkItem inFlight) {
        List<DownlinkItem> found = List.of();
        for (DownlinkItem item : items) {
            boolean untouched =
                    item != newer && item != inFlight && !item.wasSent() && !item.stale && !item.mayComeAgain;
            boolean asSafe = item.isUnacknowledged() || !newer.isUnacknowledged();
            if (untouched && asSafe && item.delivery.topic().equals(newer.delivery.topic())) {
                found = found.isEmpty() ? new ArrayList<>(1) : found;
                found.add(item);
            }
        }
        return found;
    }

    /** The message of this number, or {@code null}. */
    @Nullable
    DownlinkItem find(long number) {
        for (DownlinkItem item : items) {
            if (item.number == number) {
                return item;
            }
        }
        return null;
    }

    void remove(DownlinkItem item) {
        if (items.remove(item)) {
            octets -= item.octets();
            forgetIfEmpty();
        }
    }

    /** When it is worth looking for expired messages, or {@link Timed#NEVER}. */
    long soonestExpiryNanos() {
        return soonestExpiryNanos;
    }

    /** Those that have expired; they stay where they are. */
    List<DownlinkItem> expired(long nowNanos) {
        if (nowNanos < soonestExpiryNanos) {
            return List.of();
        }
        List<DownlinkItem> expired = new ArrayList<>(1);
        soonestExpiryNanos = Timed.NEVER;
        for (DownlinkItem item : items) {
            if (item.isExpired(nowNanos)) {
                expired.add(item);
            } else {
                soonestExpiryNanos = Math.min(soonestExpiryNanos, item.expiresNanos);
            }
        }
        return expired;
    }

    /** How many messages are held when all of them are QoS 1 or 2. */
    int acknowledgedMax() {
        return acknowledgedMax;
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
        forgetIfEmpty();
    }

    private void forgetIfEmpty() {
        if (items.isEmpty()) {
            clear();
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

    /** The messages as they are now, to be walked through while they change. */
    List<DownlinkItem> copy() {
        return List.copyOf(items);
    }

    void clear() {
        items = EMPTY;
        octets = 0;
        soonestExpiryNanos = Timed.NEVER;
    }
}
