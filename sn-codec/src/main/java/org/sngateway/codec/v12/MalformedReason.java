package org.sngateway.codec.v12;

/** Why a datagram is not an MQTT-SN message. */
public enum MalformedReason {
    /** No octets at all, or fewer than a header has. */
    TRUNCATED_HEADER,
    /** A Length that no message can have: 0x00, or below 4 in the three-octet form (SN12-FRM-04). */
    IMPOSSIBLE_LENGTH,
    /** The declared length is more than arrived. */
    SHORTER_THAN_DECLARED,
    /** The declared length is less than arrived (SN12-FRM-08, SN12-IOP-06). */
    LONGER_THAN_DECLARED,
    /** A reserved MsgType (SN12-TYP-02). */
    RESERVED_TYPE,
    /** The body is too short, or not of the one length that the type has (SN12-DEC-05). */
    WRONG_BODY_LENGTH,
    /** Encapsulation in the three-octet form, without a message, or nested (SN12-ENC-02, 05, 10). */
    BAD_ENCAPSULATION
}
