package org.sngateway.gateway.command;

import org.sngateway.gateway.command.remote.RemoteFailure;
import org.sngateway.gateway.command.remote.RemoteGateway;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.Callable;

/** A command that asks a running gateway once, and shows the answer: as lines for people, or with {@code --json} as it is. */
abstract class ShowingCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--json", description = "the gateway's answer as it is")
    private boolean isJson;

    @Mixin
    private final RemoteOptions remote = new RemoteOptions();

    ShowingCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** What is asked, below {@code /api/v1}. */
    abstract String path();

    /** The answer for people. */
    abstract List<String> lines(RemoteGateway gateway) throws RemoteFailure;

    @Override
    public final Integer call() {
        return Remotely.ask(remote, surroundings, gateway -> {
            if (isJson) {
                surroundings.out().println(gateway.getText(path()));
            } else {
                lines(gateway).forEach(surroundings.out()::println);
            }
        });
    }

    /** Of one device. */
    static String client(String clientId) {
        return "/clients/" + RemoteGateway.part(clientId);
    }
}
