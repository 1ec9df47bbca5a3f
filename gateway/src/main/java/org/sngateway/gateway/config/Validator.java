package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.Option.Scalar;
import org.sngateway.gateway.config.Option.ScalarList;
import org.sngateway.gateway.config.Option.Section;
import org.sngateway.gateway.config.Option.SectionList;
import org.sngateway.gateway.config.Settings.Setting;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds what was written against the schema: fills the settings, collects every problem. */
final class Validator {
    private final Settings settings;
    private final List<Problem> problems;

    Validator(Settings settings, List<Problem> problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** Reads a section; {@code raw} is {@code null} where nothing was written. */
    void section(Section section, @Nullable Raw raw, String path) {
        Map<String, Raw> values = new HashMap<>();
        Place place = Place.DEFAULT;
        if (raw instanceof Raw.Mapping mapping) {
            place = mapping.place();
            for (Raw.Entry entry : mapping.entries()) {
                if (section.keys().contains(entry.key())) {
                    values.put(entry.key(), entry.value());
                } else {
                    problems.add(new Problem(
                            entry.place(),
                            Settings.path(path, entry.key()),
                            "",
                            UnknownKeys.sentence(section, entry.key())));
                }
            }
        } else if (!isNothing(raw)) {
            wrongKind(raw, path, "a section with keys");
        }
        settings.putSection(path, place);
        for (Option option : section.options()) {
            option(option, values.get(option.key()), Settings.path(path, option.key()), place);
        }
    }

    private void option(Option option, @Nullable Raw raw, String path, Place parent) {
        if (option.shape() instanceof Section section) {
            section(section, raw, path);
        } else if (option.shape() instanceof SectionList list) {
            sectionList(list, raw, path);
        } else if (option.shape() instanceof ScalarList list) {
            scalarList(option, list.type(), raw, path);
        } else if (option.shape() instanceof Scalar scalar) {
            scalar(option, scalar.type(), raw, new Target(path, parent));
        }
    }

    /**
     * @param parent where the section is, for keys that are missing
     */
    private record Target(String path, Place parent) {}

    private void scalar(Option option, ValueType type, @Nullable Raw raw, Target target) {
        String path = target.path();
        if (raw == null) {
            if (option.isRequired()) {
                problems.add(new Problem(target.parent(), path, "", "is missing; must be " + type.allowed()));
            } else {
                Object value = type.parse(option.fallback().get(0)).orThrow();
                settings.put(path, new Setting(option, value, option.fallback(), Place.DEFAULT));
            }
        } else if (!(raw instanceof Raw.Scalar written)) {
            wrongKind(raw, path, "a single value");
        } else if (written.isNull()) {
            problems.add(new Problem(written.place(), path, "", "has no value; remove the key for its default"));
        } else {
            Object value = read(type, written, path);
            if (value != null) {
                settings.put(path, new Setting(option, value, List.of(written.text()), written.place()));
            }
        }
    }

    private void scalarList(Option option, ValueType type, @Nullable Raw raw, String path) {
        if (raw == null || isNothing(raw)) {
            List<Object> values = new ArrayList<>();
            for (String text : option.fallback()) {
                values.add(type.parse(text).orThrow());
            }
            settings.put(path, new Setting(option, List.copyOf(values), option.fallback(), Place.DEFAULT));
            return;
        }
        if (raw instanceof Raw.Mapping) {
            wrongKind(raw, path, "a list of values");
            return;
        }
        List<Raw> items = raw instanceof Raw.Sequence sequence ? sequence.items() : List.of(raw);
        List<Object> values = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String itemPath = raw instanceof Raw.Sequence ? Settings.entry(path, i) : path;
            if (items.get(i) instanceof Raw.Scalar written && !written.isNull()) {
                Object value = read(type, written, itemPath);
                if (value != null) {
                    values.add(value);
                    texts.add(written.text());
                }
            } else {
                wrongKind(items.get(i), itemPath, "a single value");
            }
        }
        if (values.size() == items.size()) {
            settings.put(path, new Setting(option, List.copyOf(values), List.copyOf(texts), raw.place()));
        }
    }

    private @Nullable Object read(ValueType type, Raw.Scalar written, String path) {
        Checked checked = type.parse(written.text());
        String problem = checked.problem();
        if (problem == null && type instanceof Paths paths && checked.value() instanceof Path file) {
            problem = paths.problemOnDisk(file);
        }
        if (problem != null) {
            problems.add(new Problem(written.place(), path, written.text(), problem));
            return null;
        }
        return checked.value();
    }

    private void sectionList(SectionList list, @Nullable Raw raw, String path) {
        List<Raw> items = new ArrayList<>();
        if (raw instanceof Raw.Sequence sequence) {
            items.addAll(sequence.items());
            if (items.size() > list.countMax()) {
                problems.add(new Problem(raw.place(), path, "", "must have at most " + list.countMax() + " entries"));
                return;
            }
            if (items.size() < list.defaultCount()) {
                problems.add(new Problem(raw.place(), path, "", "must have at least one entry"));
                return;
            }
        } else if (!isNothing(raw)) {
            wrongKind(raw, path, "a list; begin each entry with \"- \"");
            return;
        }
        int count = items.isEmpty() ? list.defaultCount() : items.size();
        settings.putCount(path, count);
        for (int i = 0; i < count; i++) {
            section(list.entry(), items.isEmpty() ? null : items.get(i), Settings.entry(path, i));
        }
    }

    private static boolean isNothing(@Nullable Raw raw) {
        return raw == null || raw instanceof Raw.Scalar scalar && scalar.isNull();
    }

    private void wrongKind(@Nullable Raw raw, String path, String expected) {
        if (raw != null) {
            String text = raw instanceof Raw.Scalar scalar ? scalar.text() : "";
            String found = isNothing(raw) ? "nothing" : raw.kind();
            problems.add(new Problem(raw.place(), path, text, "must be " + expected + ", not " + found));
        }
    }
}
