package org.sngateway.simulator.tool;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;

/** What a probe publishes, and how long all of it may take. QoS 0 to 2. */
public record ProbePlan(TopicRef topic, Qos qos, Octets payload, long timeoutNanos) {}
