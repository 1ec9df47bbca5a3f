package org.sngateway.simulator.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.measure.Distribution;
import org.sngateway.simulator.measure.Figures;
import org.sngateway.simulator.measure.Metric;
import org.sngateway.simulator.measure.RunResult;
import org.sngateway.simulator.measure.RunResult.DeviceStory;
import org.sngateway.simulator.measure.RunResult.Event;
import org.sngateway.simulator.measure.RunResult.Judged;
import org.sngateway.simulator.measure.RunResult.OfFleet;
import org.sngateway.simulator.measure.Threshold;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run as one JSON object, all of it but the series, which has a file of its own. The sections {@code uplink} to {@code
 * retransmissions} are for quick looks, they repeat what {@code metrics} and {@code histograms} say in full.
 */
final class RunJson {
    static final String SCHEMA = "sn-sim/1";

    private final RunResult result;
    private final JsonGenerator json;

    private RunJson(RunResult result, JsonGenerator json) {
        this.result = result;
        this.json = json;
    }

    /** @param seriesFile name of the series' file, beside this one; {@code null} when there is none */
    static String of(RunResult result, @Nullable String seriesFile) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            new RunJson(result, json).write(seriesFile);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    private void write(@Nullable String seriesFile) throws IOException {
        json.writeStartObject();
        json.writeStringField("schema", SCHEMA);
        what();
        json.writeStringField("verdict", Verdict.of(result).name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("passed", Verdict.of(result) == Verdict.PASSED);
        json.writeBooleanField("valid", result.isValid());
        json.writeStringField("invalidity", result.invalidity());
        json.writeArrayFieldStart("remarks");
        for (String remark : result.remarks()) {
            json.writeString(remark);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("thresholds");
        for (Judged judged : result.thresholds()) {
            threshold(judged);
        }
        json.writeEndArray();
        new QuickLook(result.total(), json).write();
        figures(result.total());
        fleets();
        events();
        worst();
        json.writeObjectFieldStart("gateway_metrics");
        for (Map.Entry<String, Double> metric : new TreeMap<>(result.gatewayMetrics()).entrySet()) {
            number(metric.getKey(), metric.getValue());
        }
        json.writeEndObject();
        json.writeStringField("series", seriesFile);
        json.writeEndObject();
    }

    private void what() throws IOException {
        RunResult.Info info = result.info();
        json.writeObjectFieldStart("tool");
        json.writeStringField("name", "sn-sim");
        json.writeStringField("version", info.toolVersion());
        json.writeEndObject();
        json.writeObjectFieldStart("scenario");
        json.writeStringField("name", info.scenario());
        json.writeStringField("summary", info.summary());
        json.writeStringField("sha256", sha256(info.text()));
        json.writeNumberField("seed", info.seed());
        json.writeNumberField("devices", info.devices());
        json.writeStringField("text", info.text());
        json.writeEndObject();
        json.writeStringField("started", info.started().toString());
        json.writeNumberField("duration_s", info.seconds());
        json.writeNumberField("wall_s", info.wallSeconds());
        json.writeBooleanField("virtual", info.isVirtual());
        json.writeStringField("machine", info.machine());
        json.writeObjectFieldStart("target");
        json.writeStringField("gateway", info.gateway());
        json.writeStringField("version", info.gatewayVersion());
        json.writeEndObject();
    }

    private static String sha256(String text) {
        try {
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private void threshold(Judged judged) throws IOException {
        Threshold threshold = judged.threshold();
        json.writeStartObject();
        json.writeStringField("metric", threshold.metric().word());
        json.writeStringField("op", threshold.comparison().sign());
        json.writeNumberField("limit", threshold.limit());
        json.writeStringField("unit", threshold.metric().unit().name().toLowerCase(Locale.ROOT));
        if (threshold.scope().fleet() != null) {
            json.writeStringField("fleet", threshold.scope().fleet());
        }
        if (threshold.scope().qos() != null) {
            json.writeNumberField("qos", number(threshold.scope().qos()));
        }
        json.writeStringField("text", threshold.text());
        number("value", judged.value());
        json.writeBooleanField("passed", judged.passed());
        json.writeEndObject();
    }

    static int number(Qos qos) {
        return qos == Qos.MINUS_ONE ? -1 : qos.bits();
    }

    /** {@code null} for what is no number, which JSON cannot say. */
    private void number(String name, @Nullable Double value) throws IOException {
        if (value == null || !Double.isFinite(value)) {
            json.writeNullField(name);
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumberField(name, value.longValue());
        } else {
            json.writeNumberField(name, value);
        }
    }

    private void figures(Figures figures) throws IOException {
        json.writeObjectFieldStart("metrics");
        for (Metric metric : Metric.values()) {
            Double value = figures.value(metric);
            if (value != null && Double.isFinite(value)) {
                number(metric.word(), value);
            }
        }
        json.writeEndObject();
        json.writeObjectFieldStart("histograms");
        for (Distribution distribution : Distribution.values()) {
            Histogram histogram = figures.distributions().get(distribution);
            if (histogram != null) {
                json.writeStringField(distribution.name().toLowerCase(Locale.ROOT), Histograms.text(histogram));
            }
        }
        json.writeEndObject();
    }

    private void fleets() throws IOException {
        json.writeArrayFieldStart("fleets");
        for (OfFleet fleet : result.fleets()) {
            json.writeStartObject();
            json.writeStringField("name", fleet.name());
            json.writeNumberField("count", fleet.count());
            json.writeStringField("profile", fleet.profile());
            json.writeStringField("link", fleet.link());
            figures(fleet.figures());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void events() throws IOException {
        json.writeArrayFieldStart("events");
        for (Event event : result.events()) {
            json.writeStartObject();
            json.writeNumberField("at_s", event.atSeconds());
            number("until_s", event.untilSeconds());
            json.writeStringField("label", event.label());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void worst() throws IOException {
        json.writeArrayFieldStart("worst_devices");
        for (DeviceStory story : result.worst()) {
            json.writeStartObject();
            json.writeStringField("client_id", story.clientId());
            json.writeStringField("fleet", story.fleet());
            json.writeStringField("why", story.why());
            json.writeArrayFieldStart("trace");
            for (RunResult.Packet packet : story.trace()) {
                json.writeStartObject();
                json.writeNumberField("at_s", packet.atSeconds());
                json.writeBooleanField("from_device", packet.isFromDevice());
                json.writeStringField("text", packet.text());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
