package org.sngateway.simulator.load;

import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.simulator.device.ReceivedMessage;

/** What a fleet does once it is connected. Called on the loop's thread. */
interface FleetWork {
    /** Whether a device registers its topic (to publish) or subscribes to it (to receive), or neither. */
    enum Preparation {
        REGISTER,
        SUBSCRIBE,
        NONE
    }

    Preparation preparation();

    default void onReady(LoadDevice device, long nowNanos) {}

    default void onMessage(LoadDevice device, ReceivedMessage message, long nowNanos) {}

    default void onAcknowledged(LoadDevice device, long token, long nowNanos) {}

    default void onRejected(LoadDevice device, ReturnCode code, long nowNanos) {}

    default void onAbandoned(LoadDevice device, long nowNanos) {}

    /** The device has fallen asleep at its own wish. */
    default void onAsleep(LoadDevice device, long nowNanos) {}

    /** A wake-up has ended, with PINGRESP or without. */
    default void onCollected(LoadDevice device, boolean isAnswered, long nowNanos) {}
}
