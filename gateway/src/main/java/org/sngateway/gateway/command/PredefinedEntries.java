package org.sngateway.gateway.command;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.command.remote.RemoteFailure;
import org.sngateway.gateway.command.remote.RemoteGateway;

import java.util.List;
import java.util.Map;

/** The predefined topics of a running gateway, as its REST interface has them. */
final class PredefinedEntries {
    private static final String PATH = "/topics/predefined";
    private static final String KEY = "predefined";

    private PredefinedEntries() {}

    static List<?> of(RemoteGateway gateway) throws RemoteFailure {
        return gateway.get(PATH).get(KEY) instanceof List<?> entries ? entries : List.of();
    }

    /** @param clients {@code null} for whatever pattern */
    static boolean is(Object entry, int id, @Nullable String clients) {
        return entry instanceof Map<?, ?> map
                && Integer.valueOf(id).equals(map.get("topic_id"))
                && (clients == null || clients.equals(map.get("clients")));
    }

    static void put(RemoteGateway gateway, List<Object> entries) throws RemoteFailure {
        gateway.send("PUT", PATH, Map.of(KEY, entries));
    }
}
