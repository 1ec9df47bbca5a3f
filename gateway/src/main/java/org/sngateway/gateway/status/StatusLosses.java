package org.sngateway.gateway.status;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many messages of the gateway's own topics were dropped because more came than can be told. Safe for all threads. */
public final class StatusLosses {

    /** What a message was to be. */
    public enum Kind {
        /** Something that happened, or a receipt. */
        EVENT,
        /** The answer to a request. */
        ANSWER,
        /** A request that nobody looked at. */
        REQUEST
    }

    private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);

    public StatusLosses() {
        for (Kind kind : Kind.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    public void lost(Kind kind) {
        lost(kind, 1);
    }

    public void lost(Kind kind, long messages) {
        LongAdder count = counts.get(kind);
        if (count != null) {
            count.add(messages);
        }
    }

    public long of(Kind kind) {
        LongAdder count = counts.get(kind);
        return count == null ? 0 : count.sum();
    }

    public long inAll() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
