package org.sngateway.simulator.report;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.measure.Figures;
import org.sngateway.simulator.measure.Metric;

import java.util.ArrayList;
import java.util.List;

/** Two runs metric by metric: A, from which one starts, and B, which is better or worse than it. */
public final class Comparison {
    /** Closer together than this share of the larger one, two values say the same. */
    private static final double SAME = 0.01;

    private Comparison() {}

    /** How B is, seen from A. */
    public enum Change {
        BETTER,
        WORSE,
        SAME,
        /** Different, and neither is better. */
        OTHER,
        /** Not measured in both. */
        UNKNOWN
    }

    /** One metric; at least one value is there. */
    public record Row(
            Metric metric, @Nullable Double a, @Nullable Double b) {
        /** B less A; {@code null} when one is missing. */
        public @Nullable Double delta() {
            return a == null || b == null ? null : b - a;
        }

        /** Of A; {@code null} when A is nothing. */
        public @Nullable Double share() {
            Double delta = delta();
            return delta == null || a == null || a == 0 ? null : delta / Math.abs(a);
        }

        public Change change() {
            Double delta = delta();
            if (delta == null || a == null || b == null) {
                return Change.UNKNOWN;
            }
            if (Math.abs(delta) <= SAME * Math.max(Math.abs(a), Math.abs(b))) {
                return Change.SAME;
            }
            return switch (metric.better()) {
                case NEITHER -> Change.OTHER;
                case LOWER -> delta < 0 ? Change.BETTER : Change.WORSE;
                case HIGHER -> delta > 0 ? Change.BETTER : Change.WORSE;
            };
        }
    }

    /** All metrics that at least one of the two has, in the order of {@link Metric}. */
    public static List<Row> rows(Figures a, Figures b) {
        List<Row> rows = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            if (a.value(metric) != null || b.value(metric) != null) {
                rows.add(new Row(metric, a.value(metric), b.value(metric)));
            }
        }
        return rows;
    }
}
