package org.sngateway.gateway.config;

import org.sngateway.gateway.config.LoadResult.Loaded;
import org.sngateway.gateway.config.LoadResult.Refused;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Loads texts as files. */
final class Loading {
    private Loading() {}

    static LoadResult file(Path folder, String text) {
        return load(write(folder, "c.yaml", text), Map.of(), List.of());
    }

    static LoadResult load(Path file, Map<String, String> environment, List<String> assignments) {
        return ConfigLoader.load(new ConfigLoader.Sources(file, environment, assignments));
    }

    static LoadResult set(String... assignments) {
        return ConfigLoader.load(new ConfigLoader.Sources(null, Map.of(), List.of(assignments)));
    }

    static LoadResult environment(Map<String, String> environment) {
        return ConfigLoader.load(new ConfigLoader.Sources(null, environment, List.of()));
    }

    static Path write(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GatewayConfig config(LoadResult result) {
        if (result instanceof Refused refused) {
            throw new AssertionError(refused.report().format());
        }
        return ((Loaded) result).config();
    }

    /** Each problem as {@code place | path "value" | message}. */
    static List<String> problems(LoadResult result) {
        if (!(result instanceof Refused refused)) {
            throw new AssertionError("no problem was found");
        }
        return refused.report().problems().stream()
                .map(p -> p.place().text() + " | " + p.subject() + " | " + p.message())
                .toList();
    }

    static GatewayConfig defaults() {
        return config(set());
    }
}
