package org.sngateway.gateway.command.screen;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One JSON object of an answer. What is missing, or of another kind than expected, is nothing: the gateway may be of another
 * version than the command.
 */
public record Answer(Map<?, ?> fields) {

    /** As it may be shown: nothing in it moves the cursor. Empty when it is missing. */
    String text(String name) {
        Object value = fields.get(name);
        return value == null ? "" : Escapes.visible(String.valueOf(value));
    }

    /** 0 when it is missing. */
    long number(String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** A number with a decimal, or a dash. */
    String decimal(String name) {
        return fields.get(name) instanceof Number number
                ? String.format(Locale.ROOT, "%.1f", number.doubleValue())
                : "-";
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    boolean isTrue(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    @Nullable
    Instant time(String name) {
        try {
            return fields.get(name) instanceof String text ? Instant.parse(text) : null;
        } catch (DateTimeParseException noTime) {
            return null;
        }
    }

    Answer object(String name) {
        return new Answer(fields.get(name) instanceof Map<?, ?> inner ? inner : Map.of());
    }

    List<Answer> objects(String name) {
        List<Answer> objects = new ArrayList<>();
        if (fields.get(name) instanceof List<?> list) {
            for (Object each : list) {
                objects.add(new Answer(each instanceof Map<?, ?> inner ? inner : Map.of()));
            }
        }
        return objects;
    }

    List<String> texts(String name) {
        return fields.get(name) instanceof List<?> list
                ? list.stream()
                        .map(each -> Escapes.visible(String.valueOf(each)))
                        .toList()
                : List.of();
    }
}
