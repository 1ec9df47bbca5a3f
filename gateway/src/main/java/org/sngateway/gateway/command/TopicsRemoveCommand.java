package org.sngateway.gateway.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code topics remove}. */
@Command(
        name = "remove",
        description =
                "Removes a predefined topic from a running gateway; without ID, all that was added or removed there, so "
                        + "that those of the configuration file hold again.")
final class TopicsRemoveCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "the topic id")
    private @Nullable Integer id;

    @Option(
            names = "--clients",
            paramLabel = "PATTERN",
            description = "only the entry for these devices; without it, all of that id")
    private @Nullable String clients;

    @Mixin
    private final RemoteOptions remote = new RemoteOptions();

    TopicsRemoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Integer removed = id;
        return Remotely.ask(remote, surroundings, gateway -> {
            if (removed == null) {
                gateway.send("DELETE", "/topics/predefined", null);
                surroundings.out().println("the predefined topics are those of the configuration again");
                return;
            }
            List<Object> topics = new ArrayList<>(PredefinedEntries.of(gateway));
            boolean was = topics.removeIf(entry -> PredefinedEntries.is(entry, removed, clients));
            if (was) {
                PredefinedEntries.put(gateway, topics);
            }
            surroundings.out().println("topic id " + removed + (was ? " is removed" : " was not there"));
        });
    }
}
