package org.sngateway.gateway.adapter.store;

/**
 * What the store did since it was opened, and what it holds.
 *
 * @param commits transactions that were written
 * @param changes how many changes they contained
 * @param failures commits that did not succeed at first
 * @param bytesWritten what the operating system was given to write to the disk for this store, checkpoints included; -1
 *     where it does not count that for each thread
 * @param lastCommitNanos how long the last commit took
 * @param waitingBatches what was appended and is not durable
 * @param waitingOctets about how much memory that takes
 * @param spoolOldestNanos when the oldest spooled message was taken, nanoseconds since 1970, as of the last commits; 0
 *     when there is none
 */
public record StoreStatistics(
        long commits,
        long changes,
        long failures,
        long bytesWritten,
        long lastCommitNanos,
        long waitingBatches,
        long waitingOctets,
        int spoolMessages,
        long spoolOctets,
        long spoolOldestNanos) {}
