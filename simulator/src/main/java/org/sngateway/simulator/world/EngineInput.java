package org.sngateway.simulator.world;

import org.sngateway.codec.v12.MalformedReason;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.ControlAnswer;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoredClient;

/** What reaches the engine of one gateway process, in the order in which the process hands it in. */
public interface EngineInput {
    void restore(StoredClient stored, long nowNanos);

    void onMessage(Peer.Udp source, SnMessage message, long nowNanos);

    void onMalformed(Peer.Udp source, MalformedReason reason);

    void onBrokerEvent(LegOwner owner, BrokerEvent event, long nowNanos);

    void onStoreEvent(StoreEvent event, long nowNanos);

    void onControl(ControlRequest request, ControlAnswer answer, long nowNanos);

    void onBrokerReachable(long nowNanos);

    void onTime(long nowNanos);
}
