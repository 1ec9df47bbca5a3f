package org.sngateway.gateway.session.port;

import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;

/** What a leg reports. Return codes are mapped already (SN12-PUBC-12, SUB-09, the table of s.2.3). */
public sealed interface BrokerEvent {

    /**
     * The broker accepted the connection. With a session present, unacknowledged QoS 1 deliveries of the former
     * connection arrive again under new ids, in their order; QoS 2 deliveries keep their ids.
     */
    record Opened(long epoch, boolean sessionPresent) implements BrokerEvent {}

    /**
     * The attempt failed.
     *
     * @param code what to tell a waiting device: congestion when trying again may help, otherwise not supported
     * @param detail one line for the log
     */
    record OpenFailed(long epoch, ReturnCode code, String detail) implements BrokerEvent {}

    /** The connection is gone without our doing. Publishes under way stay under way: they are resumed or aborted later. */
    record ConnectionLost(long epoch, String detail) implements BrokerEvent {}

    /** The broker has the message (QoS 1: PUBACK, QoS 2: PUBREC or PUBCOMP, QoS 0: written). */
    record PublishAccepted(long token) implements BrokerEvent {}

    /**
     * The broker refused the message; it will not be sent again.
     *
     * @param code invalid topic id when the broker does not like the topic's name, whatever the device called it by
     */
    record PublishRejected(long token, ReturnCode code) implements BrokerEvent {}

    /** Whether the broker has the message is unknown and this leg will not try again: its session was lost. */
    record PublishAborted(long token) implements BrokerEvent {}

    record Subscribed(long token, Qos granted) implements BrokerEvent {}

    /** Code congestion: the connection failed under it; otherwise the broker refused. */
    record SubscribeRejected(long token, ReturnCode code) implements BrokerEvent {}

    /** The broker answered, or the connection failed under it: {@code done} tells which. */
    record Unsubscribed(long token, boolean done) implements BrokerEvent {}

    record MessageArrived(Delivery delivery) implements BrokerEvent {}
}
