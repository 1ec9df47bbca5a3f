package org.sngateway.gateway.adapter.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file of which less than its first page is left, in a form in which SQLite reads its log: a copy of both, filled up with
 * zeros to one page. The log of a gateway that was killed often has the whole content in it. Any other file stands for itself.
 */
final class FilledUp implements AutoCloseable {
    private final Path path;
    private final boolean isCopy;

    private FilledUp(Path path, boolean isCopy) {
        this.path = path;
        this.isCopy = isCopy;
    }

    /** @param file need not exist; is not changed */
    static FilledUp of(Path file) throws IOException {
        Path log = SetAside.log(file);
        boolean isShort = !Files.exists(file) || Files.size(file) < Database.PAGE_BYTES;
        if (!isShort || !Files.exists(log)) {
            return new FilledUp(file, false);
        }
        FilledUp copy = new FilledUp(file.resolveSibling(StoreFile.NAME + ".salvage"), true);
        copy.close();
        try (FileChannel channel =
                FileChannel.open(copy.path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(Database.PAGE_BYTES));
        }
        Files.copy(log, SetAside.log(copy.path), StandardCopyOption.REPLACE_EXISTING);
        return copy;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (isCopy) {
            Files.deleteIfExists(path);
            Files.deleteIfExists(SetAside.log(path));
            Files.deleteIfExists(path.resolveSibling(path.getFileName() + "-shm"));
        }
    }
}
