package org.sngateway.gateway.command;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.ConfigLoader;
import org.sngateway.gateway.config.LoadResult;
import org.sngateway.gateway.config.LoadResult.Loaded;
import org.sngateway.gateway.config.LoadResult.Refused;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The options of every command that needs the configuration. */
final class ConfigOptions {
    private static final String LAST_LINE =
            "Not started. Every option is explained by: sn-gateway config template          (exit 78)";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "configuration file; without it the defaults hold")
    @Nullable
    Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "sets an option, such as broker.url=mqtt://host:1883; may be repeated")
    List<String> assignments = new ArrayList<>();

    ConfigLoader.Sources sources(Surroundings surroundings) {
        return new ConfigLoader.Sources(file, surroundings.environment(), assignments).withOverrides();
    }

    /** The configuration, or {@code null} after its problems were printed. */
    @Nullable
    Loaded load(Surroundings surroundings) {
        LoadResult result = ConfigLoader.load(sources(surroundings));
        if (result instanceof Refused refused) {
            surroundings.err().print(refused.report().format());
            surroundings.err().println();
            surroundings.err().println(LAST_LINE);
            return null;
        }
        return (Loaded) result;
    }
}
