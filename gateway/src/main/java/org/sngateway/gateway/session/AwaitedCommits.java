package org.sngateway.gateway.session;

import java.util.ArrayDeque;
import java.util.Deque;

/** Whose messages wait for which commit of the store, in the order of the commits. */
final class AwaitedCommits {
    private record Awaited(long sequence, SessionJournal journal) {}

    private final Deque<Awaited> all = new ArrayDeque<>();

    /** {@code sequence} is not below any that was added before. */
    void add(long sequence, SessionJournal journal) {
        all.add(new Awaited(sequence, journal));
    }

    void onCommitted(long sequence, long nowNanos) {
        while (!all.isEmpty() && all.peekFirst().sequence <= sequence) {
            all.removeFirst().journal.onCommitted(sequence, nowNanos);
        }
    }

    int size() {
        return all.size();
    }
}
