package org.sngateway.codec;

import org.sngateway.codec.v12.MessageEncoder;
import org.sngateway.codec.v12.SnMessage;

/** Turns MQTT-SN 1.2 messages into datagrams, in the shortest form (SN12-FRM-06). Stateless; safe for any thread. */
public final class SnEncoder {
    /** The longest message that the Length field can tell. A network takes less: UDP over IPv4 65507 (SN12-FRM-09). */
    public static final int MESSAGE_OCTETS_MAX = 0xFFFF;

    private SnEncoder() {}

    /** How many octets {@code message} takes on the wire; above {@link #MESSAGE_OCTETS_MAX} it cannot be sent. */
    public static int encodedLength(SnMessage message) {
        return MessageEncoder.encodedLength(message);
    }

    /**
     * Writes {@code message} to {@code target} from {@code offset} and returns how many octets that took. Nothing is
     * written when it throws.
     *
     * @throws IllegalArgumentException when the message is longer than {@link #MESSAGE_OCTETS_MAX}
     * @throws IndexOutOfBoundsException when it does not fit {@code target}
     */
    public static int encode(SnMessage message, byte[] target, int offset) {
        return MessageEncoder.encode(message, target, offset);
    }

    /**
     * The datagram for {@code message}.
     *
     * @throws IllegalArgumentException when the message is longer than {@link #MESSAGE_OCTETS_MAX}
     */
    public static byte[] encode(SnMessage message) {
        return MessageEncoder.encode(message);
    }
}
