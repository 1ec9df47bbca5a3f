package org.sngateway.gateway.doctor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What can be seen of a machine. What is not there, or may not be looked at, is empty. */
public interface Machine {

    /** A small text file, such as those of {@code /proc}; empty when it cannot be read. */
    String text(String path);

    boolean exists(String path);

    /** The names in a folder, without order. */
    List<String> names(String folder);

    /** Where a symbolic link points to. */
    String linkTarget(String path);

    Instant now();

    /** A property of the Java runtime, such as {@code java.vm.info}. */
    String property(String name);

    /** A variable of the environment. */
    String variable(String name);

    /** Octets free where this file or folder is, or would be made; -1 when nobody knows. */
    long freeOctets(Path file);

    /** Where this file or folder really is, or would be made: absolute and without links. */
    Path place(Path file);
}
