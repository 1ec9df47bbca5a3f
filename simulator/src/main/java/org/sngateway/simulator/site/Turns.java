package org.sngateway.simulator.site;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.udp.SendBatch;

import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/**
 * What every piece of work on the site's thread has around it: a failure ends the run instead of being lost in the loop; what
 * was to be sent leaves at its end; and the run is asked whether it is over. Confined to the loop, except {@link #await}.
 */
final class Turns {
    private final SendBatch batch = new SendBatch();
    private final CountDownLatch over = new CountDownLatch(1);
    private @Nullable BooleanSupplier isOver;
    private boolean wasWatched;
    private volatile @Nullable RuntimeException failure;

    SendBatch batch() {
        return batch;
    }

    void watch(BooleanSupplier question) {
        isOver = question;
        wasWatched = true;
        ask();
    }

    /** One task; none any more when the run is over, because its books are read then. */
    void run(Runnable work) {
        if (isOver == null && wasWatched || failure != null) {
            return;
        }
        try {
            work.run();
            ask();
        } catch (RuntimeException bug) {
            fail(bug);
        }
    }

    void fail(RuntimeException reason) {
        if (failure == null) {
            failure = reason;
        }
        over.countDown();
    }

    private void ask() {
        if (isOver != null && isOver.getAsBoolean()) {
            isOver = null;
            over.countDown();
        }
    }

    /** The tasks of a turn have run. */
    void end() {
        batch.flush();
    }

    /** Waits, on another thread, until the run is over; throws what made it fail. */
    void await() throws InterruptedException {
        over.await();
        RuntimeException reason = failure;
        if (reason != null) {
            throw reason;
        }
    }
}
