package org.sngateway.simulator.scenario;

import org.sngateway.gateway.config.Durations;

import java.time.Duration;

/** Times in sentences. */
final class Times {
    private Times() {}

    static String text(long nanos) {
        return Durations.text(Duration.ofNanos(nanos));
    }
}
