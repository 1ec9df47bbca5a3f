package org.sngateway.simulator.scenario;

import org.jspecify.annotations.Nullable;

/**
 * What is tested, and how its other side is watched.
 *
 * @param gatewayHost name or address of the gateway's UDP port
 * @param brokerUrl {@code mqtt://host[:port]} of the broker behind it; {@code null}: deliveries are not measured
 * @param metricsUrl where the gateway's own metrics are (Prometheus text); {@code null}: not asked
 */
public record Target(
        String gatewayHost,
        int gatewayPort,
        @Nullable String brokerUrl,
        @Nullable String metricsUrl) {}
