package org.sngateway.simulator.scenario;

import org.sngateway.codec.v12.Qos;

/** What a device subscribes to. */
public record SubscribeSpec(TopicSpec filter, Qos qos) {}
