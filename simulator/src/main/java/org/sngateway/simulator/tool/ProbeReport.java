package org.sngateway.simulator.tool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of a probe.
 *
 * @param phaseNanos how long each completed phase took, by its name
 * @param exitCode one of {@link ToolExit}: OK, FAILURE, UNREACHABLE
 * @param failedPhase where it ended, unless all went well
 * @param complaint why
 */
public record ProbeReport(
        String gateway,
        Map<String, Long> phaseNanos,
        int exitCode,
        @Nullable String failedPhase,
        @Nullable String complaint) {

    private static final List<String> PHASES = List.of("connect", "register", "publish", "disconnect");
    private static final double SECOND_NANOS = 1e9;

    public boolean succeeded() {
        return exitCode == ToolExit.OK;
    }

    private double totalSeconds() {
        return phaseNanos.values().stream().mapToLong(Long::longValue).sum() / SECOND_NANOS;
    }

    private double seconds(String phase) {
        Long nanos = phaseNanos.get(phase);
        return nanos == null ? 0 : nanos / SECOND_NANOS;
    }

    private List<String> completed() {
        return PHASES.stream().filter(phaseNanos::containsKey).toList();
    }

    /** One line for people. */
    public String text() {
        StringBuilder line = new StringBuilder(gateway).append(succeeded() ? " ok" : " failed");
        for (String phase : completed()) {
            line.append(String.format(Locale.ROOT, "  %s %.1f ms", phase, 1e3 * seconds(phase)));
        }
        if (succeeded()) {
            line.append(String.format(Locale.ROOT, "  total %.1f ms", 1e3 * totalSeconds()));
        } else {
            line.append("  at ").append(failedPhase).append(": ").append(complaint);
        }
        return line.append('\n').toString();
    }

    public String json() {
        StringWriter target = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(target)) {
            json.writeStartObject();
            json.writeStringField("gateway", gateway);
            json.writeBooleanField("success", succeeded());
            json.writeObjectFieldStart("phases_s");
            for (String phase : completed()) {
                json.writeNumberField(phase, seconds(phase));
            }
            json.writeEndObject();
            json.writeNumberField("total_s", totalSeconds());
            if (!succeeded()) {
                json.writeStringField("failed_phase", failedPhase);
                json.writeStringField("reason", complaint);
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return target + "\n";
    }

    /** Prometheus' text format. */
    public String prometheus() {
        StringBuilder text = new StringBuilder();
        text.append("# HELP probe_success Whether the gateway took one connect, publish and disconnect.\n");
        text.append("# TYPE probe_success gauge\n");
        text.append("probe_success ").append(succeeded() ? 1 : 0).append('\n');
        if (!phaseNanos.isEmpty()) {
            text.append("# HELP probe_duration_seconds How long each phase took; a phase that failed is absent.\n");
            text.append("# TYPE probe_duration_seconds gauge\n");
        }
        for (String phase : completed()) {
            text.append(
                    String.format(Locale.ROOT, "probe_duration_seconds{phase=\"%s\"} %.6f\n", phase, seconds(phase)));
        }
        return text.toString();
    }
}
