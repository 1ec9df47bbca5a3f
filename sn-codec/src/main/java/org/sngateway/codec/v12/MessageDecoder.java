package org.sngateway.codec.v12;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.DecodeResult.Decoded;
import org.sngateway.codec.v12.DecodeResult.Malformed;

import java.util.Objects;

/**
 * The framing of MQTT-SN 1.2 (s.5.2, s.5.5): where a message begins and ends and of which type it is. Exactly one message
 * fills a datagram (SN12-FRM-08). What is inside is for {@link BodyDecoder}. Stateless; use it through {@code
 * org.sngateway.codec.SnDecoder}.
 */
public final class MessageDecoder {
    private static final int LONG_FORM = 0x01;
    private static final int SHORT_HEADER_OCTETS = 2;
    private static final int LONG_HEADER_OCTETS = 4;
    private static final int ENCAPSULATION_HEADER_OCTETS = 3;
    private static final int RADIUS_MASK = 0x03;

    private MessageDecoder() {}

    /**
     * The message that fills {@code length} octets of {@code octets} from {@code offset}, or why there is none.
     *
     * @throws IndexOutOfBoundsException when the array has no such range
     */
    public static DecodeResult decode(byte[] octets, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, octets.length);
        return isEncapsulated(octets, offset, length)
                ? encapsulated(octets, offset, length)
                : plain(octets, offset, length);
    }

    private static DecodeResult plain(byte[] octets, int offset, int length) {
        if (length < SHORT_HEADER_OCTETS) {
            return new Malformed(MalformedReason.TRUNCATED_HEADER);
        }
        int declared = octet(octets, offset);
        int header = SHORT_HEADER_OCTETS;
        if (declared == LONG_FORM) {
            if (length < LONG_HEADER_OCTETS - 1) {
                return new Malformed(MalformedReason.TRUNCATED_HEADER);
            }
            declared = octet(octets, offset + 1) << 8 | octet(octets, offset + 2);
            header = LONG_HEADER_OCTETS;
        }
        MalformedReason wrong = judgeLength(declared, header, length);
        if (wrong != null) {
            return new Malformed(wrong);
        }
        MessageType type = MessageType.ofCode(octet(octets, offset + header - 1));
        if (type == null) {
            return new Malformed(MalformedReason.RESERVED_TYPE);
        }
        if (type == MessageType.ENCAPSULATED) {
            return new Malformed(MalformedReason.BAD_ENCAPSULATION);
        }
        SnMessage message = BodyDecoder.decode(type, octets, offset + header, length - header);
        return message == null ? new Malformed(MalformedReason.WRONG_BODY_LENGTH) : new Decoded(message);
    }

    private static @Nullable MalformedReason judgeLength(int declared, int header, int length) {
        if (declared < header) {
            return MalformedReason.IMPOSSIBLE_LENGTH;
        }
        if (declared > length) {
            return MalformedReason.SHORTER_THAN_DECLARED;
        }
        return declared < length ? MalformedReason.LONGER_THAN_DECLARED : null;
    }

    /** Here Length covers only the encapsulation's own header; the inner message follows it (SN12-ENC-01, 05). */
    private static DecodeResult encapsulated(byte[] octets, int offset, int length) {
        int header = octet(octets, offset);
        if (header < SHORT_HEADER_OCTETS) {
            return new Malformed(MalformedReason.IMPOSSIBLE_LENGTH);
        }
        if (header < ENCAPSULATION_HEADER_OCTETS) {
            return new Malformed(MalformedReason.WRONG_BODY_LENGTH);
        }
        if (header > length) {
            return new Malformed(MalformedReason.SHORTER_THAN_DECLARED);
        }
        int inner = offset + header;
        int innerLength = length - header;
        if (innerLength == 0 || isEncapsulated(octets, inner, innerLength)) {
            return new Malformed(MalformedReason.BAD_ENCAPSULATION);
        }
        DecodeResult result = plain(octets, inner, innerLength);
        if (!(result instanceof Decoded decoded)) {
            return result;
        }
        int radius = octet(octets, offset + 2) & RADIUS_MASK;
        Octets nodeId =
                Octets.copyOf(octets, offset + ENCAPSULATION_HEADER_OCTETS, header - ENCAPSULATION_HEADER_OCTETS);
        return new Decoded(new Encapsulated(radius, nodeId, decoded.message()));
    }

    /** The long form is told first: {@code 01 FE} is a long message, not an encapsulation (SN12-FRM-10). */
    private static boolean isEncapsulated(byte[] octets, int offset, int length) {
        return length >= SHORT_HEADER_OCTETS
                && octets[offset] != LONG_FORM
                && octet(octets, offset + 1) == MessageType.ENCAPSULATED.code();
    }

    private static int octet(byte[] octets, int index) {
        return octets[index] & 0xFF;
    }
}
