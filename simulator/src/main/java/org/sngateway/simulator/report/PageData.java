package org.sngateway.simulator.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.sngateway.simulator.markup.Printable;
import org.sngateway.simulator.measure.RunResult;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** What the page's script draws, as JSON: {@code step}, {@code rows}, {@code events}, {@code charts}, {@code curve}. */
final class PageData {
    /** More than a screen can show only makes the file larger. */
    private static final MathContext DIGITS = new MathContext(4);

    private PageData() {}

    static String of(RunResult result, TimeGrid grid, List<Chart> charts, PercentileCurve curve) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("step", grid.stepSeconds());
            json.writeNumberField("rows", grid.rows());
            json.writeArrayFieldStart("events");
            for (RunResult.Event event : result.events()) {
                json.writeStartObject();
                json.writeNumberField("at", event.atSeconds());
                if (event.untilSeconds() != null) {
                    json.writeNumberField("until", event.untilSeconds());
                }
                json.writeStringField("label", Printable.line(event.label()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("charts");
            for (Chart chart : charts) {
                chart(json, chart);
            }
            json.writeEndArray();
            curve(json, curve);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void chart(JsonGenerator json, Chart chart) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", chart.id());
        json.writeStringField("unit", chart.unit().name().toLowerCase(Locale.ROOT));
        json.writeStringField("form", chart.form().name().toLowerCase(Locale.ROOT));
        json.writeArrayFieldStart("lines");
        for (Chart.Line line : chart.lines()) {
            json.writeStartObject();
            json.writeStringField("label", line.label());
            json.writeStringField("colour", line.colour());
            json.writeBooleanField("dashed", line.isDashed());
            values(json, line.values());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void curve(JsonGenerator json, PercentileCurve curve) throws IOException {
        json.writeObjectFieldStart("curve");
        json.writeArrayFieldStart("axis");
        for (double point : curve.axis()) {
            json.writeNumber(rounded(point));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("lines");
        for (PercentileCurve.Curve line : curve.curves()) {
            json.writeStartObject();
            json.writeStringField("label", line.label());
            json.writeStringField("colour", line.colour());
            json.writeBooleanField("dashed", line.isDashed());
            values(json, curve.axis().stream().map(line::at).toList());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void values(JsonGenerator json, List<Double> values) throws IOException {
        json.writeArrayFieldStart("values");
        for (double value : values) {
            if (Double.isFinite(value)) {
                json.writeNumber(rounded(value));
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }

    private static BigDecimal rounded(double value) {
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    }
}
