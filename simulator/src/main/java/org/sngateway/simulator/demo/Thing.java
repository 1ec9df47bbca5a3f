package org.sngateway.simulator.demo;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.DeviceApplication;
import org.sngateway.simulator.device.DeviceLink;
import org.sngateway.simulator.device.DeviceOptions;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.device.LossCause;
import org.sngateway.simulator.device.OutgoingMessage;
import org.sngateway.simulator.device.VirtualDevice;

/** A device with its program. Driven like the device itself: what arrived and that time has passed is handed in. One thread. */
abstract class Thing implements DeviceApplication {
    static final long SECOND_NANOS = 1_000_000_000L;
    private static final long RETRY_NANOS = 3 * SECOND_NANOS;
    private static final int RETRIES_MAX = 3;
    private static final long RECONNECT_NANOS = 2 * SECOND_NANOS;

    private final String clientId;
    private final News news;
    private final VirtualDevice device;
    private long actNanos = VirtualDevice.NEVER;

    Thing(String clientId, DeviceLink link, News news) {
        this.clientId = clientId;
        this.news = news;
        device = new VirtualDevice(DeviceOptions.of(clientId).withRetries(RETRY_NANOS, RETRIES_MAX), link, this);
    }

    String clientId() {
        return clientId;
    }

    VirtualDevice device() {
        return device;
    }

    void tell(String what) {
        news.tell(clientId, what);
    }

    /** Has {@link #act} called at this time, and no earlier one that was asked for before. */
    final void actAt(long nanos) {
        actNanos = nanos;
    }

    /** When {@link #onTime} has something to do. */
    final long deadlineNanos() {
        return Math.min(actNanos, device.nextDeadlineNanos());
    }

    final void onTime(long nowNanos) {
        if (device.nextDeadlineNanos() <= nowNanos) {
            device.onTime(nowNanos);
        }
        if (actNanos <= nowNanos) {
            actNanos = VirtualDevice.NEVER;
            act(nowNanos);
        }
    }

    /** The time asked for has come. */
    void act(long nowNanos) {
        if (device.state() == DeviceState.OFFLINE) {
            device.connect(nowNanos);
        }
    }

    /** Publishes to a predefined topic; {@code false} when the device cannot now. */
    final boolean publish(int topicId, Qos qos, String text, long nowNanos) {
        return publish(topicId, qos, false, text, nowNanos);
    }

    /** The token of a message is its topic id. */
    final boolean publish(int topicId, Qos qos, boolean retain, String text, long nowNanos) {
        OutgoingMessage message =
                new OutgoingMessage(new TopicRef.Predefined(topicId), qos, retain, Octets.ofUtf8(text));
        return device.publish(message, topicId, nowNanos);
    }

    @Override
    public void onConnectRejected(ReturnCode code, long nowNanos) {
        tell("was refused: " + code);
        actAt(nowNanos + RECONNECT_NANOS);
    }

    @Override
    public void onSubscribeRejected(TopicRef topic, ReturnCode code, long nowNanos) {
        tell("may not subscribe: " + code);
        device.disconnect(nowNanos);
    }

    @Override
    public void onConnectionLost(LossCause cause, long nowNanos) {
        tell(cause == LossCause.NO_ANSWER ? "gets no answer; connects again" : "was disconnected; connects again");
        actAt(nowNanos + RECONNECT_NANOS);
    }
}
