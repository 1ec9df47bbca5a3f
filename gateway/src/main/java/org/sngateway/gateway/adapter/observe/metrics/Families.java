package org.sngateway.gateway.adapter.observe.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The values of one page, by metric, each with its labels. */
final class Families {
    private static final String TOTAL = "_total";

    private final Map<Metric, CounterSnapshot.Builder> counters = new EnumMap<>(Metric.class);
    private final Map<Metric, GaugeSnapshot.Builder> gauges = new EnumMap<>(Metric.class);
    private final Map<Metric, HistogramSnapshot.Builder> histograms = new EnumMap<>(Metric.class);

    Families() {
        for (Metric metric : Metric.values()) {
            switch (metric.kind) {
                case COUNTER ->
                    counters.put(
                            metric, CounterSnapshot.builder().name(base(metric)).help(metric.help));
                case GAUGE ->
                    gauges.put(
                            metric, GaugeSnapshot.builder().name(base(metric)).help(metric.help));
                case HISTOGRAM ->
                    histograms.put(
                            metric,
                            HistogramSnapshot.builder().name(base(metric)).help(metric.help));
            }
        }
    }

    /** The library adds the ending of counters itself. */
    private static String base(Metric metric) {
        String name = metric.metricName;
        return metric.kind == Metric.Kind.COUNTER ? name.substring(0, name.length() - TOTAL.length()) : name;
    }

    void counter(Metric metric, long value, String... labels) {
        Objects.requireNonNull(counters.get(metric), metric.metricName)
                .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .value((double) value)
                        .labels(labels(metric, labels))
                        .build());
    }

    void gauge(Metric metric, double value, String... labels) {
        Objects.requireNonNull(gauges.get(metric), metric.metricName)
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .value(value)
                        .labels(labels(metric, labels))
                        .build());
    }

    /** @param limits of all buckets but the last, which has none */
    void histogram(Metric metric, double[] limits, long[] counts, double sum) {
        List<Double> bounds = new ArrayList<>();
        for (double limit : limits) {
            bounds.add(limit);
        }
        bounds.add(Double.POSITIVE_INFINITY);
        List<Long> numbers = new ArrayList<>();
        for (long count : counts) {
            numbers.add(count);
        }
        HistogramSnapshot.HistogramDataPointSnapshot.Builder point =
                HistogramSnapshot.HistogramDataPointSnapshot.builder();
        point.classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, numbers));
        point.sum(sum);
        Objects.requireNonNull(histograms.get(metric), metric.metricName).dataPoint(point.build());
    }

    private static Labels labels(Metric metric, String... values) {
        return values.length == 0 ? Labels.EMPTY : Labels.of(metric.labels, List.of(values));
    }

    List<MetricSnapshot> snapshots() {
        List<MetricSnapshot> all = new ArrayList<>();
        counters.values().forEach(family -> all.add(family.build()));
        gauges.values().forEach(family -> all.add(family.build()));
        histograms.values().forEach(family -> all.add(family.build()));
        return all;
    }
}
