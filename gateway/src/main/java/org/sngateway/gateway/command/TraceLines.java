package org.sngateway.gateway.command;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.Octets;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Packets as people read them, with what only the sequence tells: how long an answer took, and that an address changed. One
 * thread.
 */
final class TraceLines {
    private static final Pattern MSG_ID = Pattern.compile("(?:^| )msg_id=([0-9]+)");
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S}]+");
    private static final int NOTES_COLUMN = 96;
    private static final int HEX_DIGITS_A_LINE = 64;
    private static final int REMEMBERED_MAX = 1000;
    private static final String UP = "up";

    private final DateTimeFormatter timeOfDay;
    private final boolean hex;
    private final Map<String, Instant> asked = new Remembered<>();
    private final Map<String, String> addresses = new Remembered<>();

    /** A map that forgets what it was told first. */
    private static final class Remembered<V> extends LinkedHashMap<String, V> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > REMEMBERED_MAX;
        }
    }

    TraceLines(ZoneId zone, boolean hex) {
        this.timeOfDay =
                DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
        this.hex = hex;
    }

    /** @param packet as the gateway tells it */
    List<String> of(Map<String, Object> packet) {
        Instant time = Instant.parse(text(packet, "ts"));
        boolean isUp = UP.equals(text(packet, "direction"));
        String client = safe(text(packet, "client"));
        StringBuilder line = new StringBuilder(timeOfDay.format(time))
                .append(isUp ? " <- " : " -> ")
                .append(client.isEmpty() ? "?" : client);
        if (isUp || client.isEmpty()) {
            line.append(' ').append(safe(text(packet, "address")));
        }
        String type = text(packet, "type");
        line.append(' ').append(String.format(Locale.ROOT, "%-8s", type.isEmpty() ? "(no message)" : type));
        String fields = text(packet, "text");
        if (!fields.isEmpty()) {
            line.append(' ').append(fields);
        }
        line.setLength(line.toString().stripTrailing().length());
        String notes = String.join(", ", notes(packet, time, isUp));
        if (!notes.isEmpty()) {
            line.append(" ".repeat(Math.max(2, NOTES_COLUMN - line.length()))).append(notes);
        }
        List<String> lines = new ArrayList<>();
        lines.add(line.toString());
        if (hex) {
            addHex(lines, text(packet, "hex"));
        }
        return lines;
    }

    private static String text(Map<String, Object> packet, String key) {
        return Objects.requireNonNullElse(packet.get(key), "").toString();
    }

    /** As it is when nothing in it could do something to a terminal, otherwise quoted. */
    private static String safe(String text) {
        return text.isEmpty() || PLAIN.matcher(text).matches() ? text : SnText.quoted(Octets.ofUtf8(text));
    }

    private List<String> notes(Map<String, Object> packet, Instant time, boolean isUp) {
        List<String> notes = new ArrayList<>();
        String client = text(packet, "client");
        if (isUp && !client.isEmpty()) {
            String address = text(packet, "address");
            String before = addresses.put(client, address);
            if (before != null && !before.equals(address)) {
                notes.add("address changed (was " + safe(before) + ")");
            }
        }
        String dropped = text(packet, "dropped");
        if (!dropped.isEmpty()) {
            String note = text(packet, "note");
            notes.add("dropped: " + dropped + (note.isEmpty() ? "" : " (" + note + ")"));
            return notes;
        }
        String took = took(packet, time, isUp);
        if (took != null) {
            notes.add(took);
        }
        return notes;
    }

    /** For an answer, the time since the last message of the same id, or the same question, in the other direction. */
    private @Nullable String took(Map<String, Object> packet, Instant time, boolean isUp) {
        String exchange = exchangeOf(text(packet, "type"), text(packet, "text"));
        if (exchange == null) {
            return null;
        }
        String key = text(packet, "address") + ' ' + exchange + ' ';
        Instant before = asked.remove(key + (isUp ? "down" : UP));
        asked.put(key + (isUp ? UP : "down"), time);
        return before == null ? null : Duration.between(before, time).toMillis() + " ms";
    }

    private static @Nullable String exchangeOf(String type, String fields) {
        Matcher id = MSG_ID.matcher(fields);
        if (id.find()) {
            return id.group(1);
        }
        return switch (type) {
            case "PINGREQ", "PINGRESP" -> "ping";
            case "CONNECT", "CONNACK", "WILLTOPICREQ", "WILLTOPIC", "WILLMSGREQ", "WILLMSG" -> "connect";
            default -> null;
        };
    }

    private static void addHex(List<String> lines, String digits) {
        for (int from = 0; from < digits.length(); from += HEX_DIGITS_A_LINE) {
            String part = digits.substring(from, Math.min(digits.length(), from + HEX_DIGITS_A_LINE));
            lines.add(" ".repeat(16) + part.replaceAll("(..)", "$1 ").stripTrailing());
        }
    }
}
