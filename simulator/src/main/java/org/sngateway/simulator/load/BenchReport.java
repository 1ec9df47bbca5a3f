package org.sngateway.simulator.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of one run, in the order in which they are printed; names are stable, so that programs may read them. */
public final class BenchReport {
    private final String title;
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean invalid;

    public BenchReport(String title) {
        this.title = title;
    }

    void put(String name, long value) {
        figures.put(name, value);
    }

    void put(String name, double value) {
        figures.put(name, value);
    }

    void put(String name, String value) {
        figures.put(name, value);
    }

    /** Percentiles in milliseconds under {@code name_p50_ms} and so on. */
    void putLatency(String name, Histogram nanos) {
        put(name + "_p50_ms", nanos.getValueAtPercentile(50) / 1e6);
        put(name + "_p95_ms", nanos.getValueAtPercentile(95) / 1e6);
        put(name + "_p99_ms", nanos.getValueAtPercentile(99) / 1e6);
        put(name + "_p99.9_ms", nanos.getValueAtPercentile(99.9) / 1e6);
        put(name + "_max_ms", nanos.getMaxValue() / 1e6);
    }

    /** A threshold that was missed. */
    public void fail(String sentence) {
        problems.add(sentence);
    }

    /** The loader itself was not good enough: the figures say nothing about the gateway. */
    void invalidate(String sentence) {
        invalid = true;
        problems.add("invalid: " + sentence);
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    public @Nullable Double number(String name) {
        return figures.get(name) instanceof Number number ? number.doubleValue() : null;
    }

    public List<String> problems() {
        return problems;
    }

    public boolean isInvalid() {
        return invalid;
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder(title).append('\n');
        figures.forEach((name, value) -> text.append(String.format(Locale.ROOT, "  %-28s %s%n", name, shown(value))));
        notes.forEach(note -> text.append("  note: ").append(note).append('\n'));
        problems.forEach(problem -> text.append("  FAILED ").append(problem).append('\n'));
        return text.toString();
    }

    private static String shown(Object value) {
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, Math.abs(number) < 100 ? "%.3f" : "%.0f", number);
        }
        return value.toString();
    }

    /** For programs: one object. */
    public String json() {
        StringWriter target = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(target)) {
            json.writeStartObject();
            json.writeStringField("bench", title);
            json.writeBooleanField("valid", !invalid);
            for (Map.Entry<String, Object> figure : figures.entrySet()) {
                writeFigure(json, figure.getKey(), figure.getValue());
            }
            json.writeArrayFieldStart("problems");
            for (String problem : problems) {
                json.writeString(problem);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new IllegalStateException("a string takes everything", impossible);
        }
        return target.toString();
    }

    private static void writeFigure(JsonGenerator json, String name, Object value) throws IOException {
        if (value instanceof Long number) {
            json.writeNumberField(name, number);
        } else if (value instanceof Double number) {
            json.writeNumberField(name, Math.round(number * 1_000) / 1_000.0);
        } else {
            json.writeStringField(name, value.toString());
        }
    }
}
