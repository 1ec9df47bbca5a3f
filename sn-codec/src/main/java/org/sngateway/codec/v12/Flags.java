package org.sngateway.codec.v12;

/**
 * The Flags octet (MQTT-SN 1.2 s.5.3.4). Each message uses some of its bits; the others are sent as 0 and ignored on
 * receipt (SN12-FLG-04).
 */
final class Flags {
    private static final int DUP = 0x80;
    private static final int QOS_SHIFT = 5;
    private static final int RETAIN = 0x10;
    private static final int WILL = 0x08;
    private static final int CLEAN_SESSION = 0x04;
    private static final int TOPIC_ID_TYPE = 0x03;

    private Flags() {}

    static boolean dup(int flags) {
        return (flags & DUP) != 0;
    }

    static Qos qos(int flags) {
        return Qos.ofBits(flags >> QOS_SHIFT);
    }

    static boolean retain(int flags) {
        return (flags & RETAIN) != 0;
    }

    static boolean will(int flags) {
        return (flags & WILL) != 0;
    }

    static boolean cleanSession(int flags) {
        return (flags & CLEAN_SESSION) != 0;
    }

    static int topicIdType(int flags) {
        return flags & TOPIC_ID_TYPE;
    }

    static int of(Connect message) {
        return (message.will() ? WILL : 0) | (message.cleanSession() ? CLEAN_SESSION : 0);
    }

    static int of(Publish message) {
        return dupAndQos(message.dup(), message.qos())
                | (message.retain() ? RETAIN : 0)
                | message.topic().typeBits();
    }

    static int of(Subscribe message) {
        return dupAndQos(message.dup(), message.qos()) | message.topic().typeBits();
    }

    static int of(Unsubscribe message) {
        return message.topic().typeBits();
    }

    static int of(SubAck message) {
        return dupAndQos(false, message.qos());
    }

    /** The flags of WILLTOPIC and WILLTOPICUPD. */
    static int ofWill(Qos qos, boolean retain) {
        return dupAndQos(false, qos) | (retain ? RETAIN : 0);
    }

    private static int dupAndQos(boolean dup, Qos qos) {
        return (dup ? DUP : 0) | qos.bits() << QOS_SHIFT;
    }
}
