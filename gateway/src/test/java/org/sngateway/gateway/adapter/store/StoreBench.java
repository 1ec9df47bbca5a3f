package org.sngateway.gateway.adapter.store;

import org.sngateway.gateway.session.port.SessionStore;
import org.sngateway.gateway.session.port.SessionStore.Urgency;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoreWrite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;

/**
 * What the store costs, run by hand: messages spooled and taken out again each second, bytes for each sleeper and day, time
 * and memory to read ten thousand sessions.
 */
final class StoreBench {
    private static final int MESSAGES = 100_000;
    private static final int OUTSTANDING = 200;

    private StoreBench() {}

    public static void main(String[] arguments) throws Exception {
        Path base = Files.createTempDirectory(Path.of(arguments.length > 0 ? arguments[0] : "."), "bench");
        try {
            spool(base.resolve("spool"));
            sleepers(base.resolve("few"), 100, 50);
            sleepers(base.resolve("some"), 1_000, 50);
            sleepers(base.resolve("many"), 10_000, 20);
            start(base.resolve("start"));
        } finally {
            FileTree.delete(base);
        }
    }

    private static void spool(Path directory) throws Exception {
        Semaphore room = new Semaphore(OUTSTANDING);
        try (SqliteStore store = SqliteStore.open(StoreFixture.settings(directory), new RecordedStoreEvents())) {
            long[] reported = {0};
            SessionStore shard = store.forShard(event -> {
                if (event instanceof StoreEvent.Committed committed) {
                    room.release((int) (committed.sequence() - reported[0]));
                    reported[0] = committed.sequence();
                }
            });
            for (int i = 0; i < 100; i++) {
                room.acquire();
                shard.append(StoreFixture.sleeper("sensor-" + i, 4), Urgency.PROMPT);
            }
            room.acquire(OUTSTANDING);
            room.release(OUTSTANDING);
            StoreStatistics before = store.statistics();
            long start = System.nanoTime();
            for (int i = 1; i <= MESSAGES; i++) {
                room.acquire();
                shard.append(
                        List.of(new StoreWrite.PutSpooled("sensor-" + i % 100, StoreFixture.message(i, 200))),
                        Urgency.PROMPT);
            }
            room.acquire(OUTSTANDING);
            double seconds = (System.nanoTime() - start) / 1e9;
            StoreStatistics after = store.statistics();
            System.out.printf(
                    "spooled: %.0f messages/s, %.1f for each commit, %.0f bytes written for each message of 200%n",
                    MESSAGES / seconds,
                    (double) MESSAGES / (after.commits() - before.commits()),
                    (double) (after.bytesWritten() - before.bytesWritten()) / MESSAGES);
        }
    }

    /** Wakes at random moments, each one PutHeard; what a flush of 5 s gathers when each sleeper wakes every 300 s. */
    private static void sleepers(Path directory, int count, int flushes) throws Exception {
        try (StoreFixture fixture = new StoreFixture(directory)) {
            for (int i = 0; i < count; i += 100) {
                List<StoreWrite> changes = new ArrayList<>();
                for (int j = i; j < i + 100; j++) {
                    changes.addAll(StoreFixture.sleeper("sensor-" + j, 4));
                }
                fixture.write(changes.toArray(StoreWrite[]::new));
            }
            long before = fixture.store.statistics().bytesWritten();
            Random random = new Random(1);
            int wakes = 0;
            for (int flush = 0; flush < flushes; flush++) {
                List<StoreWrite> heard = new ArrayList<>();
                for (int i = 0; i < Math.max(1, count / 60); i++) {
                    heard.add(new StoreWrite.PutHeard("sensor-" + random.nextInt(count), flush));
                    wakes++;
                }
                fixture.write(heard.toArray(StoreWrite[]::new));
            }
            fixture.store.close();
            long bytes = fixture.store.statistics().bytesWritten();
            System.out.printf(
                    "%d sleepers: %d bytes for a wake, %d KiB a day for each when it wakes every 5 minutes%n",
                    count, (bytes - before) / wakes, (bytes - before) / wakes * 288 / 1024);
        }
    }

    private static void start(Path directory) throws Exception {
        try (StoreFixture fixture = new StoreFixture(directory)) {
            List<StoreWrite> changes = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                changes.addAll(StoreFixture.sleeper("sensor-" + i, 4));
            }
            fixture.write(changes.toArray(StoreWrite[]::new));
        }
        System.out.println("file: " + Files.size(directory.resolve("sessions.db")) / 1024 + " KiB for 10000 sessions");
        for (int i = 0; i < 3; i++) {
            long used = usedAfterCollection();
            long start = System.nanoTime();
            try (StoreFixture fixture = new StoreFixture(directory)) {
                long millis = (System.nanoTime() - start) / 1_000_000;
                var clients = fixture.store.load();
                System.out.printf(
                        "opened in %d ms (check %d ms), %d KiB of heap for %d sessions%n",
                        millis,
                        fixture.events.opened().check().toMillis(),
                        (usedAfterCollection() - used) / 1024,
                        clients.size());
            }
        }
    }

    private static long usedAfterCollection() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
