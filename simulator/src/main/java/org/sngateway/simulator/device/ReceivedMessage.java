package org.sngateway.simulator.device;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;

/**
 * An application message that arrived.
 *
 * @param topicName the name behind {@code topic}
 * @param dup whether the gateway says that it may have sent this before
 * @param msgId 0 unless QoS 1 or 2
 */
public record ReceivedMessage(
        String topicName, TopicRef topic, Qos qos, boolean retain, boolean dup, int msgId, Octets data) {}
