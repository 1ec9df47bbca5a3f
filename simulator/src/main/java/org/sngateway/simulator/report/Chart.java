package org.sngateway.simulator.report;

import java.util.List;

/**
 * One picture over the run's time.
 *
 * @param id of its element, in lower case
 * @param about one sentence on what it shows
 * @param lines all of the grid's length, the lowest of a stack first
 */
record Chart(String id, String title, String about, Unit unit, Form form, List<Line> lines) {

    /** What the upright axis counts. */
    enum Unit {
        SECONDS,
        PER_SECOND,
        DEVICES,
        PLAIN
    }

    /** How lines are drawn. */
    enum Form {
        LINES,
        /** With the space between neighbouring lines filled. */
        BANDS,
        /** On top of each other. */
        STACK
    }

    /**
     * One figure over time, {@code NaN} where there is nothing.
     *
     * @param colour a name from the page's palette
     */
    record Line(String label, String colour, List<Double> values, boolean isDashed) {
        Line(String label, String colour, List<Double> values) {
            this(label, colour, values, false);
        }
    }

    Chart {
        lines = List.copyOf(lines);
    }

    /** A value with its unit, as it stands in tables and legends. */
    String text(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return switch (unit) {
            case SECONDS -> Quantity.seconds(value);
            case PER_SECOND -> Quantity.digits(value);
            case DEVICES, PLAIN -> Quantity.count(value);
        };
    }

    String unitText() {
        return switch (unit) {
            case SECONDS -> "time";
            case PER_SECOND -> "a second";
            case DEVICES -> "devices";
            case PLAIN -> "as the gateway counts it";
        };
    }
}
