package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.Option.Scalar;
import org.sngateway.gateway.config.Option.ScalarList;
import org.sngateway.gateway.config.Option.Section;
import org.sngateway.gateway.config.Option.SectionList;
import org.sngateway.gateway.config.Option.Shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Puts one value from the environment or the command line over what is there. */
final class Overlay {
    private static final int INDEX_DIGITS_MAX = 6;

    private final List<String> steps;
    private final String text;
    private final Place place;
    private final List<Problem> problems;

    /**
     * @param steps keys and indexes, from the root
     */
    Overlay(List<String> steps, String text, Place place, List<Problem> problems) {
        this.steps = steps;
        this.text = text;
        this.place = place;
        this.problems = problems;
    }

    /** The tree with the value in it; the same tree when there is a problem. */
    @Nullable
    Raw over(@Nullable Raw root) {
        return on(Schema.ROOT, root, 0);
    }

    private @Nullable Raw on(Shape shape, @Nullable Raw base, int step) {
        if (step == steps.size()) {
            return value(shape, base);
        }
        if (shape instanceof Section section) {
            return onSection(section, base, step);
        }
        if (shape instanceof SectionList list) {
            List<Raw> defaults = Collections.nCopies(list.defaultCount(), emptyMapping());
            return onItem(list.entry(), base, defaults, step);
        }
        if (shape instanceof ScalarList list) {
            return onItem(new Scalar(list.type()), base, List.of(), step);
        }
        problem("is a single value; nothing can follow it");
        return base;
    }

    private Raw emptyMapping() {
        return new Raw.Mapping(List.of(), place);
    }

    private @Nullable Raw onSection(Section section, @Nullable Raw base, int step) {
        String key = steps.get(step);
        Option option = null;
        for (Option candidate : section.options()) {
            option = candidate.key().equals(key) ? candidate : option;
        }
        if (option == null) {
            problem(UnknownKeys.sentence(section, key));
            return base;
        }
        if (base != null && !(base instanceof Raw.Mapping) && !isNull(base)) {
            return base;
        }
        List<Raw.Entry> entries = new ArrayList<>();
        Raw before = null;
        if (base instanceof Raw.Mapping mapping) {
            for (Raw.Entry entry : mapping.entries()) {
                if (entry.key().equals(key)) {
                    before = entry.value();
                } else {
                    entries.add(entry);
                }
            }
        }
        Raw after = on(option.shape(), before, step + 1);
        if (after != null) {
            entries.add(new Raw.Entry(key, place, after));
        }
        return new Raw.Mapping(List.copyOf(entries), base == null ? place : base.place());
    }

    private @Nullable Raw onItem(Shape item, @Nullable Raw base, List<Raw> defaults, int step) {
        if (base != null && !(base instanceof Raw.Sequence) && !isNull(base)) {
            return base;
        }
        List<Raw> items = new ArrayList<>(base instanceof Raw.Sequence sequence ? sequence.items() : defaults);
        String digits = steps.get(step);
        boolean isIndex = digits.matches("[0-9]{1," + INDEX_DIGITS_MAX + "}");
        if (!isIndex || Integer.parseInt(digits) > items.size()) {
            problem("\"" + digits + "\" is no index here; must be 0.." + items.size());
            return base;
        }
        int index = Integer.parseInt(digits);
        Raw after = on(item, index < items.size() ? items.get(index) : null, step + 1);
        if (after != null && index < items.size()) {
            items.set(index, after);
        } else if (after != null) {
            items.add(after);
        }
        return new Raw.Sequence(List.copyOf(items), base == null ? place : base.place());
    }

    /** What the text means for a key of this shape. */
    private @Nullable Raw value(Shape shape, @Nullable Raw base) {
        if (shape instanceof Scalar) {
            return new Raw.Scalar(text, false, place);
        }
        if (shape instanceof ScalarList && !(text.startsWith("[") && text.endsWith("]"))) {
            List<Raw> items = new ArrayList<>();
            for (String item : text.split(",", -1)) {
                if (!item.isBlank()) {
                    items.add(new Raw.Scalar(item.strip(), false, place));
                }
            }
            return new Raw.Sequence(List.copyOf(items), place);
        }
        Raw written = YamlText.ofValue(text, place, problems);
        if (written instanceof Raw.Mapping over && base instanceof Raw.Mapping under) {
            List<Raw.Entry> entries = new ArrayList<>(over.entries());
            List<String> keys = over.entries().stream().map(Raw.Entry::key).toList();
            under.entries().stream().filter(e -> !keys.contains(e.key())).forEach(entries::add);
            return new Raw.Mapping(List.copyOf(entries), place);
        }
        return written == null ? base : written;
    }

    private static boolean isNull(Raw raw) {
        return raw instanceof Raw.Scalar scalar && scalar.isNull();
    }

    private void problem(String message) {
        StringBuilder path = new StringBuilder();
        for (String step : steps) {
            boolean isIndex = step.matches("[0-9]+");
            path.append(isIndex ? "[" + step + "]" : path.length() == 0 ? step : "." + step);
        }
        problems.add(new Problem(place, path.toString(), "", message));
    }
}
