package org.sngateway.simulator.world;

import org.sngateway.codec.v12.MalformedReason;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.GatewayEngine;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.ControlAnswer;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoredClient;

/** The engine as the product has it. */
record RealEngine(GatewayEngine engine) implements EngineInput {

    @Override
    public void restore(StoredClient stored, long nowNanos) {
        engine.restore(stored, nowNanos);
    }

    @Override
    public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {
        engine.onMessage(source, message, nowNanos);
    }

    @Override
    public void onMalformed(Peer.Udp source, MalformedReason reason) {
        engine.onMalformed(source, reason);
    }

    @Override
    public void onBrokerEvent(LegOwner owner, BrokerEvent event, long nowNanos) {
        engine.onBrokerEvent(owner, event, nowNanos);
    }

    @Override
    public void onStoreEvent(StoreEvent event, long nowNanos) {
        engine.onStoreEvent(event, nowNanos);
    }

    @Override
    public void onControl(ControlRequest request, ControlAnswer answer, long nowNanos) {
        engine.onControl(request, answer, nowNanos);
    }

    @Override
    public void onBrokerReachable(long nowNanos) {
        engine.onBrokerReachable(nowNanos);
    }

    @Override
    public void onTime(long nowNanos) {
        engine.onTime(nowNanos);
    }
}
