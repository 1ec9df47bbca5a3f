package org.sngateway.simulator.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value read from JSON and where it was: Map, List, String, Double, Long, Boolean or {@code null}. What is asked for and
 * is not there, or is of another kind, ends in a ReportException that names the place.
 */
record JsonNode(String place, @Nullable Object value) {

    /** Reads a whole file. */
    static JsonNode read(InputStream file, String name) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(file)) {
            json.nextToken();
            return new JsonNode("", value(json));
        } catch (JsonProcessingException wrong) {
            throw new ReportException(
                    name + " is not JSON: " + wrong.getOriginalMessage() + " (line "
                            + wrong.getLocation().getLineNr() + ")",
                    wrong);
        }
    }

    /** Nested as deep as the parser allows. */
    private static @Nullable Object value(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                object.put(name, value(json));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> array = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(json));
            }
            return array;
        }
        if (token == JsonToken.VALUE_NUMBER_INT && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return json.getLongValue();
        }
        if (token != null && token.isNumeric()) {
            return json.getDoubleValue();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        return token == JsonToken.VALUE_STRING ? json.getText() : null;
    }

    boolean isObject() {
        return value instanceof Map;
    }

    /** One with nothing in it when it is absent. */
    JsonNode field(String name) {
        String within = place.isEmpty() ? name : place + "." + name;
        return new JsonNode(within, value instanceof Map<?, ?> map ? map.get(name) : null);
    }

    /** By name in the file's order; empty when absent. */
    Map<String, JsonNode> fields() {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(name -> fields.put(String.valueOf(name), field(String.valueOf(name))));
        } else if (value != null) {
            throw wrong("an object");
        }
        return fields;
    }

    /** Empty when absent. */
    List<JsonNode> items() {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw wrong("an array");
        }
        List<JsonNode> items = new ArrayList<>();
        list.forEach(item -> items.add(new JsonNode(place + "[" + items.size() + "]", item)));
        return items;
    }

    String text() {
        String text = textIfAny();
        if (text == null) {
            throw wrong("a text");
        }
        return text;
    }

    @Nullable
    String textIfAny() {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong("a text");
    }

    double number() {
        Double number = numberIfAny();
        if (number == null) {
            throw wrong("a number");
        }
        return number;
    }

    @Nullable
    Double numberIfAny() {
        if (value == null) {
            return null;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong("a number");
    }

    long whole() {
        if (value instanceof Long whole) {
            return whole;
        }
        throw wrong("a whole number");
    }

    boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong("true or false");
    }

    ReportException wrong(String expected) {
        return new ReportException(
                place + (value == null ? " is missing, " : " is wrong, ") + "it should be " + expected);
    }
}
