package org.sngateway.simulator.report;

import org.sngateway.simulator.measure.Series;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A series with no more rows than a page can show: neighbouring intervals are put together. Counts become rates a second,
 * of numbers of devices and the gateway's own metrics the last counts, of medians the mean, of other times the largest.
 */
final class TimeGrid {
    private static final Set<String> STATES = Set.of("active", "asleep", "awake", "connecting", "off");

    private final double stepSeconds;
    private final int rows;
    private final Map<String, double[]> columns = new LinkedHashMap<>();

    private TimeGrid(double stepSeconds, int rows) {
        this.stepSeconds = stepSeconds;
        this.rows = rows;
    }

    static TimeGrid of(Series series, int rowsMax) {
        int together = Math.max(1, (series.rows() + rowsMax - 1) / rowsMax);
        int rows = (series.rows() + together - 1) / together;
        TimeGrid grid = new TimeGrid(series.intervalSeconds() * together, rows);
        for (Series.Column column : series.columns()) {
            double[] values = new double[rows];
            for (int row = 0; row < rows; row++) {
                int until = Math.min(column.values().size(), (row + 1) * together);
                List<Double> part = column.values().subList(Math.min(until, row * together), until);
                values[row] = together(column.name(), part, series.intervalSeconds());
            }
            grid.columns.put(column.name(), values);
        }
        return grid;
    }

    private static double together(String name, List<Double> part, double interval) {
        double[] measured = part.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .toArray();
        if (measured.length == 0) {
            return Double.NaN;
        }
        if (STATES.contains(name) || name.startsWith("gateway_") && !name.equals("gateway_retransmissions")) {
            return measured[measured.length - 1];
        }
        if (name.endsWith("_p50")) {
            return Arrays.stream(measured).average().orElse(Double.NaN);
        }
        if (name.endsWith("_p90") || name.endsWith("_p99") || name.endsWith("_max")) {
            return Arrays.stream(measured).max().orElse(Double.NaN);
        }
        return Arrays.stream(measured).sum() / (part.size() * interval);
    }

    double stepSeconds() {
        return stepSeconds;
    }

    int rows() {
        return rows;
    }

    Set<String> names() {
        return columns.keySet();
    }

    /** Whether there is anything in it. */
    boolean has(String name) {
        double[] values = columns.get(name);
        return values != null && Arrays.stream(values).anyMatch(Double::isFinite);
    }

    /** Whether it is not the same all the time. */
    boolean changes(String name) {
        double[] values = columns.get(name);
        return values != null
                && Arrays.stream(values).filter(Double::isFinite).distinct().count() > 1;
    }

    /** All {@code NaN} when there is no such column. */
    List<Double> values(String name) {
        double[] values = columns.get(name);
        return values == null
                ? Collections.nCopies(rows, Double.NaN)
                : Arrays.stream(values).boxed().toList();
    }
}
