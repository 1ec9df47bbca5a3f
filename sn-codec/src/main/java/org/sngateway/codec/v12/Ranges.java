package org.sngateway.codec.v12;

/** Range checks of message fields: what does not fit the wire is our bug, so it throws. */
final class Ranges {
    private Ranges() {}

    static void octet(String field, int value) {
        if (value < 0 || value > 0xFF) {
            throw new IllegalArgumentException(field + " " + value + " is not one octet");
        }
    }

    static void word(String field, int value) {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException(field + " " + value + " is not two octets");
        }
    }
}
