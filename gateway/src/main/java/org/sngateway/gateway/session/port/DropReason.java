package org.sngateway.gateway.session.port;

/** Why a datagram or a message was dropped. The names are stable: they appear in logs and metrics. */
public enum DropReason {
    /** Not an MQTT-SN 1.2 message. */
    MALFORMED,
    /** Larger than the largest packet of the listener, or on the way out larger than UDP can carry. */
    TOO_LARGE,
    /** From a network that no listener allows. */
    NOT_ALLOWED,
    /** Beyond a rate limit for its source or for all. */
    RATE_LIMITED,
    /** From a peer that has no session. */
    UNKNOWN_CLIENT,
    /** Not expected in the session's state. */
    BAD_STATE,
    /** A type that only gateways send, or none of a gateway's business. */
    NOT_FOR_GATEWAY,
    /** Encapsulated, but not from an allowed forwarder. */
    FORWARDER_NOT_ALLOWED,
    /** Encapsulated without a node id: nobody's message, and its answer would go to every node in reach. */
    FORWARDED_WITHOUT_NODE,
    /** QoS -1 while that is switched off, or not allowed for this sender or topic. */
    PUBLISH_MINUS_ONE_REFUSED,
    /** QoS 0 uplink that the broker leg had no room for. */
    UPLINK_OVERFLOW,
    /** QoS 0 downlink that the sleep buffer had no room for. */
    DOWNLINK_OVERFLOW,
    /** Downlink: too old when it could have been delivered. */
    DOWNLINK_EXPIRED,
    /** Downlink: larger than the device's largest message (SN12-SIZ-02). */
    DOWNLINK_TOO_LARGE,
    /** Downlink: the device refused the topic or the message. */
    DOWNLINK_REFUSED,
    /** Downlink: the device was heard but never answered this message. */
    DOWNLINK_UNANSWERED,
    /** Downlink: no topic id left to announce the name under. */
    DOWNLINK_NO_TOPIC_ID,
    /** Downlink: the session it was kept for ended. */
    DOWNLINK_SESSION_ENDED,
    /** Downlink: an operator took it out of the queue. */
    DOWNLINK_DISCARDED,
    /** Downlink: a newer message of its topic took its place. */
    DOWNLINK_REPLACED,
    /** The shard's mailbox was full. */
    MAILBOX_FULL,
    /** On its way out: too much of this device waited for the store. */
    HELD_OVERFLOW,
    /** On its way out: it waited for the store for so long that its sleeper does not listen any more. */
    HELD_TOO_LONG,
    /** On its way out: there was no route, or the socket's send buffer was full. */
    SEND_FAILED
}
