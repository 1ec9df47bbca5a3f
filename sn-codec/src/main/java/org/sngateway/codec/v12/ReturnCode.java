package org.sngateway.codec.v12;

/**
 * The ReturnCode octet (MQTT-SN 1.2 s.5.3.10, SN12-FLD-09). A record rather than an enum, because reserved codes do
 * arrive and mean "rejected, permanently" (SN12-FLD-10).
 *
 * @param value 0..255
 */
public record ReturnCode(int value) {
    public static final ReturnCode ACCEPTED = new ReturnCode(0x00);
    public static final ReturnCode CONGESTION = new ReturnCode(0x01);
    public static final ReturnCode INVALID_TOPIC_ID = new ReturnCode(0x02);
    public static final ReturnCode NOT_SUPPORTED = new ReturnCode(0x03);

    private static final ReturnCode[] DEFINED = {ACCEPTED, CONGESTION, INVALID_TOPIC_ID, NOT_SUPPORTED};

    public ReturnCode {
        if (value < 0 || value > 0xFF) {
            throw new IllegalArgumentException("return code " + value + " is not one octet");
        }
    }

    /** The code with this value, 0..255. */
    public static ReturnCode of(int value) {
        return value >= 0 && value < DEFINED.length ? DEFINED[value] : new ReturnCode(value);
    }

    public boolean isAccepted() {
        return value == 0x00;
    }

    /** Whether the request may be repeated later: congestion. Every other rejection is final. */
    public boolean isCongestion() {
        return value == 0x01;
    }
}
