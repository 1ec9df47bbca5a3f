package org.sngateway.gateway.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The machine that this program runs on. */
public final class ThisMachine implements Machine {
    private static final int OCTETS_MAX = 1 << 20;

    private final Map<String, String> environment;

    public ThisMachine(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String text(String path) {
        try (var in = Files.newInputStream(Path.of(path))) {
            return new String(in.readNBytes(OCTETS_MAX), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(Path.of(path));
    }

    @Override
    public List<String> names(String folder) {
        try (var files = Files.list(Path.of(folder))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            return List.of();
        }
    }

    @Override
    public String linkTarget(String path) {
        try {
            return Files.readSymbolicLink(Path.of(path)).toString();
        } catch (IOException | UnsupportedOperationException noLink) {
            return "";
        }
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public String property(String name) {
        return System.getProperty(name, "");
    }

    @Override
    public String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    @Override
    public long freeOctets(Path file) {
        try {
            return Files.getFileStore(place(file)).getUsableSpace();
        } catch (IOException unknown) {
            return -1;
        }
    }

    @Override
    public Path place(Path file) {
        Path place = file.toAbsolutePath().normalize();
        while (!Files.exists(place)) {
            Path parent = place.getParent();
            if (parent == null) {
                return place;
            }
            place = parent;
        }
        try {
            return place.toRealPath();
        } catch (IOException unreadable) {
            return place;
        }
    }
}
