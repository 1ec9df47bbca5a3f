package org.sngateway.gateway.session.port;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;

/**
 * A message that an operator sends to one device, whatever the device has subscribed to.
 *
 * @param topic its name; also when the device is to know it by {@code predefinedId}
 * @param predefinedId the configured topic id under which it is sent, or {@link #BY_NAME}
 * @param qos 0, 1 or 2
 * @param expirySeconds after which it is not delivered any more, or {@link Delivery#NO_EXPIRY}
 * @param keepLatest whether it takes the place of what still waits on the same topic
 * @param correlation what the sender wants to recognise it by in its receipt; may be empty
 */
public record DownlinkCommand(
        String topic,
        int predefinedId,
        Octets payload,
        Qos qos,
        boolean retain,
        long expirySeconds,
        boolean keepLatest,
        String correlation) {

    /** The id is chosen as for messages of the broker. */
    public static final int BY_NAME = 0;
}
