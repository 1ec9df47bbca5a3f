package org.sngateway.gateway;

import org.sngateway.gateway.command.ExitCode;
import org.sngateway.gateway.command.Service;
import org.sngateway.gateway.config.GatewayConfig;

import java.util.List;

/** Where the command line meets the gateway. */
final class GatewayService implements Service {

    @Override
    public int run(GatewayConfig config) {
        throw new IllegalStateException("this build has no gateway in it");
    }

    @Override
    public Probe probe(GatewayConfig config) {
        return new Probe(ExitCode.FAILURE, List.of("this build has no gateway in it"));
    }
}
