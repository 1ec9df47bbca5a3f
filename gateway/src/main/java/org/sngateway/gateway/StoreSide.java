package org.sngateway.gateway;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.adapter.observe.Event;
import org.sngateway.gateway.adapter.observe.EventLog;
import org.sngateway.gateway.adapter.store.SqliteStore;
import org.sngateway.gateway.adapter.store.StoreSettings;
import org.sngateway.gateway.adapter.store.StoreStatistics;
import org.sngateway.gateway.adapter.store.StoreUnusable;
import org.sngateway.gateway.config.BrokerConfig;
import org.sngateway.gateway.config.GatewayConfig;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Turns the section {@code storage} into the store, and what the store says into numbers for people. */
final class StoreSide {
    private StoreSide() {}

    /** Opens the store on a thread of its own, while the rest of the gateway is made; nothing when it is switched off. */
    static CompletableFuture<@Nullable SqliteStore> open(GatewayConfig config, EventLog log) {
        if (!config.storage().sessions()) {
            return CompletableFuture.completedFuture(null);
        }
        StoreSettings settings = settings(config);
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return SqliteStore.open(settings, new StorageEvents(log));
                    } catch (StoreUnusable unusable) {
                        throw new CompletionException(unusable);
                    }
                },
                task -> new Thread(task, "store-opener").start());
    }

    /** Waits for it. */
    static @Nullable SqliteStore opened(CompletableFuture<@Nullable SqliteStore> opening) throws CannotStart {
        try {
            return opening.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof StoreUnusable unusable) {
                throw CannotStart.failure(unusable.getMessage()
                        + " (option storage.dir; without a place to write: storage.sessions=false)");
            }
            throw failed;
        }
    }

    private static StoreSettings settings(GatewayConfig config) {
        GatewayConfig.Storage storage = config.storage();
        BrokerConfig.Spool spool = config.broker().spool();
        StoreSettings.Sync sync = switch (storage.sync()) {
            case FULL -> StoreSettings.Sync.FULL;
            case NORMAL -> StoreSettings.Sync.NORMAL;
        };
        return new StoreSettings(
                storage.dir(),
                storage.flush(),
                sync,
                new StoreSettings.SpoolLimits(spool.maxMessages(), spool.maxBytes()));
    }

    /** Adds what the store holds and has done to the line {@code gateway.health}. */
    static Event describe(Event health, StoreStatistics statistics) {
        long oldest = statistics.spoolOldestNanos();
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        return health.with("spool_messages", statistics.spoolMessages())
                .with("spool_octets", statistics.spoolOctets())
                .with("spool_oldest_seconds", oldest == 0 ? 0 : Math.max(0, (now - oldest) / 1_000_000_000L))
                .with("store_commits", statistics.commits())
                .with("store_octets_written", statistics.bytesWritten())
                .with("store_failures", statistics.failures());
    }
}
