package org.sngateway.gateway.command;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.command.remote.RemoteFailure;
import org.sngateway.gateway.command.remote.RemoteGateway;
import org.sngateway.gateway.command.screen.ClientScreen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code clients list}. */
@Command(name = "list", description = "Lists devices: !  missed what it promised, !!  twice or lost.")
final class ClientListCommand implements Callable<Integer> {
    private static final int PAGE = 1000;

    private final Surroundings surroundings;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "only these, with commas between them: active, asleep, awake, connecting, disconnected, lost")
    private @Nullable String state;

    @Option(names = "--overdue", description = "only devices that were not heard when they should have been")
    private boolean isOverdue;

    @Option(names = "--find", paramLabel = "TEXT", description = "only with this in the client id or the address")
    private @Nullable String text;

    @Option(
            names = "--sort",
            paramLabel = "FIELD",
            description = "by this field of the JSON answer, such as last_seen; -last_seen for the opposite")
    private @Nullable String sort;

    @Option(names = "--json", description = "the gateway's answers as they are, one line for each thousand devices")
    private boolean isJson;

    @Mixin
    private final RemoteOptions remote = new RemoteOptions();

    ClientListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return Remotely.ask(remote, surroundings, gateway -> {
            List<Map<String, Object>> pages = new ArrayList<>();
            String cursor = "";
            do {
                cursor = page(gateway, cursor, pages);
            } while (!cursor.isEmpty());
            if (!isJson) {
                ClientScreen.list(pages).forEach(surroundings.out()::println);
            }
        });
    }

    /** The next page's cursor; empty after the last one. */
    private String page(RemoteGateway gateway, String cursor, List<Map<String, Object>> pages) throws RemoteFailure {
        String text = gateway.getText(query(cursor));
        Map<String, Object> page = gateway.read(text);
        if (isJson) {
            surroundings.out().println(text);
        } else {
            pages.add(page);
        }
        return page.get("next_cursor") instanceof String next ? next : "";
    }

    private String query(String cursor) {
        StringBuilder query = new StringBuilder("/clients?limit=" + PAGE);
        append(query, "state", state);
        append(query, "overdue", isOverdue ? "true" : null);
        append(query, "q", text);
        append(query, "sort", sort);
        append(query, "cursor", cursor);
        return query.toString();
    }

    private static void append(StringBuilder query, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            query.append('&').append(name).append('=').append(RemoteGateway.part(value));
        }
    }
}
