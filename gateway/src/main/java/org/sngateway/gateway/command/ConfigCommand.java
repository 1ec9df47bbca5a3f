package org.sngateway.gateway.command;

import org.sngateway.gateway.adapter.http.RestReference;
import org.sngateway.gateway.adapter.observe.metrics.MetricsReference;
import org.sngateway.gateway.config.ConfigSchema;
import org.sngateway.gateway.config.ConfigTemplate;
import org.sngateway.gateway.config.EffectiveConfig;
import org.sngateway.gateway.config.LoadResult.Loaded;
import org.sngateway.gateway.config.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.function.Function;

/** {@code config}: what can be configured, and what is. */
@Command(name = "config", description = "Prints the configuration: all options, or what is in force.")
final class ConfigCommand {
    private final Surroundings surroundings;

    ConfigCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(name = "template", description = "Prints a configuration file with every option, explained.")
    int template() {
        surroundings.out().print(ConfigTemplate.write());
        return ExitCode.OK;
    }

    @Command(name = "schema", description = "Prints the JSON Schema of the file, for editors.")
    int schema() {
        surroundings.out().print(ConfigSchema.write());
        return ExitCode.OK;
    }

    @Command(name = "reference", hidden = true, description = "Prints docs/reference/configuration.md.")
    int reference() {
        surroundings.out().print(Reference.write());
        return ExitCode.OK;
    }

    @Command(name = "metrics", hidden = true, description = "Prints docs/reference/metrics.md.")
    int metrics() {
        surroundings.out().print(MetricsReference.write());
        return ExitCode.OK;
    }

    @Command(name = "rest", hidden = true, description = "Prints docs/reference/rest.md.")
    int rest() {
        surroundings.out().print(RestReference.write());
        return ExitCode.OK;
    }

    @Command(name = "show", description = "Prints every value in force and where it comes from.")
    int show(@Mixin ConfigOptions options) {
        return print(options, EffectiveConfig::show);
    }

    @Command(name = "diff", description = "Prints the values that are not the default.")
    int diff(@Mixin ConfigOptions options) {
        return print(options, EffectiveConfig::diff);
    }

    private int print(ConfigOptions options, Function<EffectiveConfig, String> text) {
        Loaded loaded = options.load(surroundings);
        if (loaded == null) {
            return ExitCode.BAD_CONFIGURATION;
        }
        surroundings.out().print(text.apply(loaded.effective()));
        return ExitCode.OK;
    }
}
