package org.sngateway.simulator.scenario;

import org.sngateway.gateway.config.Checked;
import org.sngateway.gateway.config.Durations;
import org.sngateway.gateway.config.ValueType;

import java.time.Duration;

/** {@code before publish} (as zero), or a time. */
record WakeRule() implements ValueType {
    private static final Durations TIME = Durations.between("1s", Durations.LONGEST);

    @Override
    public Checked parse(String text) {
        return text.equals("before publish") ? Checked.value(Duration.ZERO) : TIME.parse(text);
    }

    @Override
    public String name() {
        return "rule";
    }

    @Override
    public String allowed() {
        return "before publish, or a time: " + TIME.allowed();
    }
}
