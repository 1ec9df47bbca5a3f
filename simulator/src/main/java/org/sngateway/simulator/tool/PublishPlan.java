package org.sngateway.simulator.tool;

import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;

/**
 * What to publish.
 *
 * @param topic a name to be registered, a ShortName, or a Predefined id
 * @param qos any; MINUS_ONE without a connection, and not to a name
 * @param sleepSeconds the device sleeps whenever it has nothing to publish, and at the end; 0 for never
 */
public record PublishPlan(TopicRef topic, Qos qos, boolean retain, int sleepSeconds, Payloads payloads) {
    public PublishPlan {
        if (qos == Qos.MINUS_ONE && topic instanceof TopicRef.Named) {
            throw new IllegalArgumentException("QoS -1 has no topic names");
        }
    }
}
