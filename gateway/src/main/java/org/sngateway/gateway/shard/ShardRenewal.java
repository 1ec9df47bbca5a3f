package org.sngateway.gateway.shard;

import org.sngateway.gateway.session.EngineOptions;
import org.sngateway.gateway.session.EngineRenewal;
import org.sngateway.gateway.session.PredefinedTopics;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** One shard's walk to other options, in slices so small that its devices are not kept waiting. */
final class ShardRenewal {
    /** Some milliseconds' work. */
    private static final int LOOKUPS_PER_SLICE = 2_000;

    private static final long PAUSE_MILLIS = 1;

    private final Shard shard;
    private final CompletableFuture<Integer> keeping = new CompletableFuture<>();

    private ShardRenewal(Shard shard) {
        this.shard = shard;
    }

    /** Completed with the number of sessions that keep a topic id's former meaning; any thread. */
    static CompletableFuture<Integer> begin(Shard shard, EngineOptions options, PredefinedTopics predefined) {
        ShardRenewal renewal = new ShardRenewal(shard);
        renewal.read(0, () -> renewal.goOn(shard.adopt(options, predefined)));
        return renewal.keeping;
    }

    private void goOn(EngineRenewal walk) {
        walk.next(LOOKUPS_PER_SLICE, shard.nowNanos());
        if (walk.isDone()) {
            keeping.complete(walk.keeping());
        } else {
            read(PAUSE_MILLIS, () -> goOn(walk));
        }
    }

    private void read(long delayMillis, Runnable step) {
        try {
            shard.read(delayMillis, (engine, nowNanos) -> guarded(step));
        } catch (RejectedExecutionException ended) {
            keeping.completeExceptionally(ended);
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException bug) {
            keeping.completeExceptionally(bug);
            throw bug;
        }
    }
}
