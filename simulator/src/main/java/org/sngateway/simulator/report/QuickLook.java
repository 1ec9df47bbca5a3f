package org.sngateway.simulator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import org.HdrHistogram.Histogram;
import org.sngateway.simulator.measure.Distribution;
import org.sngateway.simulator.measure.Figures;
import org.sngateway.simulator.measure.Metric;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts of a run's JSON that are grouped for scripts: {@code .uplink.latency_s.p99}. Times are in seconds; what was
 * not measured is absent. Percentiles are the metrics' where there are such, else the histogram's.
 */
final class QuickLook {
    private static final Map<String, Double> PERCENTILES =
            new TreeMap<>(Map.of("p50", 50.0, "p90", 90.0, "p95", 95.0, "p99", 99.0, "p999", 99.9));

    private final Figures figures;
    private final JsonGenerator json;

    QuickLook(Figures figures, JsonGenerator json) {
        this.figures = figures;
        this.json = json;
    }

    void write() throws IOException {
        json.writeObjectFieldStart("uplink");
        number("offered", Metric.UPLINK_OFFERED);
        number("sent", Metric.UPLINK_SENT);
        number("acked", Metric.UPLINK_ACKED);
        number("at_broker", Metric.UPLINK_DELIVERED);
        number("duplicates", Metric.DUPLICATES_TO_BROKER);
        number("lost", Metric.UPLINK_LOST_ACKED);
        number("rejected", Metric.UPLINK_REJECTED);
        times("latency_s", Distribution.UPLINK_LATENCY);
        times("ack_s", Distribution.UPLINK_ACK);
        json.writeEndObject();
        json.writeObjectFieldStart("downlink");
        number("offered", Metric.DOWNLINK_OFFERED);
        number("delivered", Metric.DOWNLINK_DELIVERED);
        number("duplicates", Metric.DOWNLINK_DUPLICATES);
        number("lost", Metric.DOWNLINK_LOST);
        number("expired", Metric.DOWNLINK_EXPIRED);
        times("wait_s", Distribution.DOWNLINK_WAIT);
        json.writeEndObject();
        json.writeObjectFieldStart("sessions");
        number("connects", Metric.CONNECTS);
        number("refused", Metric.CONNECTS_REFUSED);
        number("congested", Metric.CONNECTS_CONGESTED);
        number("lost", Metric.SESSIONS_LOST);
        number("resumed_after_address_change", Metric.RESUMED_AFTER_ADDRESS_CHANGE);
        times("connect_time_s", Distribution.CONNECT_TIME);
        times("reconnect_time_s", Distribution.RECONNECT_TIME);
        json.writeEndObject();
        json.writeObjectFieldStart("cost");
        number("datagrams_per_reading", Metric.DATAGRAMS_PER_READING);
        number("bytes_per_reading", Metric.BYTES_PER_READING);
        number("battery_years", Metric.BATTERY_YEARS);
        times("awake_s", Distribution.AWAKE_TIME);
        json.writeEndObject();
        json.writeObjectFieldStart("retransmissions");
        number("device", Metric.DEVICE_RETRANSMISSIONS);
        number("gateway", Metric.GATEWAY_RETRANSMISSIONS);
        json.writeEndObject();
    }

    private void number(String name, Metric metric) throws IOException {
        Double value = figures.value(metric);
        if (value == null || !Double.isFinite(value)) {
            return;
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumberField(name, value.longValue());
        } else {
            json.writeNumberField(name, value);
        }
    }

    private void times(String name, Distribution distribution) throws IOException {
        Histogram histogram = figures.distributions().get(distribution);
        if (histogram == null || histogram.getTotalCount() == 0) {
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeNumberField("count", histogram.getTotalCount());
        for (Map.Entry<String, Double> percentile : PERCENTILES.entrySet()) {
            Metric metric =
                    Metric.byWord().get(distribution.name().toLowerCase(Locale.ROOT) + "_" + percentile.getKey());
            Double value = metric == null ? null : figures.value(metric);
            json.writeNumberField(
                    percentile.getKey(),
                    value == null ? histogram.getValueAtPercentile(percentile.getValue()) / 1e9 : value);
        }
        json.writeNumberField("max", histogram.getMaxValue() / 1e9);
        json.writeEndObject();
    }
}
