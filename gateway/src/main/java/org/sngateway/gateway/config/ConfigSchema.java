package org.sngateway.gateway.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import org.sngateway.gateway.config.Option.Scalar;
import org.sngateway.gateway.config.Option.ScalarList;
import org.sngateway.gateway.config.Option.Section;
import org.sngateway.gateway.config.Option.SectionList;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** The schema for editors (JSON Schema draft 2020-12): completion, explanations, and a first check. */
public final class ConfigSchema {
    private final JsonGenerator json;

    private ConfigSchema(JsonGenerator json) {
        this.json = json;
    }

    public static String write() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(lines));
            json.writeStartObject();
            json.writeStringField("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.writeStringField("title", "sn-gateway configuration");
            new ConfigSchema(json).object(Schema.ROOT);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private void object(Section section) throws IOException {
        types("object", "null");
        json.writeBooleanField("additionalProperties", false);
        json.writeObjectFieldStart("properties");
        for (Option option : section.options()) {
            json.writeObjectFieldStart(option.key());
            json.writeStringField("description", option.meaning());
            property(option);
            json.writeEndObject();
        }
        json.writeEndObject();
        List<String> required = section.options().stream()
                .filter(Option::isRequired)
                .map(Option::key)
                .toList();
        if (!required.isEmpty()) {
            strings("required", required);
        }
    }

    private void property(Option option) throws IOException {
        if (option.shape() instanceof Section section) {
            object(section);
        } else if (option.shape() instanceof SectionList list) {
            types("array", "null");
            json.writeNumberField("maxItems", list.countMax());
            json.writeNumberField("minItems", list.defaultCount());
            json.writeObjectFieldStart("items");
            object(list.entry());
            json.writeEndObject();
        } else if (option.shape() instanceof ScalarList list) {
            types("array", "string", "null");
            json.writeObjectFieldStart("items");
            value(list.type());
            json.writeEndObject();
            strings("default", option.fallback());
        } else if (option.shape() instanceof Scalar scalar) {
            value(scalar.type());
            fallback(option, scalar.type());
        }
    }

    private void value(ValueType type) throws IOException {
        if (type.json() == ValueType.Json.EITHER) {
            types("integer", "string");
        } else {
            json.writeStringField("type", type.json().word());
        }
        if (type instanceof Numbers numbers) {
            json.writeNumberField("minimum", numbers.min());
            json.writeNumberField("maximum", numbers.max());
        }
        if (type instanceof Words words && type.json() == ValueType.Json.STRING) {
            strings("enum", List.copyOf(words.values().keySet()));
        }
    }

    private void fallback(Option option, ValueType type) throws IOException {
        if (option.isRequired()) {
            return;
        }
        String text = option.fallback().get(0);
        if (type.json() == ValueType.Json.BOOLEAN) {
            json.writeBooleanField("default", Boolean.parseBoolean(text));
        } else if (type.json() != ValueType.Json.STRING && text.matches("[0-9]{1,9}")) {
            json.writeNumberField("default", Integer.parseInt(text));
        } else {
            json.writeStringField("default", text);
        }
    }

    private void types(String... names) throws IOException {
        strings("type", List.of(names));
    }

    private void strings(String key, List<String> values) throws IOException {
        json.writeArrayFieldStart(key);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
