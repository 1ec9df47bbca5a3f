package org.sngateway.simulator.device;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.SnMessage;

/** One request that waits for its answer: T_retry and N_retry (SN12-TMR-01). */
final class Supervision {
    // configuration
    private final long retryNanos;
    private final int retriesMax;

    // lives as long as the request
    private @Nullable SnMessage request;
    private int retriesLeft;
    private long deadlineNanos = VirtualDevice.NEVER;

    Supervision(DeviceOptions options) {
        retryNanos = options.retryNanos();
        retriesMax = options.retriesMax();
    }

    void start(SnMessage newRequest, long nowNanos) {
        request = newRequest;
        retriesLeft = retriesMax;
        deadlineNanos = nowNanos + retryNanos;
    }

    /** Something else arrived that shows the gateway at work: wait the full time again (SN12-SLP-06). */
    void extend(long nowNanos) {
        if (request != null) {
            deadlineNanos = nowNanos + retryNanos;
        }
    }

    void stop() {
        request = null;
        deadlineNanos = VirtualDevice.NEVER;
    }

    boolean isRunning() {
        return request != null;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /** The request to send once more, or {@code null} when all retransmissions are used up. */
    @Nullable
    SnMessage retry(long nowNanos) {
        if (retriesLeft == 0) {
            return null;
        }
        retriesLeft--;
        deadlineNanos = nowNanos + retryNanos;
        return request;
    }
}
