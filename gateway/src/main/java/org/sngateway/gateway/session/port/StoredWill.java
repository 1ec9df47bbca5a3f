package org.sngateway.gateway.session.port;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;

/**
 * A device's Will as far as it is known: topic and message are set by different messages (MQTT-SN 1.2 s.6.3, 6.4). It is
 * armed as soon as there is a topic (SN12-WILL-03).
 */
public record StoredWill(@Nullable String topic, Qos qos, boolean retain, Octets message) {
    public static final StoredWill NONE = new StoredWill(null, Qos.ZERO, false, Octets.EMPTY);

    public StoredWill withTopic(String newTopic, Qos newQos, boolean newRetain) {
        return new StoredWill(newTopic, newQos, newRetain, message);
    }

    public StoredWill withMessage(Octets newMessage) {
        return new StoredWill(topic, qos, retain, newMessage);
    }

    /** What the broker is to be told, or {@code null} while there is no topic. */
    public @Nullable Will armed() {
        return topic == null ? null : new Will(topic, message, qos, retain);
    }
}
