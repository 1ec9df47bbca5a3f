package org.sngateway.simulator.device;

import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;

/**
 * The program on the device: told what becomes of its requests and what arrives. May call the device from any of these
 * methods; the device has finished its own bookkeeping by then.
 */
public interface DeviceApplication {

    default void onConnected(long nowNanos) {}

    default void onConnectRejected(ReturnCode code, long nowNanos) {}

    /** The connection ended in order, at the device's own wish. */
    default void onDisconnected(long nowNanos) {}

    default void onConnectionLost(LossCause cause, long nowNanos) {}

    default void onRegistered(String topicName, TopicRef.Normal topic, long nowNanos) {}

    default void onRegisterRejected(String topicName, ReturnCode code, long nowNanos) {}

    default void onSubscribed(TopicRef topic, Qos granted, long nowNanos) {}

    default void onSubscribeRejected(TopicRef topic, ReturnCode code, long nowNanos) {}

    default void onUnsubscribed(TopicRef topic, long nowNanos) {}

    /** WILLTOPICRESP or WILLMSGRESP accepted a change of the Will, which is in force from now on. */
    default void onWillUpdated(long nowNanos) {}

    /** The gateway refused a change of the Will: the former one counts. */
    default void onWillUpdateRejected(ReturnCode code, long nowNanos) {}

    default void onMessage(ReceivedMessage message, long nowNanos) {}

    /** PUBACK (QoS 1) or PUBCOMP (QoS 2) arrived: the message may be forgotten. */
    default void onPublishAcknowledged(long token, long nowNanos) {}

    /** The gateway refused this QoS 1 or 2 message. */
    default void onPublishRejected(long token, ReturnCode code, long nowNanos) {}

    /** The connection ended before this message was acknowledged; whether it arrived is unknown. */
    default void onPublishAbandoned(long token, long nowNanos) {}

    default void onAsleep(long nowNanos) {}

    /** PINGRESP ended a wake-up: everything that waited has arrived, and the device is asleep again. */
    default void onCollected(long nowNanos) {}

    /** A wake-up stayed without PINGRESP after all retransmissions; the device is asleep again (SN12-SLP-06). */
    default void onCollectUnanswered(long nowNanos) {}

    default void onRetransmitted(SnMessage message, long nowNanos) {}

    /** A message that answers nothing the device asked for, or that no gateway may send. It changed nothing. */
    default void onStray(SnMessage message, long nowNanos) {}
}
