package org.sngateway.gateway.command;

import org.sngateway.gateway.command.remote.RemoteFailure;
import org.sngateway.gateway.command.remote.RemoteGateway;
import org.sngateway.gateway.command.screen.ClientScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code queue list}. */
@Command(name = "list", description = "Lists what waits for a device; * is sent and not answered.")
final class QueueListCommand extends ShowingCommand {
    @Parameters(paramLabel = "ID", description = "the client id")
    private String clientId = "";

    QueueListCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    String path() {
        return client(clientId) + "/queue";
    }

    @Override
    List<String> lines(RemoteGateway gateway) throws RemoteFailure {
        Map<String, Object> queue = gateway.get(path());
        return ClientScreen.queue(gateway.get(client(clientId)), queue, Instant.now());
    }
}
