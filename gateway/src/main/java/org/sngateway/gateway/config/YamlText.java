package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads YAML into {@link Raw}, each part with its place. Works on the parser's events, because those cannot run out of
 * stack and say of an alias that it is one. What is no YAML becomes a problem; nothing is thrown.
 */
public final class YamlText {
    private static final int DEPTH_MAX = 32;
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    /** Ends the reading where it makes no sense to go on. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        Unreadable(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }
    }

    private final Function<Event, Place> places;
    private final List<Problem> problems;
    private final Iterator<Event> events;

    private YamlText(String text, Function<Event, Place> places, List<Problem> problems) {
        this.places = places;
        this.problems = problems;
        LoadSettings settings = LoadSettings.builder().setLabel("").build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** Reads a file's text; {@code null} when it is empty or unreadable. */
    public static @Nullable Raw ofFile(String text, List<Problem> problems) {
        return read(text, YamlText::inFile, problems);
    }

    /** Reads the text of {@link Overrides}; {@code null} when it is empty or unreadable. */
    static @Nullable Raw ofOverrides(String text, List<Problem> problems) {
        return read(
                text,
                event -> event.getStartMark()
                        .<Place>map(mark -> new Place.InOverrides(mark.getLine() + 1, mark.getColumn() + 1))
                        .orElse(new Place.InOverrides(1, 1)),
                problems);
    }

    /** Reads a value from elsewhere; {@code null} when it is unreadable. */
    public static @Nullable Raw ofValue(String text, Place place, List<Problem> problems) {
        return read(text, event -> place, problems);
    }

    private static @Nullable Raw read(String text, Function<Event, Place> places, List<Problem> problems) {
        try {
            return new YamlText(text, places, problems).document();
        } catch (Unreadable e) {
            problems.add(e.problem);
        } catch (MarkedYamlEngineException e) {
            Place place = e.getProblemMark().map(mark -> place(mark)).orElse(new Place.InFile(1, 1));
            problems.add(new Problem(elsewhere(place, places), "", "", sentence(e)));
        } catch (ReaderException e) {
            Place place = placeOf(text, e.getPosition());
            String code = String.format("U+%04X", e.getCodePoint());
            problems.add(
                    new Problem(elsewhere(place, places), "", "", "character " + code + " is not allowed in YAML"));
        } catch (YamlEngineException e) {
            Place place = elsewhere(new Place.InFile(1, 1), places);
            problems.add(new Problem(place, "", "", "is no YAML: " + firstLine(String.valueOf(e.getMessage()))));
        }
        return null;
    }

    /** In a value from elsewhere a position is of no help: its own place counts. */
    private static Place elsewhere(Place inFile, Function<Event, Place> places) {
        Place place = places.apply(new DocumentStartEvent(false, Optional.empty(), Map.of()));
        return place == Place.DEFAULT ? inFile : place;
    }

    private static Place inFile(Event event) {
        return event.getStartMark().map(mark -> place(mark)).orElse(Place.DEFAULT);
    }

    private static Place place(Mark mark) {
        return new Place.InFile(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Place placeOf(String text, int position) {
        int line = 1;
        int column = 1;
        int end = text.offsetByCodePoints(0, Math.min(position, text.codePointCount(0, text.length())));
        for (int i = 0; i < end; i++) {
            boolean isNewline = text.charAt(i) == '\n';
            line = isNewline ? line + 1 : line;
            column = isNewline ? 1 : column + 1;
        }
        return new Place.InFile(line, column);
    }

    private static String sentence(MarkedYamlEngineException e) {
        String problem = firstLine(String.valueOf(e.getProblem()));
        if (problem.contains("TAB")) {
            return "a tab cannot stand here; indent with spaces";
        }
        String context = e.getContext() == null ? "" : firstLine(e.getContext()) + ": ";
        return "is no YAML: " + context + problem;
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private @Nullable Raw document() throws Unreadable {
        Raw root = null;
        int documents = 0;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent) {
                if (++documents > 1) {
                    throw unreadable(event, "a second document begins here; there may be one only");
                }
                root = node(events.next(), "", 0);
            }
        }
        return root;
    }

    private Raw node(Event event, String path, int depth) throws Unreadable {
        if (depth > DEPTH_MAX) {
            throw unreadable(event, "nested too deep");
        }
        if (event instanceof AliasEvent) {
            throw unreadable(event, "aliases (*name) are not supported; write the value out");
        }
        if (event instanceof ScalarEvent scalar) {
            boolean isNull = scalar.isPlain() && NULLS.contains(scalar.getValue());
            return new Raw.Scalar(scalar.getValue(), isNull, places.apply(event));
        }
        if (event instanceof SequenceStartEvent) {
            return sequence(event, path, depth);
        }
        if (event instanceof MappingStartEvent) {
            return mapping(event, path, depth);
        }
        throw new IllegalStateException("unexpected " + event.getEventId());
    }

    private Raw sequence(Event start, String path, int depth) throws Unreadable {
        List<Raw> items = new ArrayList<>();
        for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
            items.add(node(event, Settings.entry(path, items.size()), depth + 1));
        }
        return new Raw.Sequence(List.copyOf(items), places.apply(start));
    }

    private Raw mapping(Event start, String path, int depth) throws Unreadable {
        List<Raw.Entry> entries = new ArrayList<>();
        Map<String, Place> seen = new HashMap<>();
        for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
            if (!(event instanceof ScalarEvent key)) {
                throw unreadable(event, "a key must be a plain word");
            }
            Place place = places.apply(event);
            String keyPath = Settings.path(path, key.getValue());
            Raw value = node(events.next(), keyPath, depth + 1);
            Place first = seen.putIfAbsent(key.getValue(), place);
            if (first == null) {
                entries.add(new Raw.Entry(key.getValue(), place, value));
            } else {
                problems.add(new Problem(place, keyPath, "", "given twice; first at " + first.text()));
            }
        }
        return new Raw.Mapping(List.copyOf(entries), places.apply(start));
    }

    private Unreadable unreadable(Event event, String message) {
        return new Unreadable(new Problem(places.apply(event), "", "", message));
    }
}
