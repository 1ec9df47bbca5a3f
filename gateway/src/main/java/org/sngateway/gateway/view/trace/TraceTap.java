package org.sngateway.gateway.view.trace;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one watcher sees: a queue of limited length, which shards fill and one thread empties. What does not fit is counted and
 * not kept; no shard waits.
 */
public final class TraceTap implements AutoCloseable {
    private final Trace trace;
    private final TraceFilter filter;
    private final int packetsMax;
    private final Queue<TracePacket> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong missed = new AtomicLong();

    TraceTap(Trace trace, TraceFilter filter, int packetsMax) {
        this.trace = trace;
        this.filter = filter;
        this.packetsMax = packetsMax;
    }

    boolean wants(Peer peer, @Nullable String clientId) {
        return filter.wants(peer, clientId);
    }

    void offer(TracePacket packet) {
        if (size.incrementAndGet() > packetsMax) {
            size.decrementAndGet();
            missed.incrementAndGet();
        } else {
            queue.add(packet);
        }
    }

    /** Takes what is there, in the order in which each shard saw it. */
    public List<TracePacket> take(int max) {
        List<TracePacket> packets = new ArrayList<>();
        while (packets.size() < max) {
            TracePacket packet = queue.poll();
            if (packet == null) {
                break;
            }
            size.decrementAndGet();
            packets.add(packet);
        }
        return packets;
    }

    /** How many packets there were that nobody took in time. */
    public long missed() {
        return missed.get();
    }

    @Override
    public void close() {
        trace.remove(this);
    }
}
