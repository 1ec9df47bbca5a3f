package org.sngateway.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.simulator.device.DeviceOptions;
import org.sngateway.simulator.device.DeviceWill;
import org.sngateway.simulator.scenario.ConnectSpec;
import org.sngateway.simulator.scenario.FleetSpec;
import org.sngateway.simulator.scenario.RetrySpec;

import java.util.Map;

/** Turns what a scenario says of a fleet into the options of one of its devices. */
final class DeviceSettings {
    private DeviceSettings() {}

    static DeviceOptions of(FleetSpec fleet, int number, String clientId, Map<Integer, String> predefined) {
        RetrySpec retry = fleet.retry();
        DeviceOptions options = DeviceOptions.of(clientId)
                .withRetries(retry.intervalNanos(), retry.count())
                .withPredefined(predefined)
                .withLateNanosMax(retry.intervalNanos() * (retry.count() + 1));
        ConnectSpec connect = fleet.connect();
        if (connect == null) {
            return options;
        }
        // A sleeper that connects for its readings wants to be met by what waits for it.
        boolean isResuming = fleet.sleep() != null && fleet.sleep().isConnectedToPublish();
        DeviceOptions connecting = options.withCleanSession(connect.cleanSession() && !isResuming)
                .withKeepAliveSeconds(connect.keepAliveSeconds())
                .withWindowMessagesMax(connect.windowMessagesMax());
        DeviceWill will = will(connect.will(), fleet.name(), number, clientId);
        return will == null ? connecting : connecting.withWill(will);
    }

    private static @Nullable DeviceWill will(
            ConnectSpec.@Nullable WillSpec will, String fleet, int number, String clientId) {
        return will == null
                ? null
                : new DeviceWill(
                        will.topic().of(fleet, number, clientId),
                        Octets.ofUtf8(will.payload()),
                        will.qos(),
                        will.retain());
    }
}
