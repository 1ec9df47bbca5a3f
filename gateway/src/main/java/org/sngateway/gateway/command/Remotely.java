package org.sngateway.gateway.command;

import org.sngateway.gateway.command.remote.RemoteFailure;
import org.sngateway.gateway.command.remote.RemoteGateway;

/** Asks a gateway that runs; what goes wrong is one line and an exit code. */
final class Remotely {
    private Remotely() {}

    /** What is asked, and what is printed of the answer. */
    @FunctionalInterface
    interface Exchange {
        void with(RemoteGateway gateway) throws RemoteFailure;
    }

    static int ask(RemoteOptions remote, Surroundings surroundings, Exchange exchange) {
        RemoteGateway gateway = remote.gateway(surroundings);
        if (gateway == null) {
            return ExitCode.BAD_CONFIGURATION;
        }
        try {
            exchange.with(gateway);
            return ExitCode.OK;
        } catch (RemoteFailure failure) {
            surroundings.err().println(failure.getMessage());
            return failure.exitCode();
        }
    }
}
