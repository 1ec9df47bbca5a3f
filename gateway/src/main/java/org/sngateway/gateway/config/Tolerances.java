package org.sngateway.gateway.config;

import org.sngateway.gateway.session.Tolerance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The word {@code spec}, or a percentage. */
record Tolerances() implements ValueType {
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,4}) ?%");
    private static final int PERCENT_MAX = 1000;

    @Override
    public Checked parse(String text) {
        if (text.equals("spec")) {
            return Checked.value(Tolerance.SPECIFICATION);
        }
        Matcher percent = PERCENT.matcher(text);
        if (!percent.matches() || Integer.parseInt(percent.group(1)) > PERCENT_MAX) {
            return Checked.problem("must be " + allowed());
        }
        return Checked.value(new Tolerance(Integer.valueOf(percent.group(1))));
    }

    @Override
    public String name() {
        return "percentage";
    }

    @Override
    public String allowed() {
        return "spec, or a percentage from 0% to " + PERCENT_MAX + "%";
    }
}
