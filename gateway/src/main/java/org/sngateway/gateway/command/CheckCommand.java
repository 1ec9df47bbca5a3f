package org.sngateway.gateway.command;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.LoadResult.Loaded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code check}: is the configuration right, and would it work here? */
@Command(name = "check", description = "Checks the configuration and reports all problems.")
final class CheckCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "configuration file; the same as -c FILE")
    private @Nullable Path file;

    @Option(names = "--probe", description = "also binds the ports and logs in to the broker")
    private boolean isProbe;

    @Option(names = "--quiet", description = "prints problems only")
    private boolean isQuiet;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (file != null && options.file != null) {
            surroundings.err().println("one file only: give it with -c or without, not both");
            return ExitCode.USAGE;
        }
        if (file != null) {
            options.file = file;
        }
        Loaded loaded = options.load(surroundings);
        if (loaded == null) {
            return ExitCode.BAD_CONFIGURATION;
        }
        String problem = surroundings.service().problem(loaded.config());
        if (problem != null) {
            surroundings.err().println(problem);
            return ExitCode.BAD_CONFIGURATION;
        }
        if (!isQuiet) {
            String name = options.file == null ? "configuration" : options.file.toString();
            surroundings.out().println(name + ": no problems");
        }
        if (!isProbe) {
            return ExitCode.OK;
        }
        Service.Probe probe = surroundings.service().probe(loaded.config());
        if (!isQuiet || probe.exitCode() != ExitCode.OK) {
            probe.lines().forEach(surroundings.out()::println);
        }
        return probe.exitCode();
    }
}
