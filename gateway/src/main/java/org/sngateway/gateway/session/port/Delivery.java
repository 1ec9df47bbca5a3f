package org.sngateway.gateway.session.port;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;

/**
 * A message on its way down, as the broker delivered it.
 *
 * @param id names it in {@link BrokerLeg#acknowledge}; unique and rising within one leg
 * @param qos 0, 1 or 2; with 0 there is nothing to acknowledge
 * @param retain whether the broker sent it as a retained message (SN12-PUBG-09)
 * @param expirySeconds MQTT 5 message expiry as received, or {@link #NO_EXPIRY}
 */
public record Delivery(long id, String topic, Octets payload, Qos qos, boolean retain, long expirySeconds) {
    public static final long NO_EXPIRY = -1;
}
