package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.simulator.device.DeviceOptions;

import java.net.InetSocketAddress;

/**
 * The device that a tool plays, and where it is.
 *
 * @param local where it sends from, or {@code null} to leave it to the system
 * @param nodeId its wireless node id when it speaks through a forwarder (MQTT-SN 1.2 s.5.5), or {@code null}
 * @param debug 0 nothing, 1 each message, 2 with its octets
 * @param quiet whether complaints are kept back; the exit code tells all the same
 */
public record DeviceSettings(
        HostPort gateway,
        @Nullable InetSocketAddress local,
        DeviceOptions options,
        @Nullable Octets nodeId,
        int debug,
        boolean quiet) {}
