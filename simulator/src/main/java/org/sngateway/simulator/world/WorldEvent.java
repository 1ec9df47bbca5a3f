package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.EngineOptions;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.simulator.device.DeviceState;

import java.util.List;

/**
 * A fact of a run, as somebody who sees everything tells it: what checkers judge by, and what a transcript prints. The
 * text {@code key} names one application message and is unique in a run; the payload begins with it.
 */
public sealed interface WorldEvent {

    /** The run begins: what the engine was told to be. The first event of every run. */
    record Began(long seed, EngineOptions engine) implements WorldEvent {}

    // the air

    /** The device's radio sent this. {@code clientId} is the device's own; two devices may share one (a clone). */
    record DeviceSent(String device, String clientId, SnMessage message) implements WorldEvent {}

    /** It reached the device while it listened. */
    record DeviceReceived(String device, String clientId, SnMessage message) implements WorldEvent {}

    /**
     * The gateway sent this to an address.
     *
     * @param device whose address it is at this moment, or {@code null} when nobody is there
     */
    record GatewaySent(@Nullable String device, @Nullable String clientId, SnMessage message) implements WorldEvent {}

    /** A datagram reached the gateway that is a message. */
    record GatewayReceived(
            @Nullable String device, @Nullable String clientId, SnMessage message) implements WorldEvent {}

    /** A datagram reached the gateway that nobody sent like this: damaged, foreign, or not a message at all. */
    record GatewayReceivedForeign(String description) implements WorldEvent {}

    /**
     * What {@link GatewayReceivedForeign} announced has been dealt with: the engine's call has returned.
     *
     * @param difference what changed in the engine's own view, or {@code null}
     */
    record ForeignHandled(@Nullable String difference) implements WorldEvent {}

    // devices

    record DeviceStateChanged(String device, String clientId, DeviceState state) implements WorldEvent {}

    /** The application gave a message to the device, to be published. */
    record DevicePublished(String device, String clientId, String key, String topic, Qos qos) implements WorldEvent {}

    /** The device saw PUBACK accepted (QoS 1) or PUBCOMP (QoS 2): it has forgotten the message. */
    record DeviceWasAcknowledged(String device, String clientId, String key, Qos qos) implements WorldEvent {}

    /** The device was refused, or stopped asking: whether the message arrives is open. */
    record DeviceGaveUp(String device, String clientId, String key) implements WorldEvent {}

    /** The device's application received a downlink message. */
    record DeviceGot(String device, String clientId, String key, String topic, Qos qos) implements WorldEvent {}

    /** Batteries out and in again: it remembers nothing. */
    record DeviceRebooted(String device, String clientId) implements WorldEvent {}

    /** It is gone for good, without a word. */
    record DeviceVanished(String device, String clientId) implements WorldEvent {}

    /** Another source address from now on. */
    record DeviceMoved(String device, String clientId) implements WorldEvent {}

    // the gateway

    record GatewayCrashed() implements WorldEvent {}

    record GatewayStarted(int restoredSessions) implements WorldEvent {}

    record SessionStateChanged(String clientId, StateName from, StateName to) implements WorldEvent {}

    /** The gateway gave a downlink message up, for a stated reason. */
    record DownlinkGivenUp(String clientId, String key, DropReason reason) implements WorldEvent {}

    /** What the store holds when a process starts; between GatewayCrashed and GatewayStarted. */
    record StoreRead(List<StoredClient> clients) implements WorldEvent {}

    /**
     * The engine and the store side by side: right after a restart, and now and then between two inputs.
     *
     * @param stored what a restart would find if all that was appended were durable; {@code null} for nothing
     * @param engine what is to be stored according to the engine; {@code null} for nothing
     */
    record RestartCompared(
            String clientId,
            @Nullable StoredClient stored,
            @Nullable StoredClient engine) implements WorldEvent {}

    /** Numbers of the engine: every now and then, and right before Ended. */
    record EngineMeasured(EngineNumbers numbers) implements WorldEvent {}

    /** Each is -1 while there is no gateway; {@code exchanges} are QoS 1 and 2 messages that the broker has not answered. */
    record EngineNumbers(int sessions, int boundPeers, int exchanges, int buffered, int held, int connectSlotsInUse) {}

    /** The leg handed a downlink message to the engine, again after a reconnect when it does so. */
    record LegDelivered(String clientId, String key, Qos qos) implements WorldEvent {}

    /**
     * The MQTT client of a leg is gone with acknowledgements in it that the broker may not have, and with the packet ids of
     * messages that it took: the broker delivers them again, and nobody can know.
     */
    record LegForgot(String clientId) implements WorldEvent {}

    record LegOpened(String clientId, boolean sessionPresent) implements WorldEvent {}

    /** The connection of this client to the broker broke without the gateway's doing. */
    record LegLost(String clientId) implements WorldEvent {}

    /** The gateway gave up an uplink message that it had acknowledged, because the broker refused it for good. */
    record SpooledGivenUp(String clientId, String key) implements WorldEvent {}

    /** The gateway's disk takes nothing for a while, or until the healing. */
    record DiskFilled(long lastsNanos) implements WorldEvent {}

    /** Our bug: the engine threw. */
    record EngineFailed(String what) implements WorldEvent {}

    // the broker

    /** A PUBLISH of this device's connection reached the broker and was routed: QoS 2 once for each packet id. */
    record BrokerGot(String clientId, String key, String topic, Qos qos) implements WorldEvent {}

    /**
     * The broker published the Will of this client, or was handed it by the gateway. {@code again} tells that the broker has
     * published this very PUBLISH of QoS 1 before, and got it once more with DUP: the connection ended before the
     * acknowledgement reached the client.
     *
     * @param key the name of the Will's message: which of the client's Wills it is
     */
    record WillPublished(String clientId, String topic, String key, boolean again) implements WorldEvent {}

    /** The gateway published a QoS -1 message, of whoever it is from. */
    record BrokerGotMinusOne(String key, String topic) implements WorldEvent {}

    /** The broker has subscribed this client, at whatever level. */
    record BrokerSubscribed(String clientId, String filter) implements WorldEvent {}

    /** The broker has ended a subscription of this client, if there was one. */
    record BrokerUnsubscribed(String clientId, String filter) implements WorldEvent {}

    /** The broker has put a downlink message into this client's session. */
    record BrokerQueued(String clientId, String key, String topic, Qos qos) implements WorldEvent {}

    /** The gateway's PUBACK (QoS 1) or PUBREC (QoS 2) reached the broker: it has forgotten the message. */
    record BrokerWasAcknowledged(String clientId, String key, Qos qos) implements WorldEvent {}

    /** The broker lost or deleted this client's session with what was queued in it. */
    record BrokerSessionLost(String clientId) implements WorldEvent {}

    record BrokerWentAway() implements WorldEvent {}

    record BrokerCameBack() implements WorldEvent {}

    /** Right before the end: the broker has a session of this client. */
    record BrokerHasSession(String clientId) implements WorldEvent {}

    // operators

    /**
     * The gateway is about to be asked something.
     *
     * @param expiresNanos from when on a message is not to be delivered any more
     */
    record OperatorAsked(String clientId, Order order, long expiresNanos) implements WorldEvent {

        /** The name of the message that is sent; empty for none. */
        public String key() {
            return order.message().key();
        }

        public String topic() {
            return order.message().topic();
        }

        public Qos qos() {
            return order.message().qos();
        }

        public boolean isPublish() {
            return order.kind() == Order.Kind.PUBLISH;
        }

        public boolean isForget() {
            return order.kind() == Order.Kind.FORGET;
        }

        public boolean isKick() {
            return order.kind() == Order.Kind.KICK;
        }
    }

    /** It has answered; what it confirmed has to hold from now on. */
    record OperatorAnswered(String clientId, Order order, boolean done) implements WorldEvent {

        public String key() {
            return order.message().key();
        }

        public boolean isForget() {
            return order.kind() == Order.Kind.FORGET;
        }
    }

    // the run

    /** From now on nothing goes wrong any more: everything has to come to an end in time. */
    record Healed() implements WorldEvent {}

    /** The run is over; what is in flight now is stuck. */
    record Ended() implements WorldEvent {}

    /**
     * After the end: every device has gone, and the time for which sessions are kept has passed. Nothing may be left.
     *
     * @param claimedIds client ids that the directory has
     * @param boundPeers addresses that the directory has
     */
    record AllGone(int sessions, int claimedIds, int boundPeers, int storedClients, int spooledMessages)
            implements WorldEvent {}
}
