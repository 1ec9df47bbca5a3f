package org.sngateway.gateway.adapter.store;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps two gateways out of one directory. SQLite's own exclusive mode would also keep out whoever makes a backup. The
 * operating system releases it however the process ends.
 */
final class StoreLock implements AutoCloseable {
    /** A store of this process that was closed on a slow disk may have to finish before. */
    private static final Duration OWN_MAX = Duration.ofSeconds(3);

    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Creates the directory when it is missing, and takes it. */
    static StoreLock take(Path directory) throws StoreUnusable {
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve("sessions.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StoreUnusable("storage.dir " + directory + " is in use by another gateway");
            }
            return new StoreLock(channel);
        } catch (IOException failure) {
            throw new StoreUnusable("storage.dir " + directory + " cannot be written: " + reason(failure), failure);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        TimeLimit limit = new TimeLimit(OWN_MAX);
        while (true) {
            try {
                return channel.tryLock();
            } catch (OverlappingFileLockException heldByThisProcess) {
                if (limit.isOver()) {
                    return null;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** The JDK's file exceptions say no more than the name when their type says it all. */
    private static String reason(IOException failure) {
        return failure instanceof java.nio.file.AccessDeniedException
                ? "no permission for " + failure.getMessage()
                : failure instanceof java.nio.file.FileAlreadyExistsException
                        ? failure.getMessage() + " is not a directory"
                        : String.valueOf(failure.getMessage());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
