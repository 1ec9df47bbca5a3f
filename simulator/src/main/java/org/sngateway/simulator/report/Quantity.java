package org.sngateway.simulator.report;

import org.sngateway.simulator.measure.Metric;

import java.util.Locale;

/** Values as people read them: three digits or so, with the unit that fits. */
final class Quantity {
    private static final double SECONDS_MAX = 600;

    private Quantity() {}

    /** {@code 14.9 s}, {@code 1 012}, {@code 0.99901}, {@code 61.2 B}. */
    static String text(double value, Metric.Unit unit) {
        return switch (unit) {
            case COUNT -> count(value);
            case RATIO -> ratio(value);
            case SECONDS -> seconds(value);
            case BYTES -> digits(value) + " B";
            case YEARS -> digits(value) + (value == 1 ? " year" : " years");
        };
    }

    /** With a space between thousands. */
    static String count(double value) {
        if (value != Math.rint(value)) {
            return digits(value);
        }
        return grouped(String.format(Locale.ROOT, "%.0f", value));
    }

    private static String grouped(String digits) {
        return digits.replaceAll("(?<=\\d)(?=(\\d{3})+$)", " ");
    }

    /** Not rounded to 1 what is below it. */
    private static String ratio(double value) {
        String text = String.format(Locale.ROOT, value < 1 ? "%.5f" : "%.3f", value);
        if (value < 1 && text.startsWith("1")) {
            text = "0.99999";
        }
        return withoutZeros(text);
    }

    static String percent(double ratio) {
        return withoutZeros(String.format(Locale.ROOT, "%.1f", ratio * 100)) + " %";
    }

    /** {@code 850 us}, {@code 1.1 ms}, {@code 0.81 s}, {@code 14.9 s}, {@code 25m10s}. */
    static String seconds(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0 s";
        }
        if (size < 0.001) {
            return digits(value * 1e6) + " us";
        }
        if (size < 0.1) {
            return digits(value * 1e3) + " ms";
        }
        return size < SECONDS_MAX ? digits(value) + " s" : duration(value);
    }

    /** {@code 45s}, {@code 10m00s}, {@code 1h02m03s}, {@code 2d03h}. */
    static String duration(double value) {
        long seconds = Math.round(Math.abs(value));
        String sign = value < 0 && seconds > 0 ? "-" : "";
        if (seconds < 60) {
            return sign + seconds + "s";
        }
        if (seconds < 3_600) {
            return sign + String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return sign + String.format(Locale.ROOT, "%dh%02dm%02ds", seconds / 3_600, seconds / 60 % 60, seconds % 60);
        }
        return sign + String.format(Locale.ROOT, "%dd%02dh", seconds / 86_400, seconds / 3_600 % 24);
    }

    /** A moment of a run: {@code 3:05}, {@code 1:02:03}. */
    static String moment(double value) {
        long seconds = Math.round(value);
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }

    /** Two digits after the point below 10, one below 1000, none above; none that say nothing. */
    static String digits(double value) {
        double size = Math.abs(value);
        if (size >= 999.95) {
            return grouped(String.format(Locale.ROOT, "%.0f", value));
        }
        String form = size < 0.1 && size > 0 ? "%.4f" : size < 9.995 ? "%.2f" : "%.1f";
        return withoutZeros(String.format(Locale.ROOT, form, value));
    }

    private static String withoutZeros(String text) {
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
