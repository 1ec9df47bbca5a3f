package org.sngateway.gateway;

import org.sngateway.gateway.command.ExitCode;
import org.sngateway.gateway.command.Service;
import org.sngateway.gateway.config.GatewayConfig;

import java.util.ArrayList;
import java.util.List;

/** {@code check --probe}: tries what a run would need, and leaves nothing behind. */
final class Trial {
    private final GatewayConfig config;
    private final List<String> lines = new ArrayList<>();
    private int exitCode = ExitCode.OK;

    Trial(GatewayConfig config) {
        this.config = config;
    }

    Service.Probe run() {
        return new Service.Probe(exitCode, lines);
    }
}
