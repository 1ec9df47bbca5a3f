package org.sngateway.simulator.check;

import org.sngateway.gateway.session.EngineOptions;
import org.sngateway.gateway.session.Rate;
import org.sngateway.gateway.session.Tolerance;

import java.util.List;

/** Options of the engine that stories are told about. */
final class Engines {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final Rate RATE = new Rate(100, 100);

    private Engines() {}

    static EngineOptions options() {
        return new EngineOptions(
                new EngineOptions.Identity(1, List.of(), peer -> false, 23),
                new EngineOptions.Timing(
                        10 * SECOND_NANOS, 4, 90 * SECOND_NANOS, 86_400 * SECOND_NANOS, true, Tolerance.SPECIFICATION),
                new EngineOptions.Sleep(65_535, EngineOptions.WakeFrom.SAME_IP, true, true, 10, 0),
                new EngineOptions.Capacity(8, 100, 20, 10, 10_000, 86_400 * SECOND_NANOS, 86_400 * SECOND_NANOS, true),
                new EngineOptions.Admission(100, RATE, RATE, RATE, RATE, RATE, 100),
                new EngineOptions.Upstream(4, SECOND_NANOS, 30 * SECOND_NANOS, 300 * SECOND_NANOS, 1),
                new EngineOptions.PublishMinusOne(false, peer -> false, List.of(), RATE, false));
    }
}
