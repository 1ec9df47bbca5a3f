package org.sngateway.simulator.world;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.Delivery;

/**
 * An application message at the broker.
 *
 * @param expiresNanos when it is of no use any more (MQTT 5 message expiry), or {@link #NEVER}
 */
record BrokerMessage(String topic, Octets payload, Qos qos, boolean retain, long expiresNanos) {
    static final long NEVER = Long.MAX_VALUE;

    /** One that does not expire. */
    BrokerMessage(String topic, Octets payload, Qos qos, boolean retain) {
        this(topic, payload, qos, retain, NEVER);
    }

    String key() {
        return Keys.of(payload);
    }

    BrokerMessage with(Qos newQos, boolean newRetain) {
        return new BrokerMessage(topic, payload, newQos, newRetain, expiresNanos);
    }

    boolean isExpired(long nowNanos) {
        return expiresNanos <= nowNanos;
    }

    /** What a broker tells of it with a delivery: the rest of its time, rounded up. */
    long expirySeconds(long nowNanos) {
        return expiresNanos == NEVER
                ? Delivery.NO_EXPIRY
                : (expiresNanos - nowNanos + VirtualTime.SECOND - 1) / VirtualTime.SECOND;
    }
}
