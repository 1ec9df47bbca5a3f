package org.sngateway.simulator.world;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;

/** An application message at the broker. */
record BrokerMessage(String topic, Octets payload, Qos qos, boolean retain) {

    String key() {
        return Keys.of(payload);
    }

    BrokerMessage with(Qos newQos, boolean newRetain) {
        return new BrokerMessage(topic, payload, newQos, newRetain);
    }
}
