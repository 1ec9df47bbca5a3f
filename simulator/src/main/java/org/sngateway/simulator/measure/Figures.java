package org.sngateway.simulator.measure;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Figures of one scope: the whole run, a fleet, a QoS.
 *
 * @param values what was measured; others are absent
 * @param distributions in nanoseconds, three digits; others are absent. Not to be changed
 */
public record Figures(Map<Metric, Double> values, Map<Distribution, Histogram> distributions) {
    public Figures {
        values = Map.copyOf(values);
        distributions = Map.copyOf(distributions);
    }

    /** {@code null}: not measured. */
    public @Nullable Double value(Metric metric) {
        return values.get(metric);
    }
}
