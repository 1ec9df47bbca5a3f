package org.sngateway.gateway.shard;

import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SessionCause;
import org.sngateway.gateway.session.port.StateName;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the engines of all shards tell. */
public final class CountingObserver implements GatewayObserver {
    private final Map<DropReason, LongAdder> drops = new ConcurrentHashMap<>();
    final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    final List<String> moves = new CopyOnWriteArrayList<>();
    final LongAdder received = new LongAdder();

    /** How many were dropped for this reason. */
    public long drops(DropReason reason) {
        LongAdder count = drops.get(reason);
        return count == null ? 0 : count.sum();
    }

    /** How many were dropped for any reason. */
    long anyDrops() {
        return drops.values().stream().mapToLong(LongAdder::sum).sum();
    }

    @Override
    public void received(Peer peer, SnMessage message) {
        received.increment();
    }

    @Override
    public void sent(Peer peer, SnMessage message) {}

    @Override
    public void dropped(Peer peer, DropReason reason) {
        drops.computeIfAbsent(reason, r -> new LongAdder()).increment();
    }

    @Override
    public void downlinkDropped(String clientId, Delivery delivery, DropReason reason) {}

    @Override
    public void retransmitted(String clientId, MessageType type) {}

    @Override
    public void stateChanged(String clientId, StateName from, StateName to, SessionCause cause) {}

    @Override
    public void connectRefused(Peer peer, String clientId, int returnCode, String detail) {}

    @Override
    public void addressChanged(String clientId, Peer from, Peer to) {
        moves.add(clientId);
    }

    @Override
    public void wakeRefused(String clientId, Peer from) {}

    @Override
    public void upstreamUp(String clientId, boolean sessionPresent) {}

    @Override
    public void upstreamDown(String clientId, String detail) {}

    @Override
    public void willFired(String clientId, String topic) {}

    @Override
    public void sessionFailed(String clientId, RuntimeException failure) {
        failures.add(failure);
    }
}
