package org.sngateway.simulator.tool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * The gateways that were found.
 *
 * @param problems what could not be done: groups that could not be joined, and the like
 */
public record SearchReport(List<FoundGateway> gateways, List<String> problems) {
    public SearchReport {
        gateways = List.copyOf(gateways);
        problems = List.copyOf(problems);
    }

    /** A table; empty when there are none. */
    public String text() {
        if (gateways.isEmpty()) {
            return "";
        }
        StringBuilder table = new StringBuilder(row("GWID", "ADDRESS", "RTT", "ADVERTISES", "HEARD ON"));
        for (FoundGateway each : gateways) {
            String rtt = each.rttNanos() == FoundGateway.UNKNOWN
                    ? "-"
                    : String.format(Locale.ROOT, "%.1f ms", each.rttNanos() / 1e6);
            String advertises =
                    each.advertisedSeconds() == FoundGateway.UNKNOWN ? "-" : each.advertisedSeconds() + " s";
            table.append(row(String.valueOf(each.gwId()), each.address(), rtt, advertises, each.via()));
        }
        return table.toString();
    }

    private static String row(String... cells) {
        return String.format("%-5s %-28s %-10s %-11s %s\n", (Object[]) cells);
    }

    public String json() {
        StringWriter target = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(target)) {
            json.writeStartObject();
            json.writeArrayFieldStart("gateways");
            for (FoundGateway each : gateways) {
                json.writeStartObject();
                json.writeNumberField("gw_id", each.gwId());
                json.writeStringField("address", each.address());
                if (each.rttNanos() != FoundGateway.UNKNOWN) {
                    json.writeNumberField("rtt_ms", each.rttNanos() / 1e6);
                }
                if (each.advertisedSeconds() != FoundGateway.UNKNOWN) {
                    json.writeNumberField("advertised_s", each.advertisedSeconds());
                }
                json.writeStringField("heard_on", each.via());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("problems");
            for (String problem : problems) {
                json.writeString(problem);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return target + "\n";
    }
}
