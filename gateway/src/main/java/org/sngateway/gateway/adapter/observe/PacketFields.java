package org.sngateway.gateway.adapter.observe;

import org.sngateway.codec.v12.MessageFields;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;

/**
 * Adds the fields of one message to an event, as people read them: ids, flags, return codes and lengths. Payloads and
 * Will messages only as their length, unless they are asked for. MQTT-SN 1.2 knows no credentials.
 */
final class PacketFields implements MessageFields.Taker {
    private static final int PAYLOAD_OCTETS_MAX = 64;

    private final Event event;
    private final boolean payloads;

    private PacketFields(Event event, boolean payloads) {
        this.event = event;
        this.payloads = payloads;
    }

    /** Adds to {@code event} what {@code message} says. */
    static Event describe(Event event, SnMessage message, boolean payloads) {
        event.with("type", message.type().name());
        MessageFields.tell(message, new PacketFields(event, payloads));
        return event;
    }

    @Override
    public void number(String name, int value) {
        event.with(name, value);
    }

    @Override
    public void flag(String name) {
        event.with(name, 1);
    }

    @Override
    public void qos(Qos qos) {
        event.with("qos", qos.level());
    }

    @Override
    public void code(ReturnCode code) {
        event.with("code", code.value());
    }

    @Override
    public void text(String name, Octets value) {
        String text = value.utf8();
        event.with(name, text == null ? "0x" + hex(value) : text);
    }

    @Override
    public void octets(String name, Octets value) {
        event.with(name, hex(value));
    }

    @Override
    public void payload(Octets payload) {
        event.with("octets", payload.length());
        if (payloads) {
            int shown = Math.min(payload.length(), PAYLOAD_OCTETS_MAX);
            text("payload", Octets.copyOf(payload.toByteArray(), 0, shown));
        }
    }

    @Override
    public void inner(MessageType type) {
        event.with("inner", Names.of(type));
    }

    private static String hex(Octets octets) {
        return octets.toString().replace(" ", "");
    }
}
