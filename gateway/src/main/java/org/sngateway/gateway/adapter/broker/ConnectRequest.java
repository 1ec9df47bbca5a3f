package org.sngateway.gateway.adapter.broker;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Will;

/**
 * What one MQTT CONNECT is to say.
 *
 * @param will its topic is the device's, without the prefix
 */
record ConnectRequest(
        boolean cleanStart,
        long expirySeconds,
        @Nullable Will will,
        @Nullable BrokerCredentials credentials) {

    /** The same, taking up a session that the broker has. */
    ConnectRequest withoutCleanStart() {
        return new ConnectRequest(false, expirySeconds, will, credentials);
    }

    /** The same client, only to make the broker forget its session. */
    ConnectRequest toForget() {
        return new ConnectRequest(true, 0, null, credentials);
    }
}
