package org.sngateway.gateway.view;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.view.ClientRow;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All sessions of all shards, at about one moment: each row is exact, but not all of them were copied at once. Immutable.
 *
 * @param atNanos nanoseconds since 1970, when the last row was copied
 * @param clients by their client id, in its order
 */
public record GatewayView(long atNanos, SortedMap<String, ClientRow> clients, Sums sums) {

    static GatewayView of(long atNanos, List<List<ClientRow>> ofShards) {
        SortedMap<String, ClientRow> clients = new TreeMap<>();
        for (List<ClientRow> rows : ofShards) {
            for (ClientRow row : rows) {
                clients.put(row.clientId(), row);
            }
        }
        return new GatewayView(atNanos, Collections.unmodifiableSortedMap(clients), Sums.of(clients.values()));
    }

    /** The session of this client id, or {@code null}. */
    public @Nullable ClientRow client(String clientId) {
        return clients.get(clientId);
    }
}
