package org.sngateway.simulator.report;

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
import org.sngateway.simulator.measure.RunResult.Packet;
import org.sngateway.simulator.measure.Series;
import org.sngateway.simulator.measure.Threshold;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads what {@link RunJson} wrote, also when a later version wrote it: fields and metrics that it does not know are passed
 * over. Anything else that is not as expected ends in a {@link ReportException}.
 */
public final class RunReader {
    private final JsonNode root;

    private RunReader(JsonNode root) {
        this.root = root;
    }

    /** The run and its series, if the file is there that the run names. */
    public static RunResult read(Path file) {
        JsonNode root;
        try (InputStream octets = new BufferedInputStream(Files.newInputStream(file))) {
            root = JsonNode.read(octets, file.toString());
        } catch (NoSuchFileException absent) {
            throw new ReportException("there is no file " + file, absent);
        } catch (IOException unreadable) {
            throw new ReportException(file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
        if (!root.isObject() || !(root.field("schema").value() instanceof String schema)) {
            throw new ReportException(file + " is not the report of a run: it has no \"schema\"");
        }
        if (!schema.equals(RunJson.SCHEMA)) {
            throw new ReportException(
                    file + " has the schema \"" + schema + "\", and this program reads \"" + RunJson.SCHEMA + "\"");
        }
        try {
            return new RunReader(root).result(file);
        } catch (ReportException wrong) {
            throw new ReportException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    private RunResult result(Path file) {
        List<String> remarks = new ArrayList<>();
        root.field("remarks").items().forEach(remark -> remarks.add(remark.text()));
        Series series = series(file, remarks);
        String invalidity = root.field("invalidity").textIfAny();
        if (invalidity == null
                && root.field("valid").value() != null
                && !root.field("valid").flag()) {
            invalidity = "the file does not say why";
        }
        return new RunResult(
                info(),
                invalidity,
                remarks,
                thresholds(remarks),
                figures(root),
                root.field("fleets").items().stream().map(RunReader::fleet).toList(),
                series,
                root.field("events").items().stream().map(RunReader::event).toList(),
                root.field("worst_devices").items().stream()
                        .map(RunReader::story)
                        .toList(),
                gatewayMetrics());
    }

    private Series series(Path file, List<String> remarks) {
        String name = root.field("series").textIfAny();
        if (name == null) {
            return new Series(1, List.of());
        }
        Path beside;
        try {
            beside = file.resolveSibling(name);
        } catch (InvalidPathException strange) {
            throw root.field("series").wrong("the name of a file");
        }
        // Only beside the report: a report from elsewhere does not choose which files are read.
        if (beside.getFileName() == null || !beside.getFileName().toString().equals(name)) {
            throw root.field("series").wrong("the name of a file beside this one");
        }
        if (!Files.isRegularFile(beside)) {
            remarks.add("The file " + name + " is not beside the report, so there are no charts over time.");
            return new Series(1, List.of());
        }
        return SeriesFile.read(beside);
    }

    private RunResult.Info info() {
        JsonNode scenario = root.field("scenario");
        JsonNode target = root.field("target");
        Instant started;
        try {
            started = Instant.parse(root.field("started").text());
        } catch (DateTimeException wrong) {
            throw root.field("started").wrong("a time like 2026-11-23T10:00:00Z");
        }
        return new RunResult.Info(
                root.field("tool").field("version").text(),
                scenario.field("name").text(),
                orEmpty(scenario.field("summary")),
                orEmpty(scenario.field("text")),
                scenario.field("seed").whole(),
                (int) scenario.field("devices").whole(),
                root.field("virtual").value() != null && root.field("virtual").flag(),
                started,
                root.field("duration_s").number(),
                root.field("wall_s").number(),
                target.field("gateway").text(),
                target.field("version").textIfAny(),
                orEmpty(root.field("machine")));
    }

    private static String orEmpty(JsonNode node) {
        String text = node.textIfAny();
        return text == null ? "" : text;
    }

    private List<Judged> thresholds(List<String> remarks) {
        List<Judged> thresholds = new ArrayList<>();
        for (JsonNode node : root.field("thresholds").items()) {
            Metric metric = Metric.byWord().get(node.field("metric").text());
            if (metric == null) {
                boolean passed = node.field("passed").flag();
                remarks.add("The threshold on " + node.field("metric").text() + ", which this program does not know, "
                        + (passed ? "passed." : "failed."));
                continue;
            }
            String sign = node.field("op").text();
            Threshold.Comparison comparison = Stream.of(Threshold.Comparison.values())
                    .filter(c -> c.sign().equals(sign))
                    .findFirst()
                    .orElseThrow(() -> node.field("op").wrong("one of < <= > >= == !="));
            Threshold.Scope scope = new Threshold.Scope(node.field("fleet").textIfAny(), qos(node.field("qos")));
            thresholds.add(new Judged(
                    new Threshold(metric, comparison, node.field("limit").number(), scope, orEmpty(node.field("text"))),
                    node.field("value").numberIfAny(),
                    node.field("passed").flag()));
        }
        return thresholds;
    }

    private static @Nullable Qos qos(JsonNode node) {
        if (node.value() == null) {
            return null;
        }
        long number = node.whole();
        return Stream.of(Qos.values())
                .filter(qos -> RunJson.number(qos) == number)
                .findFirst()
                .orElseThrow(() -> node.wrong("-1, 0, 1 or 2"));
    }

    private static Figures figures(JsonNode node) {
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        node.field("metrics").fields().forEach((word, value) -> {
            Metric metric = Metric.byWord().get(word);
            Double number = metric == null ? null : value.numberIfAny();
            if (metric != null && number != null) {
                values.put(metric, number);
            }
        });
        Map<Distribution, Histogram> histograms = new EnumMap<>(Distribution.class);
        for (Distribution distribution : Distribution.values()) {
            JsonNode text = node.field("histograms").field(distribution.name().toLowerCase(Locale.ROOT));
            if (text.value() != null) {
                histograms.put(distribution, Histograms.of(text.text(), text.place()));
            }
        }
        return new Figures(values, histograms);
    }

    private static OfFleet fleet(JsonNode node) {
        return new OfFleet(
                node.field("name").text(),
                (int) node.field("count").whole(),
                orEmpty(node.field("profile")),
                orEmpty(node.field("link")),
                figures(node));
    }

    private static Event event(JsonNode node) {
        return new Event(
                node.field("at_s").number(),
                node.field("until_s").numberIfAny(),
                node.field("label").text());
    }

    private static DeviceStory story(JsonNode node) {
        List<Packet> trace = node.field("trace").items().stream()
                .map(packet -> new Packet(
                        packet.field("at_s").number(),
                        packet.field("from_device").flag(),
                        packet.field("text").text()))
                .toList();
        return new DeviceStory(
                node.field("client_id").text(), orEmpty(node.field("fleet")), orEmpty(node.field("why")), trace);
    }

    private Map<String, Double> gatewayMetrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        root.field("gateway_metrics").fields().forEach((name, value) -> {
            Double number = value.numberIfAny();
            if (number != null) {
                metrics.put(name, number);
            }
        });
        return metrics;
    }
}
