package org.sngateway.simulator.conformance.script;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;

/** One message that the broker passed on to our subscriber. */
public record BrokerArrival(String topic, Octets payload, Qos qos, boolean retain) {
    public String text() {
        String text = payload.utf8();
        return text == null ? payload.toString() : text;
    }
}
