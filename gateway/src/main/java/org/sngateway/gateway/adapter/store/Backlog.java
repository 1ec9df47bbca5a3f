package org.sngateway.gateway.adapter.store;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much was appended and is not durable. Appending is never refused, since answers to devices wait for it; but beyond the
 * limit nothing more is taken into the spool, so that what fills the memory is kept at the devices. Called by any thread.
 */
final class Backlog {
    /** What may wait before the store counts as overloaded. */
    static final long OCTETS_MAX = 8L << 20;

    private final AtomicLong octets = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();

    void add(long batchOctets) {
        octets.addAndGet(batchOctets);
        batches.incrementAndGet();
    }

    void remove(long batchOctets) {
        octets.addAndGet(-batchOctets);
        batches.decrementAndGet();
    }

    boolean isTooMuch() {
        return octets.get() > OCTETS_MAX;
    }

    long octets() {
        return octets.get();
    }

    long batches() {
        return batches.get();
    }
}
