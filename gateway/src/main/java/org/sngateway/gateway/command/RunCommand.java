package org.sngateway.gateway.command;

import org.sngateway.gateway.config.LoadResult.Loaded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code run}: the gateway in the foreground. */
@Command(
        name = "run",
        description = "Runs the gateway until it is stopped (Ctrl-C or SIGTERM).",
        footer = {
            "",
            "Without a configuration: listens on 1883/udp, with an embedded MQTT broker on",
            "127.0.0.1:1883. With another broker: --set broker.url=mqtt://host:1883"
        })
final class RunCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Loaded loaded = options.load(surroundings);
        return loaded == null
                ? ExitCode.BAD_CONFIGURATION
                : surroundings.service().run(options.sources(surroundings), loaded);
    }
}
