package org.sngateway.gateway.doctor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A machine whose files are written by a test. */
final class FakeMachine implements Machine {
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();
    final Map<String, String> properties = new HashMap<>(Map.of(
            "java.vm.name",
            "OpenJDK 64-Bit Server VM",
            "java.vm.info",
            "mixed mode, sharing",
            "java.version",
            "17.0.15"));
    Instant now = Instant.parse("2026-11-26T12:00:00Z");
    long freeOctets = 1L << 40;

    FakeMachine file(String path, String text) {
        files.put(path, text);
        return this;
    }

    FakeMachine link(String path, String target) {
        links.put(path, target);
        return this;
    }

    FakeMachine variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    @Override
    public String text(String path) {
        return files.getOrDefault(path, "");
    }

    @Override
    public boolean exists(String path) {
        return files.containsKey(path) || !names(path).isEmpty();
    }

    @Override
    public List<String> names(String folder) {
        Set<String> names = new LinkedHashSet<>();
        for (Set<String> paths : List.of(files.keySet(), links.keySet())) {
            for (String path : paths) {
                if (path.startsWith(folder + "/")) {
                    names.add(path.substring(folder.length() + 1).split("/", -1)[0]);
                }
            }
        }
        return List.copyOf(names);
    }

    @Override
    public String linkTarget(String path) {
        return links.getOrDefault(path, "");
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public String property(String name) {
        return properties.getOrDefault(name, "");
    }

    @Override
    public String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    @Override
    public long freeOctets(Path file) {
        return freeOctets;
    }

    @Override
    public Path place(Path file) {
        return Path.of("/").resolve(file).normalize();
    }
}
