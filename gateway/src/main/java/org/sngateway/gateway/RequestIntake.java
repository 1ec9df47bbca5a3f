package org.sngateway.gateway;

import org.sngateway.gateway.status.StatusLosses;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests on their way to the thread that deals with them. At most {@value #WAITING_MAX} wait; whoever floods the topic finds
 * the rest dropped and counted, since an answer to each would be a flood, too. Safe for all threads.
 */
final class RequestIntake {
    static final int WAITING_MAX = 64;

    private final Executor thread;
    private final StatusLosses losses;
    private final AtomicInteger waiting = new AtomicInteger();

    RequestIntake(Executor thread, StatusLosses losses) {
        this.thread = thread;
        this.losses = losses;
    }

    /** Has {@code request} dealt with when its turn comes, or drops it. */
    void take(Runnable request) {
        if (waiting.incrementAndGet() > WAITING_MAX) {
            waiting.decrementAndGet();
            losses.lost(StatusLosses.Kind.REQUEST);
            return;
        }
        try {
            thread.execute(() -> {
                waiting.decrementAndGet();
                request.run();
            });
        } catch (RejectedExecutionException ended) {
            waiting.decrementAndGet();
        }
    }
}
