package org.sngateway.gateway.command;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.command.remote.RemoteGateway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code queue}: the messages that wait for one device of a gateway that runs. */
@Command(name = "queue", description = "The messages that wait for one device of a running gateway.")
final class QueueCommand {
    private final Surroundings surroundings;

    QueueCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(name = "drop", description = "Takes one message out. The broker is told, so that it does not come again.")
    int drop(
            @Parameters(paramLabel = "ID", description = "the client id") String clientId,
            @Parameters(
                            paramLabel = "N",
                            arity = "0..1",
                            description = "its number as queue list shows it; without it, the oldest")
                    @Nullable
                    Long number,
            @Mixin RemoteOptions remote) {
        String which = number == null ? "oldest" : number.toString();
        return Remotely.ask(remote, surroundings, gateway -> {
            gateway.send("DELETE", "/clients/" + RemoteGateway.part(clientId) + "/queue/" + which, null);
            surroundings.out().println("dropped");
        });
    }

    @Command(
            name = "flush",
            description = "Takes all messages out. The broker is told, so that they do not come again.")
    int flush(
            @Parameters(paramLabel = "ID", description = "the client id") String clientId,
            @Option(names = "--keep-in-flight", description = "keeps what may have been sent already")
                    boolean keepInFlight,
            @Mixin RemoteOptions remote) {
        String which = keepInFlight ? "/queue?keep_in_flight=true" : "/queue";
        return Remotely.ask(remote, surroundings, gateway -> {
            Object dropped = gateway.send("DELETE", "/clients/" + RemoteGateway.part(clientId) + which, null)
                    .get("dropped");
            surroundings.out().println(dropped + " dropped");
        });
    }
}
