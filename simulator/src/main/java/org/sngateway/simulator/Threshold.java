package org.sngateway.simulator;

import org.sngateway.simulator.load.BenchReport;
import picocli.CommandLine.TypeConversionException;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A figure of the report and the limit it must keep: {@code ack_p99_ms<=3}. Made by the command line from its text. */
record Threshold(String figure, boolean isMinimum, double limit) {
    private static final Pattern FORM = Pattern.compile("([a-z0-9_.]+)\\s*(<=|>=)\\s*([0-9.]+)");

    /** Parses the text; throws TypeConversionException with a sentence when it has another form. */
    static Threshold valueOf(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("a threshold is like throughput_per_s>=20000, not " + text);
        }
        return new Threshold(matcher.group(1), matcher.group(2).equals(">="), Double.parseDouble(matcher.group(3)));
    }

    void check(BenchReport report) {
        Double value = report.number(figure);
        if (value == null) {
            report.fail("expected " + this + ", but this run has no such figure");
        } else if (isMinimum ? value < limit : value > limit) {
            report.fail("expected " + this + ", but it is " + value);
        }
    }

    @Override
    public String toString() {
        return figure + (isMinimum ? ">=" : "<=") + limit;
    }
}
