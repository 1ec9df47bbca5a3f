package org.sngateway.simulator.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A flat JSON object, as commands and readings are. Foreign text: whatever is no such object has no fields. */
record JsonCommand(Map<String, String> fields) {
    private static final JsonFactory JSON = new JsonFactory();

    JsonCommand {
        fields = Map.copyOf(fields);
    }

    static JsonCommand of(@Nullable String text) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(text == null ? "" : text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new JsonCommand(Map.of());
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                if (!parser.nextToken().isScalarValue()) {
                    return new JsonCommand(Map.of());
                }
                fields.put(name, parser.getText());
            }
            boolean isWhole = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
            return new JsonCommand(isWhole ? fields : Map.of());
        } catch (IOException noJson) {
            return new JsonCommand(Map.of());
        }
    }

    /** The text of a field, or {@code null}. */
    @Nullable
    String text(String name) {
        return fields.get(name);
    }

    /** A number, or NaN. */
    double number(String name) {
        try {
            return Double.parseDouble(fields.getOrDefault(name, "NaN"));
        } catch (NumberFormatException noNumber) {
            return Double.NaN;
        }
    }
}
