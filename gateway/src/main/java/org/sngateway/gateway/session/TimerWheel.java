package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/*
 * A hashed wheel after Varghese and Lauck, "Hashed and Hierarchical Timing Wheels" (1987), re-armed lazily: an entry
 * whose deadline moves later stays where it is and is put further back when the wheel comes round to it, so that the
 * keep-alive timer of a busy device costs nothing per message. Only an earlier deadline moves an entry at once.
 */
/** The deadlines of one shard's sessions, with a resolution of 100 ms. Confined to the shard's thread. */
final class TimerWheel {
    static final long TICK_NANOS = 100_000_000L;

    private static final int BUCKETS = 1024;

    private final @Nullable Timed[] buckets = new @Nullable Timed[BUCKETS];
    private final List<Timed> due = new ArrayList<>();
    private long currentTick;

    private final Listener listener;

    /** Told of every deadline that has passed. */
    interface Listener {
        void onDeadline(Timed entry, long nowNanos);
    }

    TimerWheel(long nowNanos, Listener listener) {
        this.listener = listener;
        currentTick = nowNanos / TICK_NANOS;
    }

    /** Makes sure that the wheel looks at {@code entry} no later than at its deadline. */
    void arm(Timed entry) {
        long deadlineNanos = entry.nextDeadlineNanos();
        if (deadlineNanos == Timed.NEVER) {
            return;
        }
        long tick = Math.max(currentTick + 1, (deadlineNanos + TICK_NANOS - 1) / TICK_NANOS);
        if (entry.armedTick >= 0) {
            if (entry.armedTick <= tick) {
                return;
            }
            unlink(entry);
        }
        link(entry, tick);
    }

    void disarm(Timed entry) {
        if (entry.armedTick >= 0) {
            unlink(entry);
        }
    }

    /** Tells the listener of every entry whose deadline has passed. */
    void advance(long nowNanos) {
        long targetTick = nowNanos / TICK_NANOS;
        long firstTick = currentTick + 1;
        long lastTick = Math.min(targetTick, currentTick + BUCKETS);
        // Already now: what is armed on the way must not land where the walk has been.
        currentTick = Math.max(currentTick, targetTick);
        for (long tick = firstTick; tick <= lastTick; tick++) {
            visit((int) Math.floorMod(tick, (long) BUCKETS), targetTick, nowNanos);
        }
    }

    private void visit(int bucket, long targetTick, long nowNanos) {
        takeDue(bucket, targetTick);
        for (Timed entry : due) {
            if (entry.nextDeadlineNanos() <= nowNanos) {
                listener.onDeadline(entry, nowNanos);
            }
            arm(entry);
        }
        due.clear();
    }

    /** Unlinks the bucket's due entries first, so that what happens to them cannot disturb the walk. */
    private void takeDue(int bucket, long targetTick) {
        Timed entry = buckets[bucket];
        while (entry != null) {
            Timed next = entry.nextInBucket;
            if (entry.armedTick <= targetTick) {
                unlink(entry);
                due.add(entry);
            }
            entry = next;
        }
    }

    private void link(Timed entry, long tick) {
        int bucket = (int) Math.floorMod(tick, (long) BUCKETS);
        Timed head = buckets[bucket];
        entry.armedTick = tick;
        entry.previousInBucket = null;
        entry.nextInBucket = head;
        if (head != null) {
            head.previousInBucket = entry;
        }
        buckets[bucket] = entry;
    }

    private void unlink(Timed entry) {
        Timed previous = entry.previousInBucket;
        Timed next = entry.nextInBucket;
        if (previous == null) {
            buckets[(int) Math.floorMod(entry.armedTick, (long) BUCKETS)] = next;
        } else {
            previous.nextInBucket = next;
        }
        if (next != null) {
            next.previousInBucket = previous;
        }
        entry.previousInBucket = null;
        entry.nextInBucket = null;
        entry.armedTick = -1;
    }
}
