package org.sngateway.gateway.view;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Something that happened in the gateway, as people and programs are told of it. Immutable.
 *
 * @param id rises by one from event to event, from 1 at the start of the process
 * @param atNanos nanoseconds since 1970
 * @param name {@code thing.happened}, as in the log
 * @param clientId the device that it is about, or {@code null}
 * @param fields its other facts, in the order of the log's line
 */
public record GatewayEvent(
        long id,
        long atNanos,
        Level level,
        String name,
        @Nullable String clientId,
        List<Field> fields) {

    /** How much it matters: our bug; an operator should look; life cycle; daily business. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    /**
     * One fact.
     *
     * @param value a {@link String}, {@link Long} or {@link Boolean}; texts may come from the network and hold anything
     */
    public record Field(String key, Object value) {}

    public GatewayEvent {
        fields = List.copyOf(fields);
    }

    /** The text of this field, or {@code null} when there is none. */
    public @Nullable String text(String key) {
        for (Field field : fields) {
            if (field.key.equals(key)) {
                return String.valueOf(field.value);
            }
        }
        return null;
    }

    GatewayEvent withId(long other) {
        return new GatewayEvent(other, atNanos, level, name, clientId, fields);
    }
}
