package org.sngateway.gateway.config;

import org.sngateway.gateway.session.Rate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rate limits: {@code 100/s}, {@code 30/m}, {@code 500/s burst 1000}. */
record Rates() implements ValueType {
    private static final Pattern RATE = Pattern.compile("([0-9]{1,7})/(s|m|h)(?: +burst +([0-9]{1,7}))?");

    @Override
    public Checked parse(String text) {
        Matcher rate = RATE.matcher(text);
        if (!rate.matches()) {
            return Checked.problem("must be a rate such as 100/s, 30/m or 500/s burst 1000");
        }
        double seconds = switch (rate.group(2)) {
            case "s" -> 1;
            case "m" -> 60;
            default -> 3600;
        };
        double perSecond = Integer.parseInt(rate.group(1)) / seconds;
        double burst = rate.group(3) == null ? Math.max(1, Math.ceil(perSecond)) : Integer.parseInt(rate.group(3));
        if (perSecond <= 0 || burst < 1) {
            return Checked.problem("must allow something: the rate is above 0, the burst at least 1");
        }
        return Checked.value(new Rate(perSecond, burst));
    }

    @Override
    public String name() {
        return "rate";
    }

    @Override
    public String allowed() {
        return "N/s, N/m or N/h, and \"burst N\" for how many may come at once (else what a second allows)";
    }
}
