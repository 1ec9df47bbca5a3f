package org.sngateway.codec.v12;

import java.util.Objects;

/**
 * The header and the length form of MQTT-SN 1.2 (s.5.2.1, s.5.5). What follows MsgType is for {@link BodyLength} and
 * {@link BodyEncoder}. Stateless; use it through {@code org.sngateway.codec.SnEncoder}.
 */
public final class MessageEncoder {
    /** Body and MsgType together that still fit the one-octet Length (SN12-FRM-07). */
    private static final int SHORT_FORM_OCTETS_MAX = 254;

    private static final int MESSAGE_OCTETS_MAX = 0xFFFF;
    private static final int ENCAPSULATION_HEADER_OCTETS = 3;

    private MessageEncoder() {}

    /** How many octets {@code message} takes on the wire, even if that is more than Length can tell. */
    public static int encodedLength(SnMessage message) {
        if (message instanceof Encapsulated encapsulated) {
            return encapsulationHeader(encapsulated) + encodedLength(encapsulated.message());
        }
        int counted = 1 + BodyLength.of(message);
        return counted <= SHORT_FORM_OCTETS_MAX ? counted + 1 : counted + 3;
    }

    /**
     * Writes {@code message} to {@code target} from {@code offset} and returns how many octets that took.
     *
     * @throws IllegalArgumentException when the message is longer than 65535 octets
     * @throws IndexOutOfBoundsException when it does not fit {@code target}
     */
    public static int encode(SnMessage message, byte[] target, int offset) {
        int length = sendableLength(message);
        Objects.checkFromIndexSize(offset, length, target.length);
        write(message, length, target, offset);
        return length;
    }

    /**
     * The datagram for {@code message}.
     *
     * @throws IllegalArgumentException when the message is longer than 65535 octets
     */
    public static byte[] encode(SnMessage message) {
        int length = sendableLength(message);
        byte[] datagram = new byte[length];
        write(message, length, datagram, 0);
        return datagram;
    }

    private static int sendableLength(SnMessage message) {
        int length = encodedLength(message);
        if (length > MESSAGE_OCTETS_MAX) {
            throw new IllegalArgumentException(
                    message.type() + " of " + length + " octets; MQTT-SN knows " + MESSAGE_OCTETS_MAX + " at most");
        }
        return length;
    }

    private static void write(SnMessage message, int length, byte[] target, int offset) {
        if (message instanceof Encapsulated encapsulated) {
            int header = encapsulationHeader(encapsulated);
            target[offset] = (byte) header;
            target[offset + 1] = (byte) MessageType.ENCAPSULATED.code();
            target[offset + 2] = (byte) encapsulated.radius();
            encapsulated.nodeId().copyTo(target, offset + ENCAPSULATION_HEADER_OCTETS);
            write(encapsulated.message(), length - header, target, offset + header);
            return;
        }
        int index = offset;
        if (length <= SHORT_FORM_OCTETS_MAX + 1) {
            target[index++] = (byte) length;
        } else {
            target[index++] = 0x01;
            target[index++] = (byte) (length >> 8);
            target[index++] = (byte) length;
        }
        target[index++] = (byte) message.type().code();
        BodyEncoder.write(message, target, index);
    }

    private static int encapsulationHeader(Encapsulated message) {
        return ENCAPSULATION_HEADER_OCTETS + message.nodeId().length();
    }
}
