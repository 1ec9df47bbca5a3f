package org.sngateway.gateway.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** The configuration in force, to be read; only with the token, as it tells how the network is laid out. */
public final class ConfigReadRoutes implements Routes {

    /**
     * One value, without secrets.
     *
     * @param key its path, such as {@code listeners[0].bind}
     * @param isList whether it holds any number of texts, or one
     * @param fallback the default; none when the key must be given
     */
    public record Value(
            String key, boolean isList, List<String> texts, List<String> fallback, boolean isChanged, String origin) {}

    private final Supplier<List<Value>> values;

    /** @param values must not block */
    public ConfigReadRoutes(Supplier<List<Value>> values) {
        this.values = values;
    }

    @Override
    public void mount(Router router, EventStreams streams) {
        router.get("/api/v1/config").handler(context -> Access.trusted(context, () -> show(context)));
    }

    private void show(RoutingContext context) {
        if (!StatusRoutes.hasNoParameters(context)) {
            return;
        }
        List<Value> found = values.get();
        Answers.json(context, 200, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("config");
            for (Value value : found) {
                write(json, value);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, Value value) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", value.key());
        json.writeFieldName("value");
        texts(json, value.isList(), value.texts());
        json.writeFieldName("default");
        texts(json, value.isList(), value.fallback());
        json.writeBooleanField("changed", value.isChanged());
        json.writeStringField("origin", value.origin());
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, boolean isList, List<String> texts) throws IOException {
        if (isList) {
            json.writeStartArray();
            for (String text : texts) {
                json.writeString(text);
            }
            json.writeEndArray();
        } else if (texts.isEmpty()) {
            json.writeNull();
        } else {
            json.writeString(texts.get(0));
        }
    }
}
