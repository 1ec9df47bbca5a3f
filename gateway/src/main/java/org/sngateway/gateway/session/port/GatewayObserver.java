package org.sngateway.gateway.session.port;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;

/**
 * Sees what the engine does: the source of every log line and counter. Called on the shard's thread; must return at
 * once and must not call the engine.
 */
public interface GatewayObserver {

    /** A well-framed message arrived, before anything was decided about it. */
    void received(Peer peer, SnMessage message);

    /** A message was handed to the sensor link. */
    void sent(Peer peer, SnMessage message);

    /** A datagram from {@code peer} was dropped. */
    void dropped(Peer peer, DropReason reason);

    /** A downlink message for {@code clientId} was given up; the broker is told that it is dealt with. */
    void downlinkDropped(String clientId, Delivery delivery, DropReason reason);

    /** The same, with all there is to be said of the message. */
    default void downlinkGivenUp(String clientId, DownlinkReceipt receipt, DropReason reason) {
        downlinkDropped(clientId, receipt.delivery(), reason);
    }

    /** The device has acknowledged a message, or a QoS 0 message was sent. */
    default void downlinkDelivered(String clientId, DownlinkReceipt receipt, long nowNanos) {}

    /** The gateway repeated a message of this type because no answer came. */
    void retransmitted(String clientId, MessageType type);

    void stateChanged(String clientId, StateName from, StateName to, SessionCause cause);

    /** A CONNECT was answered with a rejection. {@code detail} is one line for the log. */
    void connectRefused(Peer peer, String clientId, int returnCode, String detail);

    /** The session follows its device to another address. */
    void addressChanged(String clientId, Peer from, Peer to);

    /** A PINGREQ that named this client came from an address that may not wake it (SN12-AMB-25). */
    void wakeRefused(String clientId, Peer from);

    /** The device's connection to the broker came up. */
    void upstreamUp(String clientId, boolean sessionPresent);

    /** The device's connection to the broker failed or was lost. */
    void upstreamDown(String clientId, String detail);

    /** A Will was published because its device was lost. */
    void willFired(String clientId, String topic);

    /** A message of the device was stored, to be published when the broker is back; the device is being told so. */
    default void spooled(String clientId, String topic) {}

    /** The broker refused a message that the device had been told is safe: it is lost. {@code id} is the spool's. */
    default void spooledRefused(String clientId, long id, OutgoingPublish publish, ReturnCode code) {}

    /**
     * A message of a device was taken for the broker, or one of the broker's is sent to its device: each once, without
     * repetitions. QoS 0, 1, 2 or -1.
     *
     * @param clientId {@code null} for QoS -1, which has no session
     */
    default void published(@Nullable String clientId, Direction direction, Publish publish) {}

    /**
     * A message of a device will not reach the broker, and nobody is told. Beside {@link #dropped}.
     *
     * @param clientId {@code null} when the sender has no session
     * @param topic {@code null} when the message names none that is known
     */
    default void uplinkDropped(@Nullable String clientId, @Nullable String topic, Publish publish, DropReason reason) {}

    /** A message of a device was not taken, and the device is told so. {@code topic} as above. */
    default void uplinkRefused(String clientId, @Nullable String topic, Publish publish, ReturnCode code) {}

    /** The session record is gone, with all that was kept for its device. */
    default void forgotten(String clientId) {}

    /** A device sent a QoS 1 or 2 message again that the gateway knows. */
    default void repeated(Publish publish) {}

    /** All repetitions of a message to this device were in vain, for now. */
    default void retriesExhausted(String clientId) {}

    /** Something took so long. */
    default void measured(Measure measure, long nanos) {}

    /** A datagram arrived at this listener, whatever it is and whoever sent it. */
    default void datagramReceived(int listener, int octets) {}

    /** A datagram was handed to this listener's socket. */
    default void datagramSent(int listener, int octets) {}

    /** Who wants to see the datagrams themselves. */
    default DatagramTap tap() {
        return DatagramTap.NONE;
    }

    /** Our bug: the session was closed because of it. */
    void sessionFailed(String clientId, RuntimeException failure);
}
