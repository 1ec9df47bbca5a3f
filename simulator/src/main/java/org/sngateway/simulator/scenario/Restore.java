package org.sngateway.simulator.scenario;

import org.sngateway.gateway.config.Checked;
import org.sngateway.gateway.config.Durations;
import org.sngateway.gateway.config.ValueType;

import java.time.Duration;

/** {@code simultaneous} (as zero), or a time. */
record Restore() implements ValueType {
    private static final Durations TIME = Durations.between("0s", "365d");

    @Override
    public Checked parse(String text) {
        return text.equals("simultaneous") ? Checked.value(Duration.ZERO) : TIME.parse(text);
    }

    @Override
    public String name() {
        return "rule";
    }

    @Override
    public String allowed() {
        return "simultaneous, or a time over which they return evenly";
    }
}
