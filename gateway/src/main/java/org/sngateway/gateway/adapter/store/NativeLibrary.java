package org.sngateway.gateway.adapter.store;

import org.sqlite.util.LibraryLoaderUtil;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * SQLite's native library, kept beside the data. The driver would unpack it into the temporary directory at each start,
 * where programs may not be loaded from on careful systems, and leave it there when the process is killed.
 */
final class NativeLibrary {
    private static final String PATH_PROPERTY = "org.sqlite.lib.path";

    private NativeLibrary() {}

    /**
     * Has the driver load the library from this directory, unless somebody has told it a place already. Where that does not
     * work, the driver finds its own way.
     */
    static void provide(Path directory) {
        if (System.getProperty(PATH_PROPERTY) != null) {
            return;
        }
        String name = LibraryLoaderUtil.getNativeLibName();
        try (InputStream packed = LibraryLoaderUtil.class.getResourceAsStream(
                LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name)) {
            if (packed != null) {
                Path folder = Files.createDirectories(directory.resolve("native"));
                unpack(packed.readAllBytes(), folder.resolve(name));
                System.setProperty(PATH_PROPERTY, folder.toAbsolutePath().toString());
            }
        } catch (IOException | SecurityException failure) {
            System.clearProperty(PATH_PROPERTY);
        }
    }

    /** A library that is not whole would end the process when it is loaded: compared in full, replaced in one step. */
    private static void unpack(byte[] library, Path file) throws IOException {
        if (Files.exists(file) && Arrays.equals(library, Files.readAllBytes(file))) {
            return;
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.write(unfinished, library);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
