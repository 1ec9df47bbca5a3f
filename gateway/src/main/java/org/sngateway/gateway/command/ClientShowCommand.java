package org.sngateway.gateway.command;

import org.sngateway.gateway.command.remote.RemoteFailure;
import org.sngateway.gateway.command.remote.RemoteGateway;
import org.sngateway.gateway.command.screen.ClientScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.time.Instant;
import java.util.List;

/** {@code clients show}. */
@Command(name = "show", description = "Shows what is known of one device.")
final class ClientShowCommand extends ShowingCommand {
    @Parameters(paramLabel = "ID", description = "the client id")
    private String clientId = "";

    ClientShowCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    String path() {
        return client(clientId);
    }

    @Override
    List<String> lines(RemoteGateway gateway) throws RemoteFailure {
        return ClientScreen.show(gateway.get(path()), Instant.now());
    }
}
