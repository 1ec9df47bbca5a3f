package org.sngateway.codec.v12;

/** Quality of service as the two QoS bits of the Flags octet encode it (MQTT-SN 1.2 s.5.3.4, SN12-FLG-01). */
public enum Qos {
    ZERO(0),
    ONE(1),
    TWO(2),
    /** "QoS -1": a PUBLISH from a device without any connection (MQTT-SN 1.2 s.6.8). */
    MINUS_ONE(3);

    private static final Qos[] BY_BITS = values();

    private final int bits;

    Qos(int bits) {
        this.bits = bits;
    }

    /** The two bits, 0..3. */
    public int bits() {
        return bits;
    }

    /** The level as people write it: -1 to 2. */
    public int level() {
        return this == MINUS_ONE ? -1 : bits;
    }

    /** The level that these two bits (0..3) stand for. */
    public static Qos ofBits(int bits) {
        return BY_BITS[bits & 3];
    }

    /** Whether the receiver must acknowledge: levels 1 and 2. */
    public boolean isAcknowledged() {
        return this == ONE || this == TWO;
    }
}
