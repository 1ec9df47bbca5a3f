package org.sngateway.gateway.session.port;

import org.sngateway.codec.v12.Qos;

/**
 * One MQTT connection to the broker on behalf of one device. Every call returns at once; what comes of it arrives later
 * as a {@link BrokerEvent}. Tokens are the caller's; each is answered exactly once, unless the leg is closed first.
 */
public interface BrokerLeg {

    /**
     * Connects, or reconnects with other options: a leg that is up is closed in order first (its broker session kept,
     * no Will fired, unfinished publishes carried over). Answered by {@code Opened} or {@code OpenFailed}.
     */
    void open(LegOptions options);

    /** Only while the leg is up. Answered by {@code PublishAccepted}, {@code PublishRejected} or {@code PublishAborted}. */
    void publish(long token, OutgoingPublish publish);

    /** Only while the leg is up. Answered by {@code Subscribed} or {@code SubscribeRejected}. */
    void subscribe(long token, String filter, Qos qos);

    /** Only while the leg is up. Answered by {@code Unsubscribed}. */
    void unsubscribe(long token, String filter);

    /**
     * Tells the broker that the device has the message (QoS 1: PUBACK, QoS 2: PUBREC), or that it was given up. An id
     * of a former connection is ignored: the broker repeats that message as a new delivery.
     */
    void acknowledge(long deliveryId);

    /**
     * Ends the leg in order: publishes under way are finished first (bounded by seconds), no Will fires. No events follow.
     *
     * @param keepSession whether the broker keeps the session (subscriptions, queued messages) for the next open
     */
    void close(boolean keepSession);
}
