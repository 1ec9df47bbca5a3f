package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths, relative to the working directory. Empty, or a word, stands for no file. */
record Paths(Kind kind, String none) implements ValueType {

    /** What is to be at the path when the configuration is loaded. */
    enum Kind {
        READABLE_FILE,
        FILE_TO_BE,
        DIRECTORY_TO_BE
    }

    /** The value of {@link #none}. */
    static final Path NONE = Path.of("");

    static final Paths FILE = new Paths(Kind.READABLE_FILE, "");
    static final Paths FILE_TO_BE = new Paths(Kind.FILE_TO_BE, "");
    static final Paths DIRECTORY = new Paths(Kind.DIRECTORY_TO_BE, "");

    static @Nullable Path orNull(Path path) {
        return path.equals(NONE) ? null : path;
    }

    @Override
    public Checked parse(String text) {
        if (kind != Kind.DIRECTORY_TO_BE && text.equals(none)) {
            return Checked.value(NONE);
        }
        if (text.isEmpty()) {
            return Checked.problem("must not be empty");
        }
        try {
            return Checked.value(Path.of(text));
        } catch (InvalidPathException e) {
            return Checked.problem("is no path: " + e.getReason());
        }
    }

    /** What stands against using the path, or {@code null}. Looks at the disk. */
    @Nullable
    String problemOnDisk(Path path) {
        java.io.File file = path.toFile();
        if (kind == Kind.DIRECTORY_TO_BE) {
            return file.exists() && !file.isDirectory() ? "is no directory" : null;
        }
        if (path.equals(NONE)) {
            return null;
        }
        if (kind == Kind.FILE_TO_BE && !file.exists()) {
            return null;
        }
        if (!file.exists()) {
            return "no such file (looked for " + path.toAbsolutePath() + ")";
        }
        if (file.isDirectory()) {
            return "is a directory, not a file";
        }
        return file.canRead() ? null : "cannot be read by this user";
    }

    @Override
    public String name() {
        return kind == Kind.DIRECTORY_TO_BE ? "directory" : "file";
    }

    @Override
    public String allowed() {
        if (kind == Kind.DIRECTORY_TO_BE) {
            return "a directory; created when missing";
        }
        if (kind == Kind.FILE_TO_BE) {
            return "a file; created when missing; empty for the usual place";
        }
        return "a readable file" + (none.isEmpty() ? "; empty for none" : ", or " + none);
    }
}
