package org.sngateway.simulator.program;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where Mosquitto is installed: its usual places are not all in a user's PATH. */
public final class Mosquitto {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/sbin/mosquitto"),
            Path.of("/usr/bin/mosquitto"),
            Path.of("/usr/local/sbin/mosquitto"),
            Path.of("/opt/homebrew/sbin/mosquitto"));

    private Mosquitto() {}

    /** {@code null}: it is not. */
    public static @Nullable Path program() {
        return PLACES.stream().filter(Files::isExecutable).findFirst().orElse(null);
    }
}
