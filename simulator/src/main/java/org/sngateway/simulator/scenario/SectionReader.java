package org.sngateway.simulator.scenario;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.Checked;
import org.sngateway.gateway.config.Place;
import org.sngateway.gateway.config.Problem;
import org.sngateway.gateway.config.Raw;
import org.sngateway.gateway.config.Sentences;
import org.sngateway.gateway.config.Spelling;
import org.sngateway.gateway.config.ValueType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the keys of one section of a scenario file; what is wrong is noted, and reading goes on with a default. */
final class SectionReader {
    private final Map<String, Raw> written = new LinkedHashMap<>();
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final String path;
    private final Place place;
    private final List<Problem> problems;

    SectionReader(@Nullable Raw raw, String path, List<Key> known, List<Problem> problems) {
        this.path = path;
        this.problems = problems;
        this.place = raw == null ? Place.DEFAULT : raw.place();
        known.forEach(key -> keys.put(key.name(), key));
        if (raw instanceof Raw.Mapping mapping) {
            for (Raw.Entry entry : mapping.entries()) {
                if (!keys.containsKey(entry.key())) {
                    problems.add(new Problem(entry.place(), at(entry.key()), "", unknown(entry.key(), keys.keySet())));
                } else if (isNothing(entry.value())) {
                    problems.add(new Problem(
                            entry.value().place(),
                            at(entry.key()),
                            "",
                            "has no value; remove the key for its default"));
                } else {
                    written.put(entry.key(), entry.value());
                }
            }
        } else if (raw != null && !isNothing(raw)) {
            wrongKind(raw, path, "a section with keys: " + Sentences.either(keys.keySet()), problems);
        }
    }

    static String unknown(String word, java.util.Collection<String> known) {
        String near = Spelling.nearest(word, known);
        return "unknown key - "
                + (near == null
                        ? "here are " + Sentences.either(known).replace(" or ", " and ")
                        : "did you mean \"" + near + "\"?");
    }

    static boolean isNothing(Raw raw) {
        return raw instanceof Raw.Scalar scalar && scalar.isNull();
    }

    static void wrongKind(Raw raw, String path, String expected, List<Problem> problems) {
        String text = raw instanceof Raw.Scalar scalar ? scalar.text() : "";
        problems.add(new Problem(raw.place(), path, text, "must be " + expected + ", not " + raw.kind()));
    }

    String path() {
        return path;
    }

    List<Problem> problems() {
        return problems;
    }

    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean has(String key) {
        return written.containsKey(key);
    }

    @Nullable
    Raw raw(String key) {
        return written.get(key);
    }

    /** Notes a problem with a key, at its value, or at the section where it was not written. */
    void problem(String key, String message) {
        Raw raw = written.get(key);
        Place where = raw == null ? place : raw.place();
        problems.add(new Problem(where, at(key), text(raw), message));
    }

    static String text(@Nullable Raw raw) {
        return raw instanceof Raw.Scalar scalar ? scalar.text() : "";
    }

    /** A key's value or default; {@code otherwise} where there is neither, or the value is wrong and has no default. */
    <T> T get(String key, Class<T> type, T otherwise) {
        Key known = known(key);
        T value = read(known, type);
        if (value == null && !known.fallback().isEmpty()) {
            return type.cast(typeOf(known).parse(known.fallback()).orThrow());
        }
        return value == null ? otherwise : value;
    }

    /** The same of a key that must be given. */
    <T> T needed(String key, Class<T> type, T otherwise) {
        if (!has(key)) {
            problem(key, "is missing; must be " + typeOf(known(key)).allowed());
        }
        return get(key, type, otherwise);
    }

    /** The value, or {@code null} when it was not written or is wrong. */
    <T> @Nullable T find(String key, Class<T> type) {
        return read(known(key), type);
    }

    long nanos(String key, String otherwise) {
        Duration none = (Duration) typeOf(known(key)).parse(otherwise).orThrow();
        return get(key, Duration.class, none).toNanos();
    }

    private Key known(String key) {
        Key known = keys.get(key);
        if (known == null) {
            throw new IllegalStateException("no key " + at(key));
        }
        return known;
    }

    private static ValueType typeOf(Key key) {
        ValueType type = key.type();
        if (type == null) {
            throw new IllegalStateException(key.name() + " is no single value");
        }
        return type;
    }

    private <T> @Nullable T read(Key key, Class<T> type) {
        Raw raw = written.get(key.name());
        if (raw == null) {
            return null;
        }
        if (!(raw instanceof Raw.Scalar scalar)) {
            wrongKind(raw, at(key.name()), "a single value", problems);
            written.remove(key.name());
            return null;
        }
        Checked checked = typeOf(key).parse(scalar.text());
        if (checked.problem() != null) {
            problem(key.name(), checked.problem());
            written.remove(key.name());
            return null;
        }
        return type.cast(checked.orThrow());
    }

    /** The entries of a list, each with its path; a single entry may stand without the list. */
    List<Item> items(String key) {
        Raw raw = written.get(key);
        List<Item> items = new ArrayList<>();
        if (raw instanceof Raw.Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                items.add(new Item(sequence.items().get(i), at(key) + "[" + i + "]"));
            }
        } else if (raw != null) {
            items.add(new Item(raw, at(key)));
        }
        return items;
    }

    /** An entry of a list. */
    record Item(Raw raw, String path) {}

    SectionReader section(String key, List<Key> known) {
        return new SectionReader(written.get(key), at(key), known, problems);
    }

    SectionReader section(Item item, List<Key> known) {
        return new SectionReader(item.raw(), item.path(), known, problems);
    }

    /** The free keys of a section and what they hold. */
    List<Raw.Entry> entries(String key) {
        Raw raw = written.get(key);
        if (raw instanceof Raw.Mapping mapping) {
            return mapping.entries();
        }
        if (raw != null) {
            wrongKind(raw, at(key), "a section with keys", problems);
        }
        return List.of();
    }
}
