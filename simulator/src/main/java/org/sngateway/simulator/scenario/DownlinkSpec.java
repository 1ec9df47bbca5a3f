package org.sngateway.simulator.scenario;

import org.sngateway.codec.v12.Qos;

/**
 * What the broker's side publishes to every device of a fleet.
 *
 * @param topic matches what the devices subscribe to
 * @param fromNanos first message of the first device; the others follow spread over one interval
 * @param everyNanos between two messages to the same device
 * @param countPerDevice 0: until the end of traffic
 * @param expirySeconds MQTT 5 message expiry; 0: none
 */
public record DownlinkSpec(
        String fleet,
        Pattern topic,
        long fromNanos,
        long everyNanos,
        long countPerDevice,
        Qos qos,
        boolean retain,
        int expirySeconds,
        PayloadSpec payload) {}
