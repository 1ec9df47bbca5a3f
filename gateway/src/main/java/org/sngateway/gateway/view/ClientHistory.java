package org.sngateway.gateway.view;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.StateName;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What one device did in the last 24 hours, in slots of a quarter of an hour, and what went wrong last. Written by one thread,
 * that of its session's shard, except for the error; read by any. A reader may see the slot that is being written a moment
 * early or late.
 */
public final class ClientHistory {
    public static final int SLOTS = 96;
    public static final long SLOT_NANOS = TimeUnit.MINUTES.toNanos(15);

    private static final int RETRANSMITTED = 1 << 5;
    private static final int PUBLISHED = 1 << 6;
    private static final int STATES = RETRANSMITTED - 1;
    /** By bit, from the lowest. */
    private static final String LETTERS = "aswldrp";

    private final byte[] slots = new byte[SLOTS];
    private byte standing;
    /** Number of the latest slot that was written; what came before it is complete. */
    private volatile long latest;

    private volatile @Nullable GatewayEvent lastError;

    ClientHistory(long nowNanos) {
        this.latest = nowNanos / SLOT_NANOS;
    }

    void entered(StateName state, long nowNanos) {
        moveTo(nowNanos);
        standing = (byte) bitOf(state);
        add(standing);
    }

    void published(long nowNanos) {
        moveTo(nowNanos);
        add(PUBLISHED);
    }

    void retransmitted(long nowNanos) {
        moveTo(nowNanos);
        add(RETRANSMITTED);
    }

    void failed(GatewayEvent event) {
        lastError = event;
    }

    /** Somebody who connects is on his way to another state, and counts as away until then. */
    private static int bitOf(StateName state) {
        return switch (state) {
            case ACTIVE -> 1;
            case ASLEEP -> 1 << 1;
            case AWAKE -> 1 << 2;
            case LOST -> 1 << 3;
            case DISCONNECTED, CONNECTING -> 1 << 4;
        };
    }

    private void add(int flag) {
        int place = placeOf(latest);
        slots[place] = (byte) (slots[place] | flag);
    }

    /** The state lasts until another comes: it is that of every slot in between, and of the new one's beginning. */
    private void moveTo(long nowNanos) {
        long now = nowNanos / SLOT_NANOS;
        long before = latest;
        if (now <= before) {
            return;
        }
        for (long slot = Math.max(before + 1, now - SLOTS + 1); slot <= now; slot++) {
            slots[placeOf(slot)] = standing;
        }
        latest = now;
    }

    private static int placeOf(long slot) {
        return (int) (slot % SLOTS);
    }

    /**
     * The slots until now, the oldest first: for each the letters of what happened in it, of {@code a} active, {@code s}
     * asleep, {@code w} awake, {@code l} lost, {@code d} disconnected, {@code r} the gateway had to send something again,
     * {@code p} something was published by it or to it. Empty when the device was not known then.
     */
    public List<String> slots(long nowNanos) {
        long written = latest;
        long now = Math.max(written, nowNanos / SLOT_NANOS);
        List<String> texts = new ArrayList<>(SLOTS);
        for (long slot = now - SLOTS + 1; slot <= now; slot++) {
            boolean isKept = slot > written - SLOTS && slot <= written;
            int flags = isKept ? slots[placeOf(slot)] : slot > written ? standing & STATES : 0;
            texts.add(lettersOf(flags));
        }
        return texts;
    }

    private static String lettersOf(int flags) {
        StringBuilder letters = new StringBuilder();
        for (int bit = 0; bit < LETTERS.length(); bit++) {
            if ((flags & 1 << bit) != 0) {
                letters.append(LETTERS.charAt(bit));
            }
        }
        return letters.toString();
    }

    /** When the last of {@link #slots} ends. */
    public static long untilNanos(long nowNanos) {
        return (nowNanos / SLOT_NANOS + 1) * SLOT_NANOS;
    }

    /** The latest event of this device that an operator should look at; {@code null} when there was none. */
    public @Nullable GatewayEvent lastError() {
        return lastError;
    }
}
