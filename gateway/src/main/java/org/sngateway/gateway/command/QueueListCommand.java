package org.sngateway.gateway.command;

import org.sngateway.gateway.command.remote.RemoteGateway;
import org.sngateway.gateway.command.screen.ClientScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code queue list}. */
@Command(name = "list", description = "Lists what waits for a device; * is sent and not answered.")
final class QueueListCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "the client id")
    private String clientId = "";

    @Option(names = "--json", description = "the gateway's answer as it is")
    private boolean isJson;

    @Mixin
    private final RemoteOptions remote = new RemoteOptions();

    QueueListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return Remotely.ask(remote, surroundings, gateway -> {
            String path = "/clients/" + RemoteGateway.part(clientId);
            if (isJson) {
                surroundings.out().println(gateway.getText(path + "/queue"));
                return;
            }
            Map<String, Object> queue = gateway.get(path + "/queue");
            ClientScreen.queue(gateway.get(path), queue, Instant.now()).forEach(surroundings.out()::println);
        });
    }
}
