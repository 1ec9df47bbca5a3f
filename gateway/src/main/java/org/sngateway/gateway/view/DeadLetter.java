package org.sngateway.gateway.view;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Direction;

/**
 * A message that did not arrive, and why. Its payload is not kept.
 *
 * @param atNanos when it was given up, nanoseconds since 1970
 * @param clientId the device that sent it or should have had it; {@code null} when the sender has no session
 * @param topic {@code null} when it named none that is known
 * @param qos 0, 1, 2 or -1
 * @param octets of its payload
 * @param reason in one word, such as {@code downlink_expired}
 */
public record DeadLetter(
        long atNanos,
        @Nullable String clientId,
        Direction direction,
        @Nullable String topic,
        int qos,
        int octets,
        String reason) {}
