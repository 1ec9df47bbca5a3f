package org.sngateway.codec;

import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.MessageDecoder;

/** Turns datagrams into MQTT-SN 1.2 messages. Stateless; safe for use by any number of threads (SN12-DEC-06). */
public final class SnDecoder {
    private SnDecoder() {}

    /**
     * Decodes the one message that fills {@code length} octets of {@code datagram} from {@code offset}. Never throws on
     * any content; the message keeps no reference to {@code datagram}.
     *
     * @throws IndexOutOfBoundsException when the array has no such range, which is the caller's bug
     */
    public static DecodeResult decode(byte[] datagram, int offset, int length) {
        return MessageDecoder.decode(datagram, offset, length);
    }

    /** Decodes the one message that fills {@code datagram}. */
    public static DecodeResult decode(byte[] datagram) {
        return MessageDecoder.decode(datagram, 0, datagram.length);
    }
}
