package org.sngateway.simulator.scenario;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Devices of one kind. Texts may hold {@code {n}} (the device's number in its fleet, from 1; {@code {n:04}} padded with
 * zeros), {@code {fleet}} and, except in the client id itself, {@code {client_id}}; see {@link Pattern}.
 *
 * @param clientId pattern; different for each device
 * @param profile the word from the file, for reports; its meaning is filled in below already
 * @param connect {@code null} for devices that never connect (QoS -1 only)
 * @param sleep {@code null} for devices that stay awake
 * @param link name of the link of each of its devices
 * @param nodesPerForwarder devices behind each forwarder; 0: each has an address of its own
 * @param misbehaving share 0..1 of what these devices send that is malformed or out of place
 */
public record FleetSpec(
        String name,
        int count,
        Pattern clientId,
        String profile,
        @Nullable ConnectSpec connect,
        List<PublishSpec> publishes,
        List<SubscribeSpec> subscribes,
        @Nullable SleepSpec sleep,
        RetrySpec retry,
        String link,
        int nodesPerForwarder,
        double misbehaving) {

    public FleetSpec {
        publishes = List.copyOf(publishes);
        subscribes = List.copyOf(subscribes);
    }
}
