package org.sngateway.simulator.site;

import java.util.Map;
import java.util.TreeMap;

/** Prometheus' text form of metrics: a name, labels perhaps, a number perhaps followed by a time; {@code #} is comment. */
final class PrometheusText {
    private PrometheusText() {}

    /** By name with labels. Buckets of histograms, and what a language's runtime says of itself, are left out. */
    static Map<String, Double> read(String page) {
        Map<String, Double> values = new TreeMap<>();
        for (String line : page.split("\n", -1)) {
            String text = line.strip();
            if (!text.isEmpty() && text.charAt(0) != '#') {
                readLine(text, values);
            }
        }
        return values;
    }

    private static void readLine(String text, Map<String, Double> values) {
        int labels = text.lastIndexOf('}');
        int blank = text.indexOf(' ', Math.max(labels, 0));
        if (blank < 0) {
            return;
        }
        String series = text.substring(0, blank);
        String name = series.contains("{") ? series.substring(0, series.indexOf('{')) : series;
        if (name.endsWith("_bucket") || name.startsWith("jvm_") || name.startsWith("go_")) {
            return;
        }
        try {
            double value = Double.parseDouble(text.substring(blank).strip().split("\\s+", 2)[0]);
            if (!Double.isNaN(value) && !Double.isInfinite(value)) {
                values.put(series, value);
            }
        } catch (NumberFormatException notANumber) {
            // A line that is none of Prometheus' says nothing.
            return;
        }
    }
}
