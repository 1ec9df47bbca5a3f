package org.sngateway.gateway.adapter.observe;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The counters of all shards. Safe for all threads. */
public final class GatewayCounters {
    private final int listeners;
    private final List<ShardCounters> shards = new CopyOnWriteArrayList<>();

    /** @param listeners how many there are */
    public GatewayCounters(int listeners) {
        this.listeners = listeners;
    }

    /** The cells that one more shard is to count in. */
    ShardCounters addShard() {
        ShardCounters shard = new ShardCounters(listeners);
        shards.add(shard);
        return shard;
    }

    /** The sums over all shards now. */
    public CountersSnapshot snapshot() {
        long[] sums = new long[ShardCounters.SIZE];
        long[] byListener = new long[ShardCounters.listenersSize(listeners)];
        long[] durations = new long[Durations.SIZE];
        for (ShardCounters shard : shards) {
            shard.addTo(sums, byListener);
            shard.durations().addTo(durations);
        }
        return new CountersSnapshot(listeners, sums, byListener, durations);
    }
}
