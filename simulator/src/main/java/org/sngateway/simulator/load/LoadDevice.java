package org.sngateway.simulator.load;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.DeviceApplication;
import org.sngateway.simulator.device.DeviceLink;
import org.sngateway.simulator.device.DeviceOptions;
import org.sngateway.simulator.device.LossCause;
import org.sngateway.simulator.device.ReceivedMessage;
import org.sngateway.simulator.device.VirtualDevice;

import java.util.ArrayDeque;
import java.util.Deque;

/** One device of a fleet and the program on it: reports everything to the fleet. */
final class LoadDevice implements DeviceApplication {
    final int index;
    final VirtualDevice device;

    /** The topic to publish to, once the gateway has assigned its id. */
    @Nullable
    TopicRef topic;

    /** When it was to connect; latency counts from here. */
    long connectNanos;

    boolean wasReady;
    int nextSequence;

    /** Intended times of messages that are due and wait for a free place in the window. */
    final Deque<Long> backlogNanos = new ArrayDeque<>();

    private final Fleet fleet;

    LoadDevice(int index, DeviceOptions options, DeviceLink link, Fleet fleet) {
        this.index = index;
        this.fleet = fleet;
        device = new VirtualDevice(options, link, this);
    }

    @Override
    public void onConnected(long nowNanos) {
        fleet.onConnected(this, nowNanos);
    }

    @Override
    public void onConnectRejected(ReturnCode code, long nowNanos) {
        fleet.onConnectFailed(this, "CONNECT refused with 0x0" + Integer.toHexString(code.value()), nowNanos);
    }

    @Override
    public void onConnectionLost(LossCause cause, long nowNanos) {
        fleet.onConnectFailed(this, "connection lost: " + cause, nowNanos);
    }

    @Override
    public void onRegistered(String topicName, TopicRef.Normal assigned, long nowNanos) {
        topic = assigned;
        fleet.onReady(this, nowNanos);
    }

    @Override
    public void onRegisterRejected(String topicName, ReturnCode code, long nowNanos) {
        fleet.onRefused(this, "REGISTER refused with " + code.value(), nowNanos);
    }

    @Override
    public void onSubscribed(TopicRef subscribed, Qos granted, long nowNanos) {
        fleet.onReady(this, nowNanos);
    }

    @Override
    public void onSubscribeRejected(TopicRef refused, ReturnCode code, long nowNanos) {
        fleet.onRefused(this, "SUBSCRIBE refused with " + code.value(), nowNanos);
    }

    @Override
    public void onDisconnected(long nowNanos) {
        fleet.onDisconnected(this);
    }

    @Override
    public void onMessage(ReceivedMessage message, long nowNanos) {
        fleet.work().onMessage(this, message, nowNanos);
    }

    @Override
    public void onPublishAcknowledged(long token, long nowNanos) {
        fleet.work().onAcknowledged(this, token, nowNanos);
    }

    @Override
    public void onPublishRejected(long token, ReturnCode code, long nowNanos) {
        fleet.work().onRejected(this, code, nowNanos);
    }

    @Override
    public void onPublishAbandoned(long token, long nowNanos) {
        fleet.work().onAbandoned(this, nowNanos);
    }

    @Override
    public void onAsleep(long nowNanos) {
        fleet.work().onAsleep(this, nowNanos);
    }

    @Override
    public void onCollected(long nowNanos) {
        fleet.work().onCollected(this, true, nowNanos);
    }

    @Override
    public void onCollectUnanswered(long nowNanos) {
        fleet.work().onCollected(this, false, nowNanos);
    }

    @Override
    public void onRetransmitted(SnMessage message, long nowNanos) {
        fleet.retransmissions++;
    }

    @Override
    public void onStray(SnMessage message, long nowNanos) {
        fleet.strays++;
    }
}
