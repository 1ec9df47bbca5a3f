package org.sngateway.simulator.conformance.script;

/** The headings of {@code docs/reference/spec-interpretation.md}: where MQTT-SN 1.2 is silent or can be read in several ways. */
public final class Reading {
    public static final String MALFORMED = "malformed-datagrams";
    public static final String TRAILING_OCTETS = "trailing-octets";
    public static final String LENGTH_FORM = "length-form-of-the-gateways-messages";
    public static final String RETURN_CODES = "return-codes-of-refusals";
    public static final String UNKNOWN_SENDER = "messages-of-unknown-senders";
    public static final String AMPLIFICATION = "amplification";
    public static final String PROTOCOL_ID = "unknown-protocol-id";
    public static final String CLIENT_ID = "client-ids";
    public static final String KEEP_ALIVE_ZERO = "keep-alive-zero";
    public static final String SUPERVISION = "accuracy-of-supervision";
    public static final String WILL_UPDATE = "will-update";
    public static final String INVALID_WILL = "invalid-will";
    public static final String CONNECT_WHILE_ACTIVE = "connect-while-active";
    public static final String INTERRUPTED_HANDSHAKE = "interrupted-handshake";
    public static final String SAME_CLIENT_ELSEWHERE = "same-client-id-from-another-address";
    public static final String OTHER_CLIENT_HERE = "another-client-id-from-the-same-address";
    public static final String DISCONNECT_ZERO = "disconnect-with-duration-zero";
    public static final String QUEUE_WHILE_AWAY = "messages-for-disconnected-clients";
    public static final String TOPIC_ID_LIFETIME = "lifetime-of-topic-ids";
    public static final String REGISTER_DETAILS = "details-of-register";
    public static final String REJECTED_REGACK = "rejected-regack";
    public static final String SUBACK_TOPIC_ID = "topic-id-in-suback";
    public static final String PUBLISH_BEFORE_SUBACK = "publish-before-suback";
    public static final String SUBSCRIBE_DETAILS = "details-of-subscribe";
    public static final String SHORT_NAMES = "short-topic-names";
    public static final String QOS_MINUS_ONE = "qos-minus-one";
    public static final String MSG_ID_IN_QOS_0 = "message-id-in-qos-0";
    public static final String OUTSTANDING = "several-outstanding-messages";
    public static final String QOS_DOWNSTREAM = "qos-and-order-at-the-broker";
    public static final String TOPIC_ID_REFUSED = "topic-id-refused-by-the-client";
    public static final String OVERSIZE = "messages-that-do-not-fit";
    public static final String WAKE_WITHOUT_CLIENT_ID = "pingreq-without-client-id-while-asleep";
    public static final String WAKE_CONNECT = "connect-while-asleep";
    public static final String UPLINK_WHILE_ASLEEP = "uplink-while-asleep";
    public static final String SLEEP_BUFFER = "sleep-buffer";
    public static final String WAKE_REPEATED = "repeated-wake-up";
    public static final String WAKE_ELSEWHERE = "wake-up-from-another-address";
    public static final String DISCOVERY = "answer-to-searchgw";
    public static final String FORWARDERS = "forwarders";
    public static final String GATEWAY_RETRIES = "retransmission-by-the-gateway";
    public static final String REPEATED_REQUESTS = "repeated-requests";
    public static final String STRANGERS_FLOOD = "floods-and-limits";

    private Reading() {}
}
