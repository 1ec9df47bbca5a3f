package org.sngateway.gateway.session.port;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.ReturnCode;

/**
 * Remembers what people ask about later. Hears some of what {@link GatewayObserver} hears, with the same meaning, on the same
 * thread and with the same duty to return at once.
 */
public interface Witness {
    /** Remembers nothing. */
    Witness NONE = new Witness() {};

    default void dropped(Peer peer, DropReason reason) {}

    default void uplinkDropped(@Nullable String clientId, @Nullable String topic, Publish publish, DropReason reason) {}

    default void uplinkRefused(String clientId, @Nullable String topic, Publish publish, ReturnCode code) {}

    default void spooledRefused(String clientId, OutgoingPublish publish, ReturnCode code) {}

    default void downlinkDropped(String clientId, Delivery delivery, DropReason reason) {}

    default void connectRefused(Peer peer) {}

    default void stateChanged(String clientId, StateName to) {}

    default void published(String clientId) {}

    default void retransmitted(String clientId) {}

    default void forgotten(String clientId) {}
}
