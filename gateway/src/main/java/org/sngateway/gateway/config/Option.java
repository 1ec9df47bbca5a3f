package org.sngateway.gateway.config;

import java.util.List;

/**
 * The description of one key, from which the checks, the commented template, the editor's schema, the reference and the
 * names in the environment and on the command line are made.
 *
 * @param fallback the default as text: one element of a single value, any number of a list, none when the key must be
 *     given
 * @param meaning what it is, in sentences
 * @param limit what happens when the value is reached or exceeded; empty when that is no question
 * @param see keys that are worth knowing besides
 * @param applies when a change counts; of a section, what its keys say themselves
 */
record Option(
        String key,
        Shape shape,
        List<String> fallback,
        String meaning,
        String limit,
        List<String> see,
        Applies applies) {

    /** When a change of the configuration counts. */
    enum Applies {
        /** At the next start, because nobody said otherwise. */
        UNSAID,
        /** At the next start, whatever is said of the section. */
        AT_START,
        /** As soon as the configuration is read again. */
        LIVE
    }

    Option(String key, Shape shape, List<String> fallback, String meaning, String limit, List<String> see) {
        this(key, shape, fallback, meaning, limit, see, Applies.UNSAID);
    }

    /** What a key holds. */
    sealed interface Shape {}

    /** One value. */
    record Scalar(ValueType type) implements Shape {}

    /** Several values of a kind; a single one may stand without brackets. */
    record ScalarList(ValueType type) implements Shape {}

    /**
     * Further keys.
     *
     * @param later keys that belong to later versions and are refused as such
     */
    record Section(List<Option> options, List<String> later) implements Shape {

        List<String> keys() {
            return options.stream().map(Option::key).toList();
        }
    }

    /**
     * Entries with the same keys.
     *
     * @param defaultCount how many there are when none is given, each with its keys' defaults
     * @param countMax how many there may be
     * @param example lines of YAML, shown as such
     */
    record SectionList(Section entry, int defaultCount, int countMax, List<String> example) implements Shape {}

    static Option of(String key, ValueType type, String fallback, String meaning) {
        return new Option(key, new Scalar(type), List.of(fallback), meaning, "", List.of());
    }

    static Option required(String key, ValueType type, String meaning) {
        return new Option(key, new Scalar(type), List.of(), meaning, "", List.of());
    }

    static Option list(String key, ValueType type, List<String> fallback, String meaning) {
        return new Option(key, new ScalarList(type), fallback, meaning, "", List.of());
    }

    static Option section(String key, String meaning, Option... options) {
        return new Option(key, new Section(List.of(options), List.of()), List.of(), meaning, "", List.of());
    }

    static Option entries(String key, SectionList list, String meaning) {
        return new Option(key, list, List.of(), meaning, "", List.of());
    }

    Option atLimit(String answer) {
        return new Option(key, shape, fallback, meaning, answer, see, applies);
    }

    Option see(String... keys) {
        return new Option(key, shape, fallback, meaning, limit, List.of(keys), applies);
    }

    /** A change counts at once, also of the keys below that say nothing else. */
    Option live() {
        if (applies == Applies.AT_START) {
            return this;
        }
        Shape below = shape;
        if (shape instanceof Section section) {
            below = live(section);
        } else if (shape instanceof SectionList list) {
            below = new SectionList(live(list.entry()), list.defaultCount(), list.countMax(), list.example());
        }
        return new Option(key, below, fallback, meaning, limit, see, Applies.LIVE);
    }

    private static Section live(Section section) {
        return new Section(section.options().stream().map(Option::live).toList(), section.later());
    }

    /** A change counts at the next start, in a section whose other keys are live. */
    Option atStart() {
        return new Option(key, shape, fallback, meaning, limit, see, Applies.AT_START);
    }

    boolean isLive() {
        return applies == Applies.LIVE;
    }

    boolean isRequired() {
        return shape instanceof Scalar && fallback.isEmpty();
    }
}
