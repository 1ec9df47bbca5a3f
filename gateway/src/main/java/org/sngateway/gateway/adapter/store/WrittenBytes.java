package org.sngateway.gateway.adapter.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What one thread has caused to be written to disks, as Linux counts it. Only the store's thread writes the store's files,
 * so this is what the store costs.
 */
final class WrittenBytes {
    private static final String LINE = "write_bytes: ";

    private final Path counters;
    private volatile long last = -1;

    private WrittenBytes(Path counters) {
        this.counters = counters;
    }

    /** The counter of the calling thread. */
    static WrittenBytes ofThisThread() {
        Path link = Path.of("/proc/thread-self");
        try {
            return new WrittenBytes(link.toRealPath().resolve("io"));
        } catch (IOException notLinux) {
            return new WrittenBytes(link.resolve("io"));
        }
    }

    /** Since the thread began, until it ended; -1 when that is not counted here. */
    long total() {
        try {
            for (String line : Files.readAllLines(counters)) {
                if (line.startsWith(LINE)) {
                    last = Math.max(
                            last, Long.parseLong(line.substring(LINE.length()).strip()));
                }
            }
        } catch (IOException | NumberFormatException notCounted) {
            return last;
        }
        return last;
    }
}
