package org.sngateway.gateway.view.json;

import com.fasterxml.jackson.core.JsonGenerator;
import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.view.trace.TracePacket;

import java.io.IOException;
import java.util.Locale;

/** Datagrams as JSON. */
public final class TraceJson {
    private TraceJson() {}

    /**
     * @param gateway the gateway's own end of it, as text
     * @param hex whether the octets are wanted as well
     */
    public static void packet(JsonGenerator json, TracePacket packet, String gateway, boolean hex) throws IOException {
        json.writeStartObject();
        json.writeStringField("ts", Fields.time(packet.atNanos()));
        json.writeStringField("direction", packet.isUp() ? "up" : "down");
        if (packet.clientId() == null) {
            json.writeNullField("client");
        } else {
            json.writeStringField("client", packet.clientId());
        }
        json.writeStringField("address", packet.peer().text());
        json.writeStringField("gateway", gateway);
        SnMessage message = packet.message();
        json.writeStringField("type", message == null ? "" : message.type().toString());
        json.writeStringField("text", message == null ? "" : fields(message));
        json.writeNumberField("bytes", packet.octets().length());
        if (hex) {
            json.writeStringField(
                    "hex", packet.octets().toString().replace(" ", "").toLowerCase(Locale.ROOT));
        }
        if (packet.dropped() != null) {
            json.writeStringField("dropped", Fields.word(packet.dropped()));
        }
        if (packet.note() != null) {
            json.writeStringField("note", Fields.word(packet.note()));
        }
        json.writeEndObject();
    }

    /** The line without the type that it begins with. */
    private static String fields(SnMessage message) {
        return SnText.of(message).substring(message.type().toString().length()).stripLeading();
    }
}
