package org.sngateway.gateway.adapter.store;

import org.sngateway.gateway.session.port.SpooledMessage;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoreWrite;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread that writes, for all shards. It takes everything that waits, writes it in one transaction, and tells the
 * shards once that is durable; while it does, the next transaction gathers. Nothing waits for company: a prompt batch is
 * written at once when the writer is idle. Lazy ones wait for prompt ones, at most the flush interval.
 *
 * <p>What fails is undone and tried again as a whole, with growing pauses, until it succeeds.
 */
final class StoreWriter implements Runnable {
    private static final long PAUSE_MIN_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long PAUSE_MAX_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long CLOSE_PAUSE_NANOS = Duration.ofMillis(50).toNanos();
    private static final long SLOW_COMMIT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final StoreFile file;
    private final WorkQueue queue;
    private final Backlog backlog;
    private final StoreEvents events;
    private final WriterCounters counters;
    private final long flushNanos;
    private final long closeNanos;

    // lives as long as the connection to the file
    private Database database;
    private Statements statements;

    // taken and not committed, in order; the first ones are applied in the open transaction
    private final List<Work> work = new ArrayList<>();
    private int applied;

    // lives as long as the trouble
    private boolean isFailing;
    private boolean mustReopen;
    private boolean mustPrepare;
    private long failingSinceNanos;
    private long pauseNanos;

    private boolean isClosing;
    private long closeDeadlineNanos;
    private boolean isOverloaded;
    private long lookedNanos = System.nanoTime();

    /** @param closeNanos how long it may try to write what is left when it is to end */
    StoreWriter(SqliteStore.Parts parts, Database database, long flushNanos, long closeNanos) throws SQLException {
        this.file = parts.file();
        this.queue = parts.queue();
        this.backlog = parts.backlog();
        this.events = parts.events();
        this.counters = parts.counters();
        this.flushNanos = flushNanos;
        this.closeNanos = closeNanos;
        this.database = database;
        this.statements = new Statements(database);
    }

    /** What is prepared on one connection. */
    private record Statements(ChangeStatements changes, PreparedStatement spool) implements AutoCloseable {
        Statements(Database database) throws SQLException {
            this(
                    new ChangeStatements(database),
                    database.prepare("SELECT " + Rows.SPOOL_COLUMNS + " FROM spool WHERE id > ? AND session = "
                            + "(SELECT id FROM session WHERE client_id = ?) ORDER BY id LIMIT ?"));
        }

        @Override
        public void close() throws SQLException {
            changes.close();
            spool.close();
        }
    }

    @Override
    public void run() {
        counters.startOnThisThread();
        while (!isFinished()) {
            turn();
        }
        end();
    }

    private boolean isFinished() {
        return isClosing && (work.isEmpty() || System.nanoTime() - closeDeadlineNanos >= 0);
    }

    private void turn() {
        if (isFailing) {
            queue.pause(isClosing ? 0 : pauseNanos);
        }
        if (queue.take(work, work.isEmpty(), isFailing ? 0 : waitNanos()) && !isClosing) {
            isClosing = true;
            closeDeadlineNanos = System.nanoTime() + closeNanos;
        }
        lookAtBacklog();
        try {
            write();
        } catch (SQLException | IOException | StoreUnusable failure) {
            onFailure(failure);
        } catch (RuntimeException bug) {
            events.failed(bug);
            onFailure(bug);
        }
    }

    private long waitNanos() {
        return work.isEmpty() ? Long.MAX_VALUE : Math.max(0, dueNanos() - System.nanoTime());
    }

    /** When the oldest batch has waited long enough. */
    private long dueNanos() {
        for (Work one : work) {
            if (one instanceof Work.Batch batch) {
                return batch.takenNanos() + flushNanos;
            }
        }
        return System.nanoTime();
    }

    private void write() throws SQLException, IOException, StoreUnusable {
        boolean isDue = isClosing || isFailing || backlog.isTooMuch() || dueNanos() - System.nanoTime() <= 0;
        boolean hasQuestion = false;
        for (Work one : work) {
            isDue |= one instanceof Work.Batch && one.isUrgent();
            hasQuestion |= one instanceof Work.Question;
        }
        if (work.isEmpty() || !isDue && !hasQuestion) {
            return;
        }
        lookAtFile();
        if (!database.isInTransaction()) {
            database.begin();
        }
        applyAll();
        if (isDue) {
            commit();
        }
    }

    private void applyAll() throws SQLException {
        while (applied < work.size()) {
            Work one = work.get(applied);
            if (one instanceof Work.Question question) {
                answer(question);
                work.remove(applied);
            } else if (one instanceof Work.Batch batch) {
                apply(batch);
                applied++;
            }
        }
    }

    private void apply(Work.Batch batch) throws SQLException {
        try {
            for (StoreWrite change : batch.changes()) {
                statements.changes().apply(change);
            }
        } catch (SQLException failure) {
            if (!Trouble.isOfChange(failure)) {
                throw failure;
            }
            leaveOut(batch, failure);
        }
    }

    /** One impossible batch must not hold up all others for ever: its place is taken by one that changes nothing. */
    private void leaveOut(Work.Batch batch, SQLException bug) throws SQLException {
        events.failed(bug);
        work.set(applied, batch.withoutChanges());
        applied = -1;
        database.rollback();
        prepareAgain();
        database.begin();
    }

    private void answer(Work.Question question) throws SQLException {
        List<SpooledMessage> messages = new ArrayList<>();
        PreparedStatement query = statements.spool();
        query.setLong(1, question.afterId());
        query.setString(2, question.clientId());
        query.setInt(3, question.messagesMax());
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                messages.add(Rows.spooled(rows));
            }
        }
        tell(() -> question.shard().tell(new StoreEvent.SpoolRead(question.clientId(), List.copyOf(messages))));
    }

    private void commit() throws SQLException {
        counters.lookAtSpool(database);
        long start = System.nanoTime();
        database.commit();
        counters.committed(work, System.nanoTime() - start);
        if (isFailing) {
            isFailing = false;
            counters.setFailing(false);
            events.recovered(Duration.ofNanos(System.nanoTime() - failingSinceNanos));
        }
        for (Work one : work) {
            if (one instanceof Work.Batch batch) {
                batch.shard().noteCommitted(batch);
                backlog.remove(batch.octets());
            }
        }
        for (Work one : work) {
            if (one.isUrgent() && one instanceof Work.Batch batch) {
                tell(batch.shard()::reportCommitted);
            }
        }
        work.clear();
        applied = 0;
    }

    /** A shard's ear must not be the end of the writer. */
    private void tell(Runnable report) {
        try {
            report.run();
        } catch (RuntimeException bug) {
            events.failed(bug);
        }
    }

    private void onFailure(Exception failure) {
        database.rollback();
        applied = 0;
        counters.failed();
        mustPrepare = true;
        mustReopen |= !(failure instanceof SQLException sql) || Trouble.needsReopening(sql);
        Superseded.drop(work, backlog);
        if (isFailing) {
            pauseNanos = Math.min(2 * pauseNanos, PAUSE_MAX_NANOS);
        } else {
            isFailing = true;
            counters.setFailing(true);
            failingSinceNanos = System.nanoTime();
            pauseNanos = PAUSE_MIN_NANOS;
            events.failing(Trouble.reason(failure));
        }
        if (isClosing) {
            LockSupport.parkNanos(CLOSE_PAUSE_NANOS);
        }
    }

    /** Sees to it that what is written ends up in the file with the name that the next start looks for. */
    private void lookAtFile() throws SQLException, IOException, StoreUnusable {
        long now = System.nanoTime();
        if (mustReopen) {
            database.close();
            reopen();
        } else if (mustPrepare) {
            prepareAgain();
        } else if (now - lookedNanos >= LOOK_NANOS && !database.isInTransaction()) {
            lookedNanos = now;
            if (!file.isInPlace()) {
                file.putBack(database);
                reopen();
            }
        }
    }

    private void reopen() throws SQLException, StoreUnusable {
        mustReopen = true;
        database = file.open().database();
        statements = new Statements(database);
        mustPrepare = false;
        mustReopen = false;
    }

    /** A statement that failed cannot be used again: the driver has closed it. */
    private void prepareAgain() throws SQLException {
        mustPrepare = true;
        statements.close();
        statements = new Statements(database);
        mustPrepare = false;
    }

    private void lookAtBacklog() {
        if (backlog.isTooMuch() != isOverloaded) {
            isOverloaded = !isOverloaded;
            if (isOverloaded) {
                events.overloaded(backlog.octets());
            } else {
                events.caughtUp();
            }
        }
    }

    /**
     * Closing writes the log back to the file, which cannot be interrupted. On a disk that is too slow for it, that is left
     * to the next start, and the end of the process closes the file.
     */
    private void end() {
        database.rollback();
        if (counters.lastCommitNanos() < SLOW_COMMIT_NANOS) {
            try {
                database.close();
            } catch (SQLException failure) {
                // The log has everything, and the next start reads it.
                counters.failed();
            }
        }
        counters.endOnThisThread();
    }
}
