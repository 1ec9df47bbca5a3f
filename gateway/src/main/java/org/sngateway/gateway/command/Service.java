package org.sngateway.gateway.command;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.ConfigLoader;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.LoadResult.Loaded;
import org.sngateway.gateway.doctor.Finding;

import java.util.List;

/** The gateway, as the command line sees it. */
public interface Service {

    /**
     * Runs until it is told to stop; the exit code. What a user can mend is said in one sentence by then.
     *
     * @param sources where {@code loaded} comes from, and is read again when the gateway is told to
     */
    int run(ConfigLoader.Sources sources, Loaded loaded);

    /** What a run would refuse of the files that the configuration names, in one sentence; {@code null} for nothing. */
    @Nullable
    String problem(GatewayConfig config);

    /** Tries what a run would need, without running. */
    Probe probe(GatewayConfig config);

    /** Logs in to the broker as a device does, subscribes and publishes; nothing when the broker is the embedded one. */
    List<Finding> examineBroker(GatewayConfig config);

    /**
     * What a trial brought.
     *
     * @param exitCode of {@link ExitCode}
     * @param lines one for each thing that was tried
     */
    record Probe(int exitCode, List<String> lines) {}
}
