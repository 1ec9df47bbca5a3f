package org.sngateway.gateway.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One of a few words. */
public record Words(Map<String, Object> values, String name) implements ValueType {

    public static final Words BOOLEAN = new Words(booleans(), "true or false");

    private static Map<String, Object> booleans() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("true", true);
        values.put("false", false);
        return values;
    }

    /** The constants of an enum, spelt in lower case with hyphens. */
    public static <E extends Enum<E>> Words of(Class<E> type) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            values.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
        }
        return new Words(values, "word");
    }

    @Override
    public Checked parse(String text) {
        Object value = values.get(text);
        if (value != null) {
            return Checked.value(value);
        }
        String near = Spelling.nearest(text, values.keySet());
        return Checked.problem(
                near == null ? "must be " + allowed() : "must be " + allowed() + " - did you mean " + near + "?");
    }

    @Override
    public String allowed() {
        return Sentences.either(values.keySet());
    }

    @Override
    public Json json() {
        return values.containsKey("true") ? Json.BOOLEAN : Json.STRING;
    }
}
