package org.sngateway.gateway.adapter.observe.metrics;

import java.util.Locale;

/** The page of the documentation that lists all metrics, in Markdown. */
public final class MetricsReference {
    private static final String HEAD = """
            # Metrics

            This page is generated from the program; a test says how to write it anew when it is stale. `GET /metrics` gives all of these
            in Prometheus' text format. How to read them from there: [monitor with Prometheus](../how-to/monitor-with-prometheus.md).

            - No metric has a label for a device: the page is as long with ten thousand devices as with one.
            - Counters begin at 0 when the gateway starts. A label's values are all there from the start, at 0.
            - `listener` is the `name` of the listener, `version` that of MQTT-SN, `type` a message type in lower case; `reason`
              is what the [log](log.md) calls it; `state` and `to` are `active asleep awake connecting disconnected lost`.
            - Durations are counted by the gateway's clock, which it reads once for each batch of datagrams: what begins and ends
              in one batch counts as 0.
            - Those beginning with `process_` and `jvm_` are of the process and of Java, as the library of Prometheus gives them.

            | metric | kind | labels | means |
            |---|---|---|---|
            """;

    private MetricsReference() {}

    public static String write() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Metric metric : Metric.values()) {
            page.append("| `").append(metric.metricName).append("` | ");
            page.append(metric.kind.name().toLowerCase(Locale.ROOT)).append(" | ");
            page.append(metric.labels.isEmpty() ? "" : "`" + String.join("` `", metric.labels) + "`");
            page.append(" | ").append(metric.help).append(" |\n");
        }
        return page.toString();
    }
}
