package org.sngateway.simulator.report;

import org.HdrHistogram.Histogram;
import org.sngateway.simulator.measure.Distribution;
import org.sngateway.simulator.measure.RunResult;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Times by percentile, as HdrHistogram's own plots show them: the axis is 1/(1-percentile), so that each further nine takes
 * the same space.
 */
final class PercentileCurve {
    private static final int POINTS_PER_DECADE = 24;
    /** The percentiles that tables show. */
    static final List<Double> TABLE = List.of(50.0, 75.0, 90.0, 95.0, 99.0, 99.9, 99.99, 100.0);

    private final List<Curve> curves;
    private final List<Double> axis = new ArrayList<>();

    /** One distribution of one run. */
    record Curve(String label, String colour, boolean isDashed, Histogram histogram) {
        /** In seconds; {@code NaN} where the histogram holds too little to know. */
        double at(double axis) {
            if (axis > histogram.getTotalCount()) {
                return Double.NaN;
            }
            return histogram.getValueAtPercentile(100 - 100 / axis) / 1e9;
        }

        double percentile(double percentile) {
            return histogram.getValueAtPercentile(percentile) / 1e9;
        }
    }

    private PercentileCurve(List<Curve> curves) {
        this.curves = curves;
        long most = curves.stream()
                .mapToLong(curve -> curve.histogram().getTotalCount())
                .max()
                .orElse(1);
        int points = (int) Math.floor(Math.log10((double) Math.max(1, most)) * POINTS_PER_DECADE) + 1;
        for (int i = 0; i < points; i++) {
            axis.add(Math.pow(10, (double) i / POINTS_PER_DECADE));
        }
    }

    /** Of one run, or of two for {@code A} and {@code B}. */
    static PercentileCurve of(List<RunResult> runs) {
        List<Curve> curves = new ArrayList<>();
        for (Distribution distribution : Distribution.values()) {
            for (int run = 0; run < runs.size(); run++) {
                Histogram histogram = runs.get(run).total().distributions().get(distribution);
                if (histogram != null && histogram.getTotalCount() > 0) {
                    String name = distribution.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                    String label = runs.size() == 1 ? name : name + (run == 0 ? " A" : " B");
                    curves.add(new Curve(label, colour(distribution), run > 0, histogram));
                }
            }
        }
        return new PercentileCurve(curves);
    }

    private static String colour(Distribution distribution) {
        return switch (distribution) {
            case UPLINK_LATENCY -> "blue";
            case UPLINK_ACK -> "green";
            case DOWNLINK_WAIT -> "purple";
            case CONNECT_TIME -> "orange";
            case RECONNECT_TIME -> "red";
            case AWAKE_TIME -> "teal";
        };
    }

    List<Curve> curves() {
        return curves;
    }

    List<Double> axis() {
        return axis;
    }
}
