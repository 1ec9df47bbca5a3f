package org.sngateway.gateway.adapter.embedded;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two brokers out of one data directory. The operating system releases it however the process ends. */
final class DirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Creates the directory when it is missing, and takes it. */
    static DirectoryLock take(Path directory) throws EmbeddedBrokerException.DirectoryUnusable {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new EmbeddedBrokerException.DirectoryUnusable(
                        "the embedded broker's directory " + directory + " is in use by another gateway");
            }
            return new DirectoryLock(channel);
        } catch (IOException failure) {
            throw new EmbeddedBrokerException.DirectoryUnusable(
                    "the embedded broker's directory " + directory + " cannot be written: " + failure.getMessage(),
                    failure);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
