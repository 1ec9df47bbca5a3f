package org.sngateway.gateway.adapter.store;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What an operator may want to know of the store. Called by the thread that opens the store, then by the writer's. Each
 * change of state is told once.
 */
public interface StoreEvents {

    /** The store is open. Told last, after what was found out while opening it. */
    void opened(Opened report);

    /** An older file was brought up to date. */
    void migrated(int fromVersion, int toVersion);

    /** The file was damaged: it was set aside, and what could be read went into a new one. */
    void damaged(Damage damage);

    /**
     * The file had been taken away while it was open, and was written anew.
     *
     * @param setAside what lay there under its name, under its new name; {@code null} when there was nothing
     */
    void putBack(Path file, @Nullable Path setAside);

    /** Commits fail, and are tried again until they succeed; until then nothing new is durable. */
    void failing(String reason);

    /** Commits succeed again. */
    void recovered(Duration after);

    /** More waits to be written than is good: nothing is spooled until that is over. */
    void overloaded(long waitingOctets);

    /** What waited was written. */
    void caughtUp();

    /** The store was closed while changes were not written, because the disk fails or is slow. Told by who closes it. */
    void closedUnwritten(long batches);

    /** Our bug: a change could not be applied and was left out. */
    void failed(Throwable bug);

    /**
     * @param spoolOldestNanos when the oldest spooled message was taken, nanoseconds since 1970; 0 when there is none
     * @param check how long the check of the file took
     * @param isChecked false when the check was given up because it took too long
     */
    record Opened(
            Path file,
            int sessions,
            int spoolMessages,
            long spoolOctets,
            long spoolOldestNanos,
            Duration check,
            boolean isChecked) {}

    /**
     * Damage that was found, and what became of the content.
     *
     * @param reason what was wrong, in words
     * @param setAside the damaged file or log under its new name
     * @param isLogOnly only the end of the write-ahead log was damaged: the last commits are lost, the rest is whole
     * @param salvaged what was read; {@code null} with {@code isLogOnly}, where nothing had to be
     * @param lostCommits commits at the end of the log that are lost for sure
     */
    record Damage(
            String reason,
            Path setAside,
            boolean isLogOnly,
            @Nullable Salvaged salvaged,
            int lostCommits) {}

    /**
     * How much could be read from a damaged file.
     *
     * @param unreadable places where reading failed: rows, or ranges of them
     * @param sessionsGone sessions whose record is lost though something else of them was seen
     * @param isCutShort reading took too long, and was given up
     */
    record Salvaged(
            int sessions,
            int topics,
            int subscriptions,
            int spoolMessages,
            int commands,
            int unreadable,
            int sessionsGone,
            boolean isCutShort) {

        /** Whether everything that the file says it has was read. */
        public boolean isComplete() {
            return unreadable == 0 && sessionsGone == 0 && !isCutShort;
        }

        /** Whether nothing was found, so that nobody knows what there was. */
        public boolean isNothing() {
            return sessions == 0
                    && topics == 0
                    && subscriptions == 0
                    && spoolMessages == 0
                    && commands == 0
                    && sessionsGone == 0;
        }
    }
}
