package org.sngateway.codec;

import org.sngateway.codec.v12.SnMessage;

/** Turns MQTT-SN 1.2 messages into datagrams, in the shortest form (SN12-FRM-06). Stateless; safe for any thread. */
public final class SnEncoder {
    private SnEncoder() {}

    /** How many octets {@code message} takes on the wire; more than 65535 means that it cannot be sent. */
    public static int encodedLength(SnMessage message) {
        return 0;
    }

    /** Writes {@code message} to {@code target} from {@code offset} and returns how many octets that took. */
    public static int encode(SnMessage message, byte[] target, int offset) {
        return 0;
    }

    /** The datagram for {@code message}. */
    public static byte[] encode(SnMessage message) {
        byte[] datagram = new byte[encodedLength(message)];
        encode(message, datagram, 0);
        return datagram;
    }
}
