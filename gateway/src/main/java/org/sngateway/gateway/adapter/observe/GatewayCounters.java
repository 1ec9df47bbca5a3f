package org.sngateway.gateway.adapter.observe;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The counters of all shards. Safe for all threads. */
public final class GatewayCounters {
    private final List<ShardCounters> shards = new CopyOnWriteArrayList<>();

    /** The cells that one more shard is to count in. */
    ShardCounters addShard() {
        ShardCounters shard = new ShardCounters();
        shards.add(shard);
        return shard;
    }

    /** The sums over all shards now. */
    public CountersSnapshot snapshot() {
        long[] sums = new long[ShardCounters.SIZE];
        for (ShardCounters shard : shards) {
            shard.addTo(sums);
        }
        return new CountersSnapshot(sums);
    }
}
