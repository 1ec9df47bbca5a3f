package org.sngateway.simulator.conformance.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.sngateway.simulator.conformance.SuiteResult;
import org.sngateway.simulator.conformance.TestResult;
import org.sngateway.simulator.conformance.Verdict;
import org.sngateway.simulator.conformance.script.TraceLine;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** The result as one JSON object, traces and all. */
public final class JsonReport {
    static final String SCHEMA = "sn-sim-conformance/1";

    private JsonReport() {}

    public static String of(SuiteResult result) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("schema", SCHEMA);
            json.writeStringField("protocol", "MQTT-SN 1.2");
            json.writeStringField("target", result.target());
            json.writeStringField("identity", result.identity());
            json.writeStringField("started", result.started().toString());
            json.writeNumberField("took_s", result.took().toMillis() / 1e3);
            json.writeBooleanField("passed", result.passed());
            json.writeStringField("trouble", result.trouble());
            json.writeObjectFieldStart("counts");
            for (Verdict verdict : Verdict.values()) {
                json.writeNumberField(verdict.name().toLowerCase(Locale.ROOT), result.count(verdict));
            }
            json.writeEndObject();
            json.writeArrayFieldStart("tests");
            for (TestResult test : result.results()) {
                write(json, test);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, TestResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", result.test().id());
        json.writeStringField("title", result.test().title());
        json.writeStringField("section", result.test().section());
        json.writeStringField("level", result.test().level().name());
        write(json, "requirements", result.test().covers());
        json.writeStringField("verdict", result.verdict().name());
        json.writeStringField("reason", result.reason());
        write(json, "readings", result.readings());
        json.writeNumberField("took_ms", result.millis());
        json.writeArrayFieldStart("trace");
        for (TraceLine line : result.trace()) {
            json.writeStartObject();
            json.writeNumberField("ms", Math.round(line.millis() * 10) / 10.0);
            json.writeStringField("kind", line.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringField("who", line.who());
            json.writeStringField("text", line.text());
            json.writeStringField("hex", line.hex());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
