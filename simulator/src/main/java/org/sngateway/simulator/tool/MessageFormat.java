package org.sngateway.simulator.tool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import org.sngateway.simulator.device.ReceivedMessage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A format string of mosquitto_sub's option -F. Of its sequences: {@code %% %t %p %q %r %m %l %x %X %I %U %j %J}, with
 * flags and widths except for the hexadecimal ones; {@code @@} and {@code @Y m d H M S N s z F T}; {@code \\ \0 \a \e
 * \n \r \t \v}.
 */
public final class MessageFormat {
    private static final String FIELDS = "%tpqrmlxXIUjJ";
    private static final String TIMES = "@YmdHMSNszFT";
    private static final String ESCAPES = "\\0aenrtv";
    private static final String ESCAPED = "\\\0\u0007\u001B\n\r\t\u000B";
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ", Locale.ROOT);
    private static final DateTimeFormatter JSON_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSZ", Locale.ROOT);

    /** One sequence. */
    private record Part(char kind, char name, String text, boolean left, boolean zero, int width, int max) {
        static Part literal(String text) {
            return new Part('"', '"', text, false, false, 0, Integer.MAX_VALUE);
        }
    }

    private final List<Part> parts = new ArrayList<>();

    private MessageFormat() {}

    /** @throws IllegalArgumentException with a sentence about what is wrong with {@code text} */
    public static MessageFormat valueOf(String text) {
        MessageFormat format = new MessageFormat();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '%' || c == '@' || c == '\\') {
                at = format.addSequence(text, at);
            } else {
                format.parts.add(Part.literal(text.substring(at, at + Character.charCount(text.codePointAt(at)))));
                at += Character.charCount(text.codePointAt(at));
            }
        }
        return format;
    }

    private int addSequence(String text, int start) {
        char kind = text.charAt(start);
        int at = start + 1;
        boolean left = false;
        boolean zero = false;
        while (kind == '%' && at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '0')) {
            left |= text.charAt(at) == '-';
            zero |= text.charAt(at) == '0';
            at++;
        }
        int widthEnd = kind == '%' ? digitsEnd(text, at) : at;
        int width = number(text, at, widthEnd, 0);
        int max = Integer.MAX_VALUE;
        if (kind == '%' && widthEnd < text.length() && text.charAt(widthEnd) == '.') {
            int maxEnd = digitsEnd(text, widthEnd + 1);
            max = number(text, widthEnd + 1, maxEnd, 0);
            widthEnd = maxEnd;
        }
        if (widthEnd >= text.length()) {
            throw new IllegalArgumentException("the format ends within '" + text.substring(start) + "'");
        }
        char name = text.charAt(widthEnd);
        String names = kind == '%' ? FIELDS : kind == '@' ? TIMES : ESCAPES;
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("the format has no " + kind + name);
        }
        parts.add(
                kind == '\\'
                        ? Part.literal(ESCAPED.substring(index, index + 1))
                        : new Part(kind, name, "", left, zero, width, max));
        return widthEnd + 1;
    }

    private static int digitsEnd(String text, int start) {
        int at = start;
        while (at < text.length() && at - start < 5 && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int number(String text, int start, int end, int otherwise) {
        return start == end ? otherwise : Integer.parseInt(text.substring(start, end));
    }

    /**
     * The message in this format, without an end of line.
     *
     * @throws IllegalArgumentException when the payload ought to be JSON and is not
     */
    byte[] render(ReceivedMessage message, ZonedDateTime at) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (Part part : parts) {
            byte[] value = part.kind() == '"' ? utf8(part.text()) : value(part, message, at);
            boolean hasWidth = part.name() != 'x' && part.name() != 'X';
            int fill = hasWidth ? part.width() - value.length : 0;
            boolean zero = part.zero() && !part.left() && "mlI".indexOf(part.name()) >= 0;
            pad(line, part.left() ? 0 : fill, zero ? '0' : ' ');
            line.writeBytes(value);
            pad(line, part.left() ? fill : 0, ' ');
        }
        return line.toByteArray();
    }

    private static void pad(ByteArrayOutputStream line, int count, char with) {
        for (int i = 0; i < count; i++) {
            line.write(with);
        }
    }

    private static byte[] value(Part part, ReceivedMessage message, ZonedDateTime at) {
        if (part.kind() == '@') {
            return utf8(time(part.name(), at));
        }
        byte[] payload = message.data().toByteArray();
        if (part.name() == 'p') {
            return payload;
        }
        String text = switch (part.name()) {
            case 't' -> cut(message.topicName(), part.max());
            case 'q' -> String.valueOf(message.qos().level());
            case 'r' -> message.retain() ? "1" : "0";
            case 'm' -> String.valueOf(message.msgId());
            case 'l' -> String.valueOf(payload.length);
            case 'x' -> HexFormat.of().formatHex(payload);
            case 'X' -> HexFormat.of().withUpperCase().formatHex(payload);
            case 'I' -> cut(ISO.format(at), part.max());
            case 'U' -> at.toEpochSecond() + String.format(".%09d", at.getNano());
            case 'j' -> json(message, at, false);
            case 'J' -> json(message, at, true);
            default -> "%";
        };
        return utf8(text);
    }

    private static String time(char name, ZonedDateTime at) {
        return switch (name) {
            case 'Y' -> String.valueOf(at.getYear());
            case 'm' -> two(at.getMonthValue());
            case 'd' -> two(at.getDayOfMonth());
            case 'H' -> two(at.getHour());
            case 'M' -> two(at.getMinute());
            case 'S' -> two(at.getSecond());
            case 'N' -> String.format("%09d", at.getNano());
            case 's' -> String.valueOf(at.toEpochSecond());
            case 'z' -> DateTimeFormatter.ofPattern("Z", Locale.ROOT).format(at);
            case 'F' -> at.toLocalDate().toString();
            case 'T' -> two(at.getHour()) + ":" + two(at.getMinute()) + ":" + two(at.getSecond());
            default -> "@";
        };
    }

    private static String two(int number) {
        return String.format("%02d", number);
    }

    private static String cut(String text, int max) {
        return text.length() > max ? text.substring(0, max) : text;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String json(ReceivedMessage message, ZonedDateTime at, boolean payloadIsJson) {
        StringWriter target = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(target)) {
            json.writeStartObject();
            json.writeStringField("tst", JSON_TIME.format(at));
            json.writeStringField("topic", message.topicName());
            json.writeNumberField("qos", message.qos().level());
            json.writeNumberField("retain", message.retain() ? 1 : 0);
            json.writeNumberField("payloadlen", message.data().length());
            if (message.qos().isAcknowledged()) {
                json.writeNumberField("mid", message.msgId());
            }
            json.writeFieldName("payload");
            writePayload(json, message, payloadIsJson);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return target.toString();
    }

    private static void writePayload(JsonGenerator json, ReceivedMessage message, boolean isJson) throws IOException {
        String text = new String(message.data().toByteArray(), StandardCharsets.UTF_8);
        if (text.isEmpty()) {
            json.writeNull();
        } else if (isJson) {
            checkJson(text, message.topicName());
            json.writeRawValue(text);
        } else {
            json.writeString(text);
        }
    }

    private static void checkJson(String text, String topic) {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            int values = 0;
            while (parser.nextToken() != null) {
                values++;
                parser.skipChildren();
            }
            if (values == 1) {
                return;
            }
        } catch (IOException notJson) {
            throw new IllegalArgumentException("the payload of a message to " + topic + " is not JSON", notJson);
        }
        throw new IllegalArgumentException("the payload of a message to " + topic + " is not JSON");
    }
}
