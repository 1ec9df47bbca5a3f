package org.sngateway.gateway.view.json;

import com.fasterxml.jackson.core.JsonGenerator;
import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.view.trace.Capture;
import org.sngateway.gateway.view.trace.TracePacket;

import java.io.IOException;
import java.util.List;
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

    /** All captures that are kept. */
    public static void captures(JsonGenerator json, List<Capture> captures) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("captures");
        for (Capture capture : captures) {
            capture(json, capture);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    public static void capture(JsonGenerator json, Capture capture) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", capture.id());
        json.writeStringField("client", capture.order().clientId());
        json.writeStringField("from", capture.order().from());
        json.writeStringField("until", Fields.time(capture.order().untilNanos()));
        json.writeBooleanField("running", capture.isRunning());
        json.writeNumberField("packets", capture.packets());
        json.writeNumberField("bytes", capture.octets());
        json.writeNumberField("max_bytes", capture.order().octetsMax());
        json.writeEndObject();
    }

    /** The line without the type that it begins with. */
    private static String fields(SnMessage message) {
        return SnText.of(message).substring(message.type().toString().length()).stripLeading();
    }
}
