package org.sngateway.gateway.adapter.store;

import org.sngateway.gateway.session.port.SessionStore;
import org.sngateway.gateway.session.port.SessionStore.Urgency;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoreWrite;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * A program that appends until it is killed, and says what was reported to be durable. Batch n puts n into two sessions and
 * the spool. Some batches are lazy.
 */
final class AppendingProcess {
    private static final int OUTSTANDING = 20;

    private AppendingProcess() {}

    /** Arguments: the directory, and the number to begin with. */
    public static void main(String[] arguments) throws StoreUnusable, InterruptedException {
        long first = Long.parseLong(arguments[1]);
        Semaphore room = new Semaphore(OUTSTANDING);
        try (SqliteStore store =
                SqliteStore.open(StoreFixture.settings(Path.of(arguments[0])), new RecordedStoreEvents())) {
            store.load();
            long[] reported = {0};
            SessionStore shard = store.forShard(event -> {
                if (event instanceof StoreEvent.Committed committed) {
                    System.out.println(first - 1 + committed.sequence());
                    room.release((int) (committed.sequence() - reported[0]));
                    reported[0] = committed.sequence();
                }
            });
            for (long n = first; ; n++) {
                room.acquire();
                shard.append(batch(n), n % 3 == 0 ? Urgency.LAZY : Urgency.PROMPT);
            }
        }
    }

    private static List<StoreWrite> batch(long n) {
        return List.of(
                new StoreWrite.PutSession(StoreFixture.session("left", n)),
                new StoreWrite.PutSpooled("left", StoreFixture.message(n, 200)),
                new StoreWrite.PutSession(StoreFixture.session("right", n)));
    }
}
