package org.sngateway.gateway.adapter.broker;

import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.LegOwner;

/**
 * Where the link puts what it learns from the broker. Called on the shard's thread only, from socket work and timers, but
 * also within a call of the engine into a port: an implementation queues, and hands over when the engine is idle.
 */
public interface BrokerEventSink {

    /** Something happened to the leg of {@code owner}. */
    void onBrokerEvent(LegOwner owner, BrokerEvent event);

    /** The gateway's own connection has come up. */
    void onBrokerReachable();

    /** An attempt of the gateway's own connection failed, or it broke. {@code detail} is one line for the log. */
    void onBrokerUnreachable(String detail);

    /** The broker answered the gateway's own connection that it does not let it in. {@code detail} is one line for the log. */
    default void onBrokerRefused(String detail) {
        onBrokerUnreachable(detail);
    }
}
