package org.sngateway.gateway.command;

import org.sngateway.gateway.command.remote.RemoteGateway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code clients}: the devices of a gateway that runs. */
@Command(name = "clients", description = "The devices of a running gateway.")
final class ClientsCommand {
    private final Surroundings surroundings;

    ClientsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(
            name = "kick",
            description =
                    "Ends a device's connection. Its session stays, and no Will goes out; a sleeping device is told "
                            + "when it wakes.")
    int kick(
            @Parameters(paramLabel = "ID", description = "the client id") String clientId,
            @Mixin RemoteOptions remote) {
        return Remotely.ask(remote, surroundings, gateway -> {
            gateway.send("DELETE", "/clients/" + RemoteGateway.part(clientId), null);
            surroundings.out().println("disconnected");
        });
    }

    @Command(
            name = "forget",
            description =
                    "Ends a device's session, here and at the broker, with its subscriptions and all that waits for "
                            + "it. What the device was told is safe still goes to the broker.")
    int forget(
            @Parameters(paramLabel = "ID", description = "the client id") String clientId,
            @Mixin RemoteOptions remote) {
        return Remotely.ask(remote, surroundings, gateway -> {
            Object dropped = gateway.send("DELETE", "/clients/" + RemoteGateway.part(clientId) + "?forget=true", null)
                    .get("dropped");
            surroundings.out().println("forgotten, and " + dropped + " waiting messages with it");
        });
    }
}
