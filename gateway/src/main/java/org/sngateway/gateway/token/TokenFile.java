package org.sngateway.gateway.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The file in which the bearer token lies, readable by its owner only. A token is 32 random octets in 43 characters that need
 * no quotes anywhere. Its methods read and write the disk.
 */
public final class TokenFile {
    private static final int OCTETS = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path file;

    public TokenFile(Path file) {
        this.file = file;
    }

    public Path path() {
        return file;
    }

    /** The token; the file is made when there is none. */
    public String readOrCreate() throws IOException {
        if (!Files.exists(file)) {
            try {
                write(false);
            } catch (FileAlreadyExistsException raced) {
                // Another process was faster; its token counts.
            }
        }
        return read();
    }

    /** The token that is there. Fails when the file is missing or empty. */
    public String read() throws IOException {
        String token = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (token.isEmpty()) {
            throw new IOException(file + " is empty");
        }
        return token;
    }

    /** Replaces the token by a new one, which is returned; the old one is worth nothing from then on. */
    public String rotate() throws IOException {
        write(true);
        return read();
    }

    /** The file is whole or not there, and nobody else can read it at any moment. */
    private void write(boolean replace) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is no file");
        }
        Files.createDirectories(folder);
        Path written = Files.createTempFile(folder, "token", ".new", ownerOnly());
        try {
            Files.writeString(written, newToken() + "\n");
            if (replace) {
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(written, file);
            }
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static String newToken() {
        byte[] octets = new byte[OCTETS];
        new SecureRandom().nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
