package org.sngateway.gateway.command;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.command.remote.RemoteGateway;
import org.sngateway.gateway.command.screen.ClientScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Map;
import java.util.concurrent.Callable;

/** {@code topics list}. */
@Command(name = "list", description = "Lists the topic ids of a device; without ID, the predefined ones of all.")
final class TopicsListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "the client id")
    private @Nullable String clientId;

    @Option(names = "--json", description = "the gateway's answer as it is")
    private boolean isJson;

    @Mixin
    private final RemoteOptions remote = new RemoteOptions();

    TopicsListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return Remotely.ask(remote, surroundings, gateway -> {
            String path =
                    clientId == null ? "/topics/predefined" : "/clients/" + RemoteGateway.part(clientId) + "/topics";
            if (isJson) {
                surroundings.out().println(gateway.getText(path));
                return;
            }
            Map<String, Object> answer = gateway.get(path);
            (clientId == null ? ClientScreen.predefined(answer) : ClientScreen.topics(answer))
                    .forEach(surroundings.out()::println);
        });
    }
}
