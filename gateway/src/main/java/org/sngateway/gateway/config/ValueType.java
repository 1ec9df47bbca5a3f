package org.sngateway.gateway.config;

/**
 * What a single value may be: reads it, says in words what is allowed, and writes what an editor's schema needs. Values
 * are texts: what YAML would take for a number or a truth value is read from its characters, so that
 * {@code mqtt_version: 5.0} needs no quotes.
 */
public interface ValueType {

    /** Reads a text. Looks at nothing but the text. */
    Checked parse(String text);

    /** The kind of value, for the reference: {@code duration}, {@code size}. */
    String name();

    /** What is allowed, for the reference: {@code 1s to 24h}. */
    String allowed();

    /** The JSON type of the value in an editor's schema. */
    default Json json() {
        return Json.STRING;
    }

    /** Types of JSON Schema. */
    enum Json {
        STRING("string"),
        INTEGER("integer"),
        NUMBER("number"),
        BOOLEAN("boolean"),
        /** A number, or a text. */
        EITHER("");

        private final String word;

        Json(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
