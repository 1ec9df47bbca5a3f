package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;

/** The same payload once or several times, with a pause after each delivery. */
public final class RepeatedPayload implements Payloads {
    private final Octets payload;
    private final long delayNanos;
    private int left;
    private long readyNanos;

    /** @param delayNanos how long after the delivery of one the next is due; with 0 none waits for another */
    public RepeatedPayload(Octets payload, int times, long delayNanos) {
        this.payload = payload;
        this.left = times;
        this.delayNanos = delayNanos;
    }

    @Override
    public boolean isReady(long nowNanos) {
        return left > 0 && readyNanos <= nowNanos;
    }

    @Override
    public @Nullable Octets poll(long nowNanos) {
        if (!isReady(nowNanos)) {
            return null;
        }
        left--;
        readyNanos = delayNanos == 0 ? readyNanos : Long.MAX_VALUE;
        return payload;
    }

    @Override
    public boolean isFinished() {
        return left == 0;
    }

    @Override
    public long readyNanos() {
        return left == 0 ? Long.MAX_VALUE : readyNanos;
    }

    @Override
    public void onDelivered(long nowNanos) {
        if (delayNanos > 0) {
            readyNanos = nowNanos + delayNanos;
        }
    }

    @Override
    public void open(Runnable onReady) {}
}
