package org.sngateway.simulator.scenario;

import org.sngateway.codec.v12.Qos;

/**
 * A device's readings.
 *
 * @param everyNanos between two readings of a device
 * @param jitter 0..1: how far an interval may be shorter or longer, as a share of it
 * @param perReading messages that each reading consists of, one after the other; usually 1
 */
public record PublishSpec(
        TopicSpec topic,
        long everyNanos,
        double jitter,
        Qos qos,
        boolean retain,
        int perReading,
        PayloadSpec payload) {}
