package org.sngateway.gateway.adapter.http;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.DownlinkCommand;

import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** What a request to send or to subscribe says in its body. A key that is not known is a mistake, not a wish for later. */
final class CommandBody {
    private static final Set<String> KEYS = Set.of(
            "topic",
            "topic_id",
            "payload",
            "payload_base64",
            "qos",
            "retain",
            "expiry_s",
            "keep_latest",
            "correlation");

    private static final long TOPIC_ID_MAX = 0xFFFE;
    private static final long EXPIRY_MAX = 0xFFFF_FFFFL;
    private static final int CORRELATION_MAX = 256;

    private final Map<String, Object> body;

    private CommandBody(Map<String, Object> body) {
        this.body = body;
    }

    /** The body says something that cannot be; the message is one sentence without a full stop. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String sentence) {
            super(sentence);
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    static DownlinkCommand command(Map<String, Object> body) throws Wrong {
        return new CommandBody(body).command();
    }

    /** The level of a subscription: 1 unless it is said. */
    static Qos subscriptionQos(Map<String, Object> body) throws Wrong {
        CommandBody fields = new CommandBody(body);
        fields.hasOnly(Set.of("qos"));
        return Qos.ofBits((int) fields.number("qos", 0, 2, 1));
    }

    private DownlinkCommand command() throws Wrong {
        hasOnly(KEYS);
        String topic = text("topic");
        boolean byId = body.get("topic_id") != null;
        if (byId == (topic != null)) {
            throw new Wrong("either topic or topic_id has to be given");
        }
        String correlation = text("correlation");
        if (correlation != null && correlation.length() > CORRELATION_MAX) {
            throw new Wrong("correlation has " + CORRELATION_MAX + " characters at most");
        }
        return new DownlinkCommand(
                topic == null ? "" : topic,
                byId ? (int) number("topic_id", 1, TOPIC_ID_MAX, 0) : DownlinkCommand.BY_NAME,
                payload(),
                Qos.ofBits((int) number("qos", 0, 2, 0)),
                flag("retain"),
                number("expiry_s", 1, EXPIRY_MAX, Delivery.NO_EXPIRY),
                flag("keep_latest"),
                correlation == null ? "" : correlation);
    }

    private void hasOnly(Set<String> keys) throws Wrong {
        for (String key : body.keySet()) {
            if (!keys.contains(key)) {
                throw new Wrong("there is no such key; known are "
                        + String.join(", ", keys.stream().sorted().toList()));
            }
        }
    }

    private Octets payload() throws Wrong {
        String text = text("payload");
        String base64 = text("payload_base64");
        if ((text == null) == (base64 == null)) {
            throw new Wrong("either payload or payload_base64 has to be given");
        }
        if (text != null) {
            return Octets.ofUtf8(text);
        }
        try {
            return Octets.copyOf(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException malformed) {
            throw new Wrong("payload_base64 is not Base64");
        }
    }

    private @Nullable String text(String key) throws Wrong {
        Object value = body.get(key);
        if (value != null && !(value instanceof String)) {
            throw new Wrong(key + " is a text");
        }
        return (String) value;
    }

    private boolean flag(String key) throws Wrong {
        Object value = body.get(key);
        if (value != null && !(value instanceof Boolean)) {
            throw new Wrong(key + " is true or false");
        }
        return value != null && (Boolean) value;
    }

    private long number(String key, long least, long most, long otherwise) throws Wrong {
        Object value = body.get(key);
        if (value == null) {
            return otherwise;
        }
        boolean isWhole = value instanceof Integer || value instanceof Long;
        long number = isWhole ? ((Number) value).longValue() : 0;
        if (!isWhole || number < least || number > most) {
            throw new Wrong(key + " is a whole number from " + least + " to " + most);
        }
        return number;
    }
}
