package org.sngateway.gateway.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code topics reload}: the whole configuration, as SIGHUP does. */
@Command(name = "reload", description = "Has a running gateway read its configuration again.")
final class TopicsReloadCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final RemoteOptions remote = new RemoteOptions();

    TopicsReloadCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return Remotely.ask(remote, surroundings, gateway -> {
            Map<String, Object> answer = gateway.send("POST", "/config/reload", null);
            surroundings.out().println("applied: " + names(answer.get("applied")));
            surroundings.out().println("needs a restart: " + names(answer.get("needs_restart")));
        });
    }

    private static String names(@Nullable Object keys) {
        return keys instanceof List<?> list && !list.isEmpty()
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : "nothing";
    }
}
