package org.sngateway.gateway.adapter.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Gives a file that cannot be used a name of its own, in the same directory; nothing is ever deleted. */
final class SetAside {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private SetAside() {}

    /** Renames a database with its log, which goes on belonging to it. Returns the database's new name. */
    static Path database(Path file) throws IOException {
        Path target = freeName(file);
        moveIfPresent(file, target);
        moveIfPresent(log(file), log(target));
        // The log's index is made anew from the log by whoever opens the database next.
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
        return target;
    }

    /** Copies a log whose end is damaged, before SQLite overwrites it. Returns the copy. */
    static Path copyOfLog(Path file) throws IOException {
        Path target = freeName(log(file));
        Files.copy(log(file), target);
        return target;
    }

    static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    private static void moveIfPresent(Path file, Path target) throws IOException {
        if (Files.exists(file)) {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static Path freeName(Path file) {
        String name = file.getFileName() + ".damaged-" + TIME.format(Instant.now());
        Path target = file.resolveSibling(name);
        for (int i = 2; Files.exists(target) || Files.exists(log(target)); i++) {
            target = file.resolveSibling(name + "-" + i);
        }
        return target;
    }
}
