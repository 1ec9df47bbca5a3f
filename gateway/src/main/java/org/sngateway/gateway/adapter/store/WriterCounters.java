package org.sngateway.gateway.adapter.store;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What the writer did. Counted on its thread, read by any. */
final class WriterCounters {
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private volatile @Nullable WrittenBytes written;
    private volatile long commits;
    private volatile long changes;
    private volatile long failures;
    private volatile long lastCommitNanos;
    private volatile long spoolOldestNanos;
    private volatile boolean isFailing;
    private long lookedNanos = System.nanoTime();

    void startOnThisThread() {
        written = WrittenBytes.ofThisThread();
    }

    /** Counts once more, before there is nothing left to be asked. */
    void endOnThisThread() {
        WrittenBytes bytes = written;
        if (bytes != null) {
            bytes.total();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread counts.
    void committed(List<Work> work, long nanos) {
        long count = 0;
        for (Work one : work) {
            if (one instanceof Work.Batch batch) {
                count += batch.changes().size();
            }
        }
        commits++;
        changes += count;
        lastCommitNanos = nanos;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread counts.
    void failed() {
        failures++;
    }

    void setFailing(boolean failing) {
        isFailing = failing;
    }

    boolean isFailing() {
        return isFailing;
    }

    long lastCommitNanos() {
        return lastCommitNanos;
    }

    void setSpoolOldest(long nanos) {
        spoolOldestNanos = nanos;
    }

    /** Asks the file for its oldest message, from time to time. */
    void lookAtSpool(Database database) throws SQLException {
        long now = System.nanoTime();
        if (now - lookedNanos >= LOOK_NANOS) {
            lookedNanos = now;
            spoolOldestNanos = spoolOldest(database);
        }
    }

    static long spoolOldest(Database database) throws SQLException {
        return database.number("SELECT stored_nanos FROM spool ORDER BY id LIMIT 1");
    }

    StoreStatistics statistics(Backlog backlog, SpoolRoom spool) {
        WrittenBytes bytes = written;
        int messages = spool.messages();
        return new StoreStatistics(
                commits,
                changes,
                failures,
                bytes == null ? 0 : bytes.total(),
                lastCommitNanos,
                backlog.batches(),
                backlog.octets(),
                messages,
                spool.octets(),
                messages == 0 ? 0 : spoolOldestNanos);
    }
}
