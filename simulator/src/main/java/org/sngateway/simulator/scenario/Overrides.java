package org.sngateway.simulator.scenario;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.config.Place;
import org.sngateway.gateway.config.Problem;
import org.sngateway.gateway.config.Raw;
import org.sngateway.gateway.config.Sentences;
import org.sngateway.gateway.config.YamlText;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts {@code key=value} from the command line over what a file says: {@code fleets.0.count=5}, or {@code
 * fleets.therm.count=5} by the entry's name. What the keys mean is checked later, with the file.
 */
final class Overrides {
    private final List<Problem> problems;

    Overrides(List<Problem> problems) {
        this.problems = problems;
    }

    @Nullable
    Raw over(@Nullable Raw root, List<String> assignments) {
        Raw result = root;
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            String key =
                    equals < 0 ? assignment : assignment.substring(0, equals).strip();
            Place place = new Place.OnCommandLine(key);
            if (equals < 1) {
                problems.add(new Problem(place, "", "", "must be key=value, such as fleets.0.count=5"));
                continue;
            }
            String dotted = key.replace("[", ".").replace("]", "");
            Raw value = value(assignment.substring(equals + 1), place);
            result = put(result, List.of(dotted.split("\\.", -1)), 0, value);
        }
        return result;
    }

    /** As YAML where it is such, so that sections and lists can be given; else as text ({@code [::1]:1883}). */
    private static Raw value(String text, Place place) {
        List<Problem> unread = new ArrayList<>();
        Raw value = YamlText.ofValue(text, place, unread);
        return value == null || !unread.isEmpty() ? new Raw.Scalar(text, text.isEmpty(), place) : value;
    }

    private Raw put(@Nullable Raw base, List<String> steps, int at, Raw value) {
        if (at == steps.size()) {
            return value;
        }
        String step = steps.get(at);
        if (base instanceof Raw.Sequence sequence) {
            return inSequence(sequence, steps, at, value);
        }
        if (base instanceof Raw.Scalar scalar && !scalar.isNull()) {
            problem(value.place(), steps, at, "is a single value; nothing can follow it");
            return base;
        }
        List<Raw.Entry> entries = new ArrayList<>();
        boolean isThere = false;
        if (base instanceof Raw.Mapping mapping) {
            for (Raw.Entry entry : mapping.entries()) {
                boolean isIt = entry.key().equals(step);
                isThere |= isIt;
                entries.add(
                        isIt ? new Raw.Entry(step, entry.place(), put(entry.value(), steps, at + 1, value)) : entry);
            }
        }
        if (!isThere) {
            boolean beginsList = at + 1 < steps.size() && steps.get(at + 1).equals("0");
            Raw below = beginsList ? new Raw.Sequence(List.of(), value.place()) : null;
            entries.add(new Raw.Entry(step, value.place(), put(below, steps, at + 1, value)));
        }
        return new Raw.Mapping(List.copyOf(entries), base == null ? value.place() : base.place());
    }

    private Raw inSequence(Raw.Sequence sequence, List<String> steps, int at, Raw value) {
        List<Raw> items = new ArrayList<>(sequence.items());
        String step = steps.get(at);
        int index = step.matches("[0-9]{1,6}") ? Integer.parseInt(step) : named(items, step);
        if (index < 0 || index > items.size()) {
            problem(
                    value.place(),
                    steps,
                    at,
                    "\"" + step + "\" is no entry here; " + entries(items) + ", and " + items.size() + " adds one");
            return sequence;
        }
        if (index == items.size()) {
            items.add(put(null, steps, at + 1, value));
        } else {
            items.set(index, put(items.get(index), steps, at + 1, value));
        }
        return new Raw.Sequence(List.copyOf(items), sequence.place());
    }

    /** In words: their numbers, and their names where they have such. */
    private static String entries(List<Raw> items) {
        if (items.isEmpty()) {
            return "there are none";
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String name = nameOf(items.get(i));
            words.add(name.isEmpty() ? String.valueOf(i) : i + " (" + name + ")");
        }
        boolean isOne = words.size() == 1;
        return (isOne ? "there is " : "there are ") + Sentences.either(words).replace(" or ", " and ");
    }

    private static String nameOf(Raw item) {
        if (item instanceof Raw.Mapping mapping) {
            for (Raw.Entry entry : mapping.entries()) {
                if (entry.key().equals("name")) {
                    return SectionReader.text(entry.value());
                }
            }
        }
        return "";
    }

    private static int named(List<Raw> items, String name) {
        for (int i = 0; i < items.size(); i++) {
            if (!name.isEmpty() && nameOf(items.get(i)).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private void problem(Place place, List<String> steps, int at, String message) {
        problems.add(new Problem(place, String.join(".", steps.subList(0, at + 1)), "", message));
    }
}
