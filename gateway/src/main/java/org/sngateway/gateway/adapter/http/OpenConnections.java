package org.sngateway.gateway.adapter.http;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The connections that are open, the one that was used longest ago first. Beyond the limit that one makes room for a new one,
 * so that connections that somebody holds open keep nobody else out; and whoever sends no whole request in time is cut off,
 * however busily he sends parts of one. Confined to the server's thread.
 */
final class OpenConnections<C> {
    static final int CONNECTIONS_MAX = 64;
    static final long SILENT_NANOS_MAX = TimeUnit.SECONDS.toNanos(30);

    private final Map<C, Long> usedNanos = new LinkedHashMap<>();
    private final Consumer<C> cutOff;

    /** @param cutOff closes a connection; may tell {@link #closed} at once or later */
    OpenConnections(Consumer<C> cutOff) {
        this.cutOff = cutOff;
    }

    void opened(C connection, long nowNanos) {
        if (usedNanos.size() >= CONNECTIONS_MAX) {
            C longestUnused = usedNanos.keySet().iterator().next();
            usedNanos.remove(longestUnused);
            cutOff.accept(longestUnused);
        }
        usedNanos.put(connection, nowNanos);
    }

    void closed(C connection) {
        usedNanos.remove(connection);
    }

    /** A whole request arrived. */
    void used(C connection, long nowNanos) {
        if (usedNanos.remove(connection) != null) {
            usedNanos.put(connection, nowNanos);
        }
    }

    /** Cuts off who has been silent for too long. */
    void sweep(long nowNanos) {
        Iterator<Map.Entry<C, Long>> longestUnused = usedNanos.entrySet().iterator();
        while (longestUnused.hasNext()) {
            Map.Entry<C, Long> each = longestUnused.next();
            if (nowNanos - each.getValue() < SILENT_NANOS_MAX) {
                return;
            }
            C silent = each.getKey();
            longestUnused.remove();
            cutOff.accept(silent);
            // Closing may have changed what is walked through.
            longestUnused = usedNanos.entrySet().iterator();
        }
    }

    int count() {
        return usedNanos.size();
    }
}
