package org.sngateway.gateway.shard;

import org.jspecify.annotations.Nullable;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What other shards handed over to one shard. Any thread offers, the owner takes; what does not fit is refused. */
final class Mailbox {
    private final Queue<Mail> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final int sizeMax;

    Mailbox(int sizeMax) {
        this.sizeMax = sizeMax;
    }

    /** What became of an offer. */
    enum Offer {
        REFUSED,
        QUEUED,
        /** Queued as the first: the owner has to be woken. */
        QUEUED_FIRST
    }

    Offer offer(Mail mail) {
        int before = size.getAndIncrement();
        if (before >= sizeMax) {
            size.getAndDecrement();
            return Offer.REFUSED;
        }
        queue.add(mail);
        return before == 0 ? Offer.QUEUED_FIRST : Offer.QUEUED;
    }

    /** The next mail; {@code null} when there is none for now. */
    @Nullable
    Mail poll() {
        return queue.poll();
    }

    /** Says that {@code count} mails were dealt with; {@code true} when more have come meanwhile. */
    boolean taken(int count) {
        return size.addAndGet(-count) > 0;
    }
}
