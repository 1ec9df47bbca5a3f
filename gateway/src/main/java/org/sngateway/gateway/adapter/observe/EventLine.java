package org.sngateway.gateway.adapter.observe;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Turns events into lines, without the line's end. Immutable. */
final class EventLine {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneId.of("UTC"));
    private static final String RESET = "\u001b[0m";

    private final LogFormat format;
    private final boolean colour;
    private final DateTimeFormatter timeOfDay;

    EventLine(LogFormat format, boolean colour, ZoneId zone) {
        this.format = format;
        this.colour = colour;
        this.timeOfDay = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    String of(Instant time, Event event) {
        StringBuilder line = new StringBuilder(160);
        switch (format) {
            case TEXT -> text(line, time, event);
            case LOGFMT -> logfmt(line, time, event);
            case JOURNAL -> journal(line, event);
            case JSON -> json(line, time, event);
        }
        return line.toString();
    }

    private void text(StringBuilder line, Instant time, Event event) {
        timeOfDay.formatTo(time, line);
        line.append(' ');
        String level = event.level().name();
        if (colour) {
            line.append(colourOf(event.level())).append(level).append(RESET);
        } else {
            line.append(level);
        }
        line.append(" ".repeat(6 - level.length())).append(event.name());
        fields(line, event);
    }

    private static void logfmt(StringBuilder line, Instant time, Event event) {
        line.append("ts=");
        ISO.formatTo(time, line);
        line.append(' ');
        keyValue(line, event);
    }

    private static void journal(StringBuilder line, Event event) {
        line.append('<').append(event.level().journalPriority()).append('>');
        keyValue(line, event);
    }

    private static void keyValue(StringBuilder line, Event event) {
        line.append("level=").append(event.level().text()).append(" event=").append(event.name());
        fields(line, event);
    }

    private static void fields(StringBuilder line, Event event) {
        for (Event.Field field : event.fields()) {
            line.append(' ').append(field.key()).append('=');
            LogValue.appendLogfmt(line, field.value());
        }
    }

    private static void json(StringBuilder line, Instant time, Event event) {
        line.append("{\"ts\":\"");
        ISO.formatTo(time, line);
        line.append("\",\"level\":\"").append(event.level().text());
        line.append("\",\"event\":\"").append(event.name()).append('"');
        for (Event.Field field : event.fields()) {
            line.append(",\"").append(field.key()).append("\":");
            if (field.bare()) {
                line.append(field.value());
            } else {
                LogValue.appendQuoted(line, field.value());
            }
        }
        line.append('}');
    }

    private static String colourOf(LogLevel level) {
        return switch (level) {
            case ERROR -> "\u001b[31m";
            case WARN -> "\u001b[33m";
            case INFO -> "\u001b[32m";
            case DEBUG, TRACE -> "\u001b[2m";
        };
    }
}
