package org.sngateway.gateway.adapter.store;

import org.sngateway.gateway.session.port.SessionStore;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.port.StoredClient.SpoolEntry;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The store of one gateway: the file {@code sessions.db}, and the thread that writes it for all shards. A second gateway on
 * the same directory is refused. What is durable when, and what a failing disk does, stands with {@link StoreWriter}.
 *
 * <p>Opened by one thread, which may be another than the one that closes it; otherwise called by any.
 */
public final class SqliteStore implements AutoCloseable {
    /** For what is left when the store is closed. The gateway ends within two seconds, of which the broker takes one. */
    private static final Duration CLOSE_MAX = Duration.ofMillis(400);

    /** More, for what cannot be interrupted and for writing the log back to the file. */
    private static final Duration END_MAX = Duration.ofMillis(200);

    private final Parts parts;
    private final SpoolRoom spoolRoom;
    private final AtomicLong lastSpoolId = new AtomicLong();
    private final Thread thread;
    private List<StoredClient> clients;

    /** What the store and its writer share. */
    record Parts(StoreFile file, WorkQueue queue, Backlog backlog, StoreEvents events, WriterCounters counters) {}

    private SqliteStore(StoreLock lock, Parts parts, StoreSettings settings, StoreFile.Content content)
            throws SQLException {
        this.parts = parts;
        this.clients = content.clients();
        this.spoolRoom = new SpoolRoom(settings.spool());
        fillSpoolRoom();
        parts.counters().setSpoolOldest(WriterCounters.spoolOldest(content.database()));
        StoreWriter writer =
                new StoreWriter(parts, content.database(), settings.flush().toNanos(), CLOSE_MAX.toNanos());
        this.thread = new Thread(() -> runAndRelease(writer, lock), "store-writer");
        thread.setDaemon(true);
    }

    /** Whoever takes the directory next must not find somebody at work in it, however long a slow disk takes. */
    private static void runAndRelease(StoreWriter writer, StoreLock lock) {
        try {
            writer.run();
        } finally {
            release(lock);
        }
    }

    /**
     * Opens the store, and makes it when there is none. A damaged file is set aside and told of.
     *
     * @throws StoreUnusable if the directory is in use or cannot be used, or the file is of a newer version
     */
    public static SqliteStore open(StoreSettings settings, StoreEvents events) throws StoreUnusable {
        return open(settings, events, database -> {});
    }

    /** @param onOpen is shown each database that is opened, before it is used */
    static SqliteStore open(StoreSettings settings, StoreEvents events, Consumer<Database> onOpen)
            throws StoreUnusable {
        StoreLock lock = StoreLock.take(settings.directory());
        boolean isOpen = false;
        try {
            NativeLibrary.provide(settings.directory());
            StoreFile file = new StoreFile(settings, events, Migrations.STEPS, onOpen);
            StoreFile.Content content = file.open();
            Parts parts = new Parts(file, new WorkQueue(), new Backlog(), events, new WriterCounters());
            SqliteStore store = new SqliteStore(lock, parts, settings, content);
            events.opened(store.report(content));
            store.thread.start();
            isOpen = true;
            return store;
        } catch (SQLException failure) {
            throw new StoreUnusable(settings.directory() + " cannot be used: " + Trouble.reason(failure), failure);
        } finally {
            if (!isOpen) {
                release(lock);
            }
        }
    }

    private StoreEvents.Opened report(StoreFile.Content content) {
        return new StoreEvents.Opened(
                parts.file().path(),
                clients.size(),
                spoolRoom.messages(),
                spoolRoom.octets(),
                statistics().spoolOldestNanos(),
                content.check(),
                content.isChecked());
    }

    private void fillSpoolRoom() {
        int messages = 0;
        long octets = 0;
        for (StoredClient client : clients) {
            for (SpoolEntry entry : client.spool()) {
                messages++;
                octets += entry.octets();
                lastSpoolId.accumulateAndGet(entry.id(), Math::max);
            }
        }
        spoolRoom.fill(messages, octets);
    }

    /** What was stored when the store was opened. It is let go then: the next call returns nothing. */
    public List<StoredClient> load() {
        List<StoredClient> loaded = clients;
        clients = List.of();
        return loaded;
    }

    /**
     * The store for one shard.
     *
     * @param sink takes what the store reports to the shard; called on the store's thread, must not block
     */
    public SessionStore forShard(Consumer<StoreEvent> sink) {
        return new ShardStore(this, sink);
    }

    /** The highest id of a spooled message that was given out or found in the file; 0 when there was none. */
    public long lastSpoolId() {
        return lastSpoolId.get();
    }

    /** Whether what is appended becomes durable soon: the disk does not fail, and not too much is waiting. */
    public boolean isHealthy() {
        return !parts.counters().isFailing() && !parts.backlog().isTooMuch();
    }

    public StoreStatistics statistics() {
        return parts.counters().statistics(parts.backlog(), spoolRoom);
    }

    void add(Work work) {
        if (work instanceof Work.Batch batch) {
            parts.backlog().add(batch.octets());
        }
        parts.queue().add(work);
    }

    boolean takeSpoolRoom(int octets) {
        return isHealthy() && spoolRoom.take(octets);
    }

    SpoolRoom spoolRoom() {
        return spoolRoom;
    }

    long nextSpoolId() {
        return lastSpoolId.incrementAndGet();
    }

    /**
     * Writes what was appended, and closes the file, in a bit more than half a second at most. What a disk that fails or is
     * slow has not taken by then was acknowledged to nobody. The writer does not hold up the end of the process; should the
     * process go on, it finishes what it has begun, and gives the directory free then. Shards have to be stopped before.
     */
    @Override
    public void close() {
        parts.queue().close();
        try {
            thread.join(CLOSE_MAX.plus(END_MAX).toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        long unwritten = parts.backlog().batches();
        if (unwritten > 0) {
            parts.events().closedUnwritten(unwritten);
        }
    }

    /** Waits until the writer has ended; {@code false} when it has not in time. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        thread.join(limit.toMillis());
        return !thread.isAlive();
    }

    private static void release(StoreLock lock) {
        try {
            lock.close();
        } catch (IOException failure) {
            // It is released at the latest with the process.
            return;
        }
    }
}
