package org.sngateway.gateway.adapter.observe.metrics;

import org.sngateway.gateway.adapter.observe.CountersSnapshot;
import org.sngateway.gateway.status.StatusLosses;
import org.sngateway.gateway.view.Sums;

import java.util.List;

/**
 * What a page of metrics is made of.
 *
 * @param nowNanos nanoseconds since 1970
 * @param listeners their names, in their order
 */
public record MetricFacts(
        long nowNanos,
        CountersSnapshot counters,
        Sums sums,
        List<String> listeners,
        Program program,
        Broker broker,
        Store store,
        Config config,
        Outlets outlets) {

    public record Program(String version, String runtime, double uptimeSeconds, int clientsMax) {}

    /** @param url without anything secret */
    public record Broker(String url, boolean connected) {}

    /**
     * @param oldestNanos nanoseconds since 1970; 0 without any message
     * @param octetsWritten 0 where the system does not tell
     */
    public record Store(int spooled, int spooledMax, long oldestNanos, long octetsWritten, long failures) {
        public static final Store NONE = new Store(0, 0, 0, 0, 0);
    }

    /**
     * What could not be told as it happened.
     *
     * @param statusLosses on the gateway's own topics
     * @param streamPasses readers of the stream of events passed over, for a second each
     */
    public record Outlets(StatusLosses statusLosses, long streamPasses) {}

    /**
     * @param lastSuccessful whether the configuration was good when it was last read
     * @param successSeconds when it last was, since 1970
     */
    public record Config(boolean lastSuccessful, double successSeconds) {
        public static final Config NONE = new Config(true, 0);
    }
}
