package org.sngateway.gateway.command;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.command.remote.RemoteFailure;
import org.sngateway.gateway.command.remote.RemoteGateway;
import org.sngateway.gateway.command.screen.ClientScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Map;

/** {@code topics list}. */
@Command(name = "list", description = "Lists the topic ids of a device; without ID, the predefined ones of all.")
final class TopicsListCommand extends ShowingCommand {
    @Parameters(paramLabel = "ID", arity = "0..1", description = "the client id")
    private @Nullable String clientId;

    TopicsListCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    String path() {
        return clientId == null ? "/topics/predefined" : client(clientId) + "/topics";
    }

    @Override
    List<String> lines(RemoteGateway gateway) throws RemoteFailure {
        Map<String, Object> answer = gateway.get(path());
        return clientId == null ? ClientScreen.predefined(answer) : ClientScreen.topics(answer);
    }
}
