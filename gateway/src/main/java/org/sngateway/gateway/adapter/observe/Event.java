package org.sngateway.gateway.adapter.observe;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that happened, with a stable name and its facts in order. Names are {@code thing.happened}; they and the keys
 * are part of the product's surface. Built and written by one thread.
 */
public final class Event {
    private final LogLevel level;
    private final String name;
    private final List<Field> fields = new ArrayList<>(6);

    private Event(LogLevel level, String name) {
        this.level = level;
        this.name = name;
    }

    public static Event of(LogLevel level, String name) {
        return new Event(level, name);
    }

    public static Event error(String name) {
        return new Event(LogLevel.ERROR, name);
    }

    public static Event warn(String name) {
        return new Event(LogLevel.WARN, name);
    }

    public static Event info(String name) {
        return new Event(LogLevel.INFO, name);
    }

    public static Event debug(String name) {
        return new Event(LogLevel.DEBUG, name);
    }

    /** Adds a fact. The value may be anything, from anywhere: formats escape it. */
    public Event with(String key, String value) {
        fields.add(new Field(key, value, false));
        return this;
    }

    public Event with(String key, long value) {
        fields.add(new Field(key, Long.toString(value), true));
        return this;
    }

    public LogLevel level() {
        return level;
    }

    public String name() {
        return name;
    }

    public List<Field> fields() {
        return fields;
    }

    /** One fact; {@code bare} for numbers and truth values, which JSON writes without quotes. */
    public record Field(String key, String value, boolean bare) {}
}
