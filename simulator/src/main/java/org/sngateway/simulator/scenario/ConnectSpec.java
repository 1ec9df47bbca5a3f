package org.sngateway.simulator.scenario;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;

/**
 * How devices connect.
 *
 * @param keepAliveSeconds 0..65535
 * @param windowMessagesMax QoS 1 and 2 messages that may be outstanding at a time
 */
public record ConnectSpec(
        int keepAliveSeconds,
        boolean cleanSession,
        int windowMessagesMax,
        @Nullable WillSpec will) {

    /** The Will that every device registers. */
    public record WillSpec(Pattern topic, String payload, Qos qos, boolean retain) {}
}
