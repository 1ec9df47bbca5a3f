package org.sngateway.codec;

import org.sngateway.codec.v12.MessageFields;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;

import java.util.Locale;

/**
 * MQTT-SN 1.2 messages as one line each, for logs, traces and error messages: {@code PUBLISH topic_id=1025 qos=1 msg_id=7
 * octets=4 payload="21.5"}. What came from the network cannot do harm there: control and other invisible characters are
 * escaped, what is no UTF-8 is in hexadecimal, and long texts are cut, with their length told. Stateless; safe for any
 * thread.
 */
public final class SnText {
    /** No line is longer. */
    public static final int LINE_CHARACTERS_MAX = 1024;

    private static final int TEXT_CHARACTERS_MAX = 64;
    private static final int HEX_OCTETS_MAX = 32;
    private static final String CUT = "...";

    private SnText() {}

    /** The message with all its fields. */
    public static String of(SnMessage message) {
        Line line = new Line(message.type());
        MessageFields.tell(message, line);
        return line.text.toString();
    }

    /** A return code in the specification's words: {@code congestion (code 1)}. */
    public static String of(ReturnCode code) {
        return meaning(code) + " (code " + code.value() + ')';
    }

    /** Text from the network in quotes, such as {@code "21.5"}; in hexadecimal when it is no UTF-8. */
    public static String quoted(Octets octets) {
        String start = start(octets);
        return start.endsWith(CUT) ? start + lengthOf(octets) : start;
    }

    private static String meaning(ReturnCode code) {
        return switch (code.value()) {
            case 0 -> "accepted";
            case 1 -> "congestion";
            case 2 -> "invalid topic id";
            case 3 -> "not supported";
            default -> "reserved";
        };
    }

    private static String start(Octets octets) {
        String text = octets.utf8();
        return text == null ? hex(octets) : quoted(text);
    }

    private static String hex(Octets octets) {
        boolean isCut = octets.length() > HEX_OCTETS_MAX;
        Octets shown = isCut ? Octets.copyOf(octets.toByteArray(), 0, HEX_OCTETS_MAX) : octets;
        return "0x" + shown.toString().replace(" ", "") + (isCut ? CUT : "");
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().limit(TEXT_CHARACTERS_MAX).forEach(character -> append(quoted, character));
        return quoted.append('"').append(isCut(text) ? CUT : "").toString();
    }

    private static boolean isCut(String text) {
        return text.codePointCount(0, text.length()) > TEXT_CHARACTERS_MAX;
    }

    private static String lengthOf(Octets octets) {
        return " (" + octets.length() + " octets)";
    }

    private static void append(StringBuilder quoted, int character) {
        if (character == '"' || character == '\\') {
            quoted.append('\\').append((char) character);
        } else if (character == '\n') {
            quoted.append("\\n");
        } else if (isVisible(character)) {
            quoted.appendCodePoint(character);
        } else {
            quoted.append(String.format(Locale.ROOT, character > 0xFFFF ? "\\U%08x" : "\\u%04x", character));
        }
    }

    /** Whether it shows as itself: neither moves the cursor, nor turns the direction, nor ends the line, nor is nothing. */
    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /** A line being written. */
    private static final class Line implements MessageFields.Taker {
        private final StringBuilder text = new StringBuilder();

        Line(MessageType type) {
            text.append(type);
        }

        private StringBuilder field(String name) {
            return text.append(' ').append(name).append('=');
        }

        @Override
        public void number(String name, int value) {
            field(name).append(value);
        }

        @Override
        public void flag(String name) {
            field(name).append(1);
        }

        @Override
        public void qos(Qos qos) {
            field("qos").append(qos.level());
        }

        @Override
        public void code(ReturnCode code) {
            field("code").append(code.value());
            if (!code.isAccepted()) {
                text.append(" (").append(meaning(code)).append(')');
            }
        }

        @Override
        public void text(String name, Octets value) {
            String plain = value.utf8();
            boolean isPlain = plain != null
                    && !plain.isEmpty()
                    && !isCut(plain)
                    && plain.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\\');
            field(name).append(isPlain ? plain : quoted(value));
        }

        @Override
        public void octets(String name, Octets value) {
            field(name).append(hex(value)).append(value.length() > HEX_OCTETS_MAX ? lengthOf(value) : "");
        }

        @Override
        public void payload(Octets payload) {
            field("octets").append(payload.length());
            if (!payload.isEmpty()) {
                field("payload").append(start(payload));
            }
        }

        @Override
        public void inner(MessageType type) {
            text.append(' ').append(type);
        }
    }
}
