package org.sngateway.gateway.config;

import org.sngateway.gateway.config.HomeAssistantConfig.Entity;

import java.time.Duration;

/** When a value is no longer shown: a time, or a word for the time that suits the device. */
record ExpireAfter() implements ValueType {
    private static final Durations TIMES = Durations.between("1s", "365d");

    @Override
    public Checked parse(String text) {
        if (text.equals("auto")) {
            return Checked.value(Entity.AUTO);
        }
        if (text.equals("never")) {
            return Checked.value(Entity.NEVER);
        }
        Checked time = TIMES.parse(text);
        if (time.value() instanceof Duration duration && duration.toMillisPart() != 0) {
            return Checked.problem("must be whole seconds");
        }
        return time.problem() == null ? time : Checked.problem(time.problem() + ", or auto or never");
    }

    @Override
    public String name() {
        return TIMES.name();
    }

    @Override
    public String allowed() {
        return "auto, never or " + TIMES.allowed();
    }
}
