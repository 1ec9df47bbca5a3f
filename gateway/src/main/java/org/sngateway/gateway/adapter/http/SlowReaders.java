package org.sngateway.gateway.adapter.http;

import java.util.concurrent.atomic.LongAdder;

/** Counts how often readers of the stream of events were passed over because they were slow. Safe for all threads. */
public final class SlowReaders {
    private final LongAdder passes = new LongAdder();

    void passedOver() {
        passes.increment();
    }

    /** Since the start: one for each second and reader. */
    public long passes() {
        return passes.sum();
    }
}
