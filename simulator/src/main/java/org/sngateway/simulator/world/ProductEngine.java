package org.sngateway.simulator.world;

import org.sngateway.gateway.session.EngineOptions;
import org.sngateway.gateway.session.Rate;
import org.sngateway.gateway.session.Tolerance;

import java.util.List;

import static org.sngateway.simulator.world.VirtualTime.HOUR;
import static org.sngateway.simulator.world.VirtualTime.SECOND;

/** The engine and what is around it as the product's defaults have them (docs/reference/configuration.md). */
final class ProductEngine {
    private static final long MILLI = 1_000_000L;
    private static final long DAY = 24 * HOUR;
    private static final int UPLINK_WINDOW = 8;
    private static final int SLEEP_MESSAGES = 100;

    private ProductEngine() {}

    /** @param publishMinusOne off by default: a scenario that has such devices is taken to have switched it on */
    static EngineOptions options(boolean publishMinusOne, double publishMinusOneRate, long seed) {
        return new EngineOptions(
                new EngineOptions.Identity(1, List.of(0L), peer -> true, 128),
                new EngineOptions.Timing(10 * SECOND, 4, 90 * SECOND, DAY, false, Tolerance.SPECIFICATION),
                new EngineOptions.Sleep(86_400, EngineOptions.WakeFrom.SAME_IP, true, true, 10, 0),
                new EngineOptions.Capacity(UPLINK_WINDOW, 1000, 100, SLEEP_MESSAGES, 65_536, DAY, 7 * DAY, true),
                new EngineOptions.Admission(
                        10_000,
                        new Rate(1000, 10_000),
                        new Rate(2000, 20_000),
                        new Rate(1, 3),
                        new Rate(1000, 1000),
                        new Rate(5, 10),
                        10_000),
                new EngineOptions.Upstream(50, SECOND, 60 * SECOND, DAY, seed),
                new EngineOptions.PublishMinusOne(
                        publishMinusOne,
                        peer -> true,
                        List.of("#"),
                        new Rate(publishMinusOneRate, publishMinusOneRate),
                        false));
    }

    /** MQTT 5, a millisecond away, with the Receive Maximum that the product asks for. */
    static SwarmOptions.Broker broker() {
        return new SwarmOptions.Broker(true, SLEEP_MESSAGES, MILLI, MILLI, 30 * SECOND, 7 * DAY, 2 * DAY, 0);
    }

    /** A disk that takes two milliseconds for a commit. */
    static SwarmOptions.Store store() {
        return new SwarmOptions.Store(2 * MILLI, 2 * MILLI, 5 * SECOND, 100_000, 64L << 20);
    }
}
