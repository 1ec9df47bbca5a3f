package org.sngateway.simulator.scenario;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.ValueType;

/**
 * One key of a scenario file: what the reader holds it against, and what the reference says of it.
 *
 * @param type of a single value; {@code null} for lists and sections
 * @param kind what it holds, in words
 * @param fallback the default as text; empty when the key must be given or its absence means something of its own
 */
record Key(String name, @Nullable ValueType type, String kind, String fallback, String meaning) {

    static Key of(String name, ValueType type, String fallback, String meaning) {
        return new Key(name, type, type.name() + ": " + type.allowed(), fallback, meaning);
    }

    static Key optional(String name, ValueType type, String meaning) {
        return of(name, type, "", meaning);
    }

    static Key nested(String name, String kind, String meaning) {
        return new Key(name, null, kind, "", meaning);
    }
}
