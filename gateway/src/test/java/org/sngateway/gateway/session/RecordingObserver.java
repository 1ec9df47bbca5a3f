package org.sngateway.gateway.session;

import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.DownlinkReceipt;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SessionCause;
import org.sngateway.gateway.session.port.StateName;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Remembers what the engine told. */
final class RecordingObserver implements GatewayObserver {
    final Map<DropReason, Integer> drops = new EnumMap<>(DropReason.class);
    final Map<MessageType, Integer> received = new EnumMap<>(MessageType.class);
    final List<String> downlinkDrops = new ArrayList<>();
    final List<DownlinkReceipt> delivered = new ArrayList<>();
    final List<String> transitions = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final List<MessageType> retransmissions = new ArrayList<>();
    final List<RuntimeException> failures = new ArrayList<>();

    /** Messages that the broker did not want. */
    final List<OutgoingPublish> spooledRefused = new ArrayList<>();

    @Override
    public void spooledRefused(String clientId, long id, OutgoingPublish publish, ReturnCode code) {
        spooledRefused.add(publish);
    }

    int drops(DropReason reason) {
        return drops.getOrDefault(reason, 0);
    }

    @Override
    public void received(Peer peer, SnMessage message) {
        received.merge(message.type(), 1, Integer::sum);
    }

    @Override
    public void sent(Peer peer, SnMessage message) {}

    @Override
    public void dropped(Peer peer, DropReason reason) {
        drops.merge(reason, 1, Integer::sum);
    }

    @Override
    public void downlinkDropped(String clientId, Delivery delivery, DropReason reason) {
        downlinkDrops.add(delivery.payload().utf8() + " " + reason);
    }

    @Override
    public void downlinkDelivered(String clientId, DownlinkReceipt receipt, long nowNanos) {
        delivered.add(receipt);
    }

    @Override
    public void retransmitted(String clientId, MessageType type) {
        retransmissions.add(type);
    }

    @Override
    public void stateChanged(String clientId, StateName from, StateName to, SessionCause cause) {
        transitions.add(clientId + " " + from + ">" + to + " " + cause);
    }

    @Override
    public void connectRefused(Peer peer, String clientId, int returnCode, String detail) {
        events.add("refused " + clientId + " " + returnCode);
    }

    @Override
    public void addressChanged(String clientId, Peer from, Peer to) {
        events.add("moved " + clientId + " " + from.text() + " " + to.text());
    }

    @Override
    public void wakeRefused(String clientId, Peer from) {
        events.add("wakeRefused " + clientId + " " + from.text());
    }

    @Override
    public void upstreamUp(String clientId, boolean sessionPresent) {}

    @Override
    public void upstreamDown(String clientId, String detail) {}

    @Override
    public void willFired(String clientId, String topic) {
        events.add("will " + clientId + " " + topic);
    }

    @Override
    public void sessionFailed(String clientId, RuntimeException failure) {
        failures.add(failure);
    }
}
