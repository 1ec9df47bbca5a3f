package org.sngateway.gateway.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code topics add}. */
@Command(
        name = "add",
        description =
                "Adds a predefined topic to a running gateway, or changes one. It is kept over restarts, beside the "
                        + "configuration file, and stands with those that there are in place of the file's.")
final class TopicsAddCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "ID", description = "the topic id, 1 to 65534")
    private int id;

    @Parameters(index = "1", paramLabel = "TOPIC", description = "its name; {client_id} is the device's client id")
    private String topic = "";

    @Option(
            names = "--clients",
            paramLabel = "PATTERN",
            defaultValue = "*",
            description = "which devices it is for: * for any characters, ? for one; without it, all")
    private String clients = "*";

    @Mixin
    private final RemoteOptions remote = new RemoteOptions();

    TopicsAddCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return Remotely.ask(remote, surroundings, gateway -> {
            List<Object> topics = new ArrayList<>(PredefinedEntries.of(gateway));
            topics.removeIf(entry -> PredefinedEntries.is(entry, id, clients));
            topics.add(Map.of("topic_id", id, "topic", topic, "clients", clients));
            PredefinedEntries.put(gateway, topics);
            surroundings.out().println("topic id " + id + " is " + topic + " for " + clients);
        });
    }
}
