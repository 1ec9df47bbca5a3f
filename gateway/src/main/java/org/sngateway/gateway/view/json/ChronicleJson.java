package org.sngateway.gateway.view.json;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Direction;
import org.sngateway.gateway.view.ClientHistory;
import org.sngateway.gateway.view.DeadLetter;
import org.sngateway.gateway.view.DeadLetters;
import org.sngateway.gateway.view.GatewayEvent;
import org.sngateway.gateway.view.RejectedSources;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What the gateway remembers, as JSON. */
public final class ChronicleJson {
    private ChronicleJson() {}

    /** One event with the fields of the log's line. */
    public static void event(JsonGenerator json, GatewayEvent event) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", event.id());
        json.writeStringField("ts", Fields.time(event.atNanos()));
        json.writeStringField("level", Fields.word(event.level()));
        json.writeStringField("event", event.name());
        if (event.clientId() != null) {
            json.writeStringField("client", event.clientId());
        }
        for (GatewayEvent.Field field : event.fields()) {
            json.writeFieldName(field.key());
            if (field.value() instanceof Long number) {
                json.writeNumber(number);
            } else if (field.value() instanceof Boolean truth) {
                json.writeBoolean(truth);
            } else {
                json.writeString(String.valueOf(field.value()));
            }
        }
        json.writeEndObject();
    }

    /** The fields {@code last_error} and {@code strip} of a device, into an object that has begun. */
    public static void history(JsonGenerator json, @Nullable ClientHistory history, long nowNanos) throws IOException {
        GatewayEvent error = history == null ? null : history.lastError();
        json.writeFieldName("last_error");
        if (error == null) {
            json.writeNull();
        } else {
            event(json, error);
        }
        json.writeFieldName("strip");
        if (history == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberField("slot_s", TimeUnit.NANOSECONDS.toSeconds(ClientHistory.SLOT_NANOS));
        json.writeStringField("until", Fields.time(ClientHistory.untilNanos(nowNanos)));
        json.writeArrayFieldStart("slots");
        for (String slot : history.slots(nowNanos)) {
            json.writeString(slot);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    public static void deadLetters(JsonGenerator json, DeadLetters letters) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("dead_letters");
        for (DeadLetter letter : letters.latest()) {
            json.writeStartObject();
            json.writeStringField("ts", Fields.time(letter.atNanos()));
            text(json, "client", letter.clientId());
            json.writeStringField("direction", letter.direction() == Direction.UPLINK ? "up" : "down");
            text(json, "topic", letter.topic());
            json.writeNumberField("qos", letter.qos());
            json.writeNumberField("bytes", letter.octets());
            json.writeStringField("reason", letter.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("total", letters.total());
        json.writeEndObject();
    }

    public static void rejected(JsonGenerator json, RejectedSources sources) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("rejected");
        for (RejectedSources.Rejected source : sources.list()) {
            json.writeStartObject();
            json.writeStringField("address", source.address());
            json.writeStringField("reason", source.reason());
            json.writeNumberField("count", source.count());
            json.writeStringField("first", Fields.time(source.firstNanos()));
            json.writeStringField("last", Fields.time(source.lastNanos()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value);
        }
    }
}
