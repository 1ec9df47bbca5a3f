package org.sngateway.simulator.world;

import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.MessageFields;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;

/**
 * MQTT-SN messages as a ladder's narrow column has room for them: {@code PUBLISH id=1025 q1 mid=17 "k12"}. Less than
 * {@link SnText} tells: payloads by their name alone, and neither zeros nor "accepted".
 */
final class MessageText implements MessageFields.Taker {
    private final StringBuilder line;

    private MessageText(StringBuilder line) {
        this.line = line;
    }

    static String of(SnMessage message) {
        StringBuilder line = new StringBuilder(message.type().name());
        MessageFields.tell(message, new MessageText(line));
        return line.toString();
    }

    static String brief(Qos qos) {
        return "q" + qos.level();
    }

    @Override
    public void number(String name, int value) {
        if (value != 0 && !name.equals("protocol")) {
            line.append(' ').append(brief(name)).append('=').append(value);
        }
    }

    private static String brief(String name) {
        return switch (name) {
            case "topic_id" -> "id";
            case "topic_predefined" -> "pre";
            case "msg_id" -> "mid";
            case "keep_alive" -> "keep-alive";
            case "duration" -> "sleep";
            default -> name;
        };
    }

    @Override
    public void flag(String name) {
        line.append(' ').append(name);
    }

    @Override
    public void qos(Qos qos) {
        line.append(' ').append(brief(qos));
    }

    @Override
    public void code(ReturnCode code) {
        if (!code.isAccepted()) {
            line.append(" code=").append(code.value());
        }
    }

    @Override
    public void text(String name, Octets value) {
        line.append(name.equals("topic_short") ? " short " : " ").append(SnText.quoted(value));
    }

    @Override
    public void octets(String name, Octets value) {
        line.append(' ').append(name).append('=').append(value);
    }

    @Override
    public void payload(Octets payload) {
        line.append(" \"").append(Keys.of(payload)).append('"');
    }

    @Override
    public void inner(MessageType type) {
        line.append(' ').append(type);
    }
}
