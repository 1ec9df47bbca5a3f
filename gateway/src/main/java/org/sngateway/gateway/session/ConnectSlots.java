package org.sngateway.gateway.session;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many legs may be opened at the same time, so that a thousand devices coming back at once do not flood the broker.
 * Who finds no slot waits its turn; the queue holds each session at most once.
 */
final class ConnectSlots {
    private final Deque<Upstream> waiting = new ArrayDeque<>();
    private int free;

    ConnectSlots(int slots) {
        this.free = slots;
    }

    /** Starts {@code upstream} now, or as soon as a slot is free. */
    void request(Upstream upstream) {
        if (free > 0) {
            free--;
            upstream.connect();
        } else {
            waiting.add(upstream);
        }
    }

    /** Gives up waiting. */
    void cancel(Upstream upstream) {
        waiting.remove(upstream);
    }

    /** An attempt has ended: the next may start. */
    void release() {
        Upstream next = waiting.poll();
        if (next == null) {
            free++;
        } else {
            next.connect();
        }
    }

    int free() {
        return free;
    }
}
