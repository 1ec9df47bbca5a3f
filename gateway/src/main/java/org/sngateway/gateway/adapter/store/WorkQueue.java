package org.sngateway.gateway.adapter.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the shards have for the writer, in order. It takes everything: what a shard has promised depends on it. How much
 * waits is bounded by those who fill it, see {@link Backlog}.
 */
final class WorkQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition isWanted = lock.newCondition();
    private final List<Work> waiting = new ArrayList<>();
    private boolean hasUrgent;
    private boolean writerTakesAnything;
    private boolean isClosed;

    /** Called by the shards. Wakes the writer only when it has reason to look. */
    void add(Work work) {
        lock.lock();
        try {
            waiting.add(work);
            hasUrgent |= work.isUrgent();
            if (work.isUrgent() || writerTakesAnything) {
                isWanted.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The writer is to finish and end. */
    void close() {
        lock.lock();
        try {
            isClosed = true;
            isWanted.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves all there is to {@code target}. Waits before until there is something urgent, or anything at all when
     * {@code anything}, or the queue is closed, or the time has passed.
     *
     * @return whether the queue is closed
     */
    boolean take(List<Work> target, boolean anything, long nanos) {
        lock.lock();
        try {
            writerTakesAnything = anything;
            long left = nanos;
            while (!hasUrgent && !isClosed && !(anything && !waiting.isEmpty()) && left > 0) {
                left = await(left);
            }
            writerTakesAnything = false;
            hasUrgent = false;
            target.addAll(waiting);
            waiting.clear();
            return isClosed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits, whatever comes in; not when the queue is closed. */
    void pause(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!isClosed && left > 0) {
                left = await(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nobody interrupts the writer; should it be, it goes on, because changes are waiting. */
    @SuppressWarnings("WaitNotInLoop") // Those who call it loop.
    private long await(long nanos) {
        try {
            return isWanted.awaitNanos(nanos);
        } catch (InterruptedException goesOn) {
            return nanos;
        }
    }
}
