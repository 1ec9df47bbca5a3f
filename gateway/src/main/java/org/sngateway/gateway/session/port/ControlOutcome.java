package org.sngateway.gateway.session.port;

import org.sngateway.codec.v12.Qos;

/** What came of a {@link ControlRequest}. What it says is stored already, where it has to be. */
public sealed interface ControlOutcome {

    /** It is done; {@code messages} were taken out of the device's queue. */
    record Done(int messages) implements ControlOutcome {}

    /** The broker has granted the subscription. */
    record Subscribed(Qos granted) implements ControlOutcome {}

    /**
     * The message is in the device's queue, or on its way already. Times are nanoseconds since 1970.
     *
     * @param expectedNanos when a sleeping device is to be heard again, or {@link #UNKNOWN}
     * @param durable whether it outlives this process
     */
    record Queued(long number, long queuedNanos, long expectedNanos, boolean durable) implements ControlOutcome {
        public static final long UNKNOWN = -1;
    }

    /** Nothing was done; {@code detail} is one sentence without a full stop. */
    record Refused(Refusal reason, String detail) implements ControlOutcome {}

    /** Why nothing was done. */
    enum Refusal {
        /** No session is known by this client id. */
        UNKNOWN_CLIENT,
        /** The device, or its connection to the broker, is not there. */
        NOT_CONNECTED,
        /** The queue has no message of this number. */
        UNKNOWN_MESSAGE,
        UNKNOWN_SUBSCRIPTION,
        /** The topic, filter or topic id is none, or none that the device may have. */
        BAD_TOPIC,
        /** The device could not receive it. */
        TOO_LARGE,
        /** A limit is reached, which {@code detail} names. */
        LIMIT,
        /** Nothing can be stored at present. */
        NOT_STORED,
        /** The broker said no. */
        BROKER_REFUSED
    }
}
