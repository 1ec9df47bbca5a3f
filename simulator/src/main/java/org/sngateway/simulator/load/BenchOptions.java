package org.sngateway.simulator.load;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

/**
 * What every bench needs to know.
 *
 * @param broker where the gateway publishes to, or {@code null}: then arrivals are not checked
 * @param brokerQos level of the checking subscription, 0 or 1
 * @param gatewayPid process to watch, 0 for none
 * @param ratePerSecond messages or connects due per second; 0 is closed loop
 * @param count messages in all, 0 for as many as the duration allows
 * @param connectsOutstandingMax CONNECTs without an answer at a time
 * @param drain longest wait for what is outstanding at the end
 * @param latenessMax p99 of the loader's own lateness beyond which a run says nothing
 */
public record BenchOptions(
        InetSocketAddress gateway,
        @Nullable URI broker,
        int brokerQos,
        long gatewayPid,
        LoadShape shape,
        double ratePerSecond,
        long count,
        int payloadOctets,
        int connectsOutstandingMax,
        Duration warmup,
        Duration duration,
        Duration connectTimeout,
        Duration drain,
        Duration latenessMax) {}
