package org.sngateway.gateway.config;

import java.util.List;

/** What was written, before it is known what it means. */
public sealed interface Raw {
    Place place();

    /**
     * One value.
     *
     * @param isNull whether nothing was written, or YAML's null
     */
    record Scalar(String text, boolean isNull, Place place) implements Raw {}

    record Sequence(List<Raw> items, Place place) implements Raw {}

    /** Keys and values in the order of writing, without a repeated key. */
    record Mapping(List<Entry> entries, Place place) implements Raw {}

    record Entry(String key, Place place, Raw value) {}

    /** What kind of thing it is, in words. */
    default String kind() {
        if (this instanceof Scalar) {
            return "a single value";
        }
        return this instanceof Sequence ? "a list" : "a section with keys";
    }
}
