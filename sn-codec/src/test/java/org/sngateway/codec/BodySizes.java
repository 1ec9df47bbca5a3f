package org.sngateway.codec;

import java.util.Map;

/**
 * Which types exist and how long their bodies may be, from the table of message types in MQTT-SN 1.2 s.5.4, as total length
 * in the one-octet form. Written apart from the decoder on purpose: it is what the decoder is compared with.
 */
final class BodySizes {
    private static final int HEADER_OCTETS = 2;
    private static final int ENDLESS = Integer.MAX_VALUE;

    private record Totals(int min, int max) {}

    private static final Map<Integer, Totals> TOTALS = Map.ofEntries(
            fixed(0x00, 5),
            fixed(0x01, 3),
            atLeast(0x02, 3),
            atLeast(0x04, 6),
            fixed(0x05, 3),
            fixed(0x06, 2),
            atLeast(0x07, 2),
            fixed(0x08, 2),
            atLeast(0x09, 2),
            atLeast(0x0A, 6),
            fixed(0x0B, 7),
            atLeast(0x0C, 7),
            fixed(0x0D, 7),
            fixed(0x0E, 4),
            fixed(0x0F, 4),
            fixed(0x10, 4),
            atLeast(0x12, 5),
            fixed(0x13, 8),
            atLeast(0x14, 5),
            fixed(0x15, 4),
            atLeast(0x16, 2),
            fixed(0x17, 2),
            Map.entry(0x18, new Totals(2, 4)),
            atLeast(0x1A, 2),
            fixed(0x1B, 3),
            atLeast(0x1C, 2),
            fixed(0x1D, 3));

    private BodySizes() {}

    private static Map.Entry<Integer, Totals> fixed(int type, int total) {
        return Map.entry(type, new Totals(total, total));
    }

    private static Map.Entry<Integer, Totals> atLeast(int type, int total) {
        return Map.entry(type, new Totals(total, ENDLESS));
    }

    static boolean isDefined(int type) {
        return TOTALS.containsKey(type);
    }

    static boolean allows(int type, int bodyOctets) {
        Totals totals = TOTALS.get(type);
        int total = HEADER_OCTETS + bodyOctets;
        boolean halfADuration = type == 0x18 && total == 3;
        return totals != null && total >= totals.min && total <= totals.max && !halfADuration;
    }

    /** Whether exactly one message fills this datagram (SN12-FRM, SN12-ENC, SN12-DEC). */
    static boolean wellFramed(int[] datagram) {
        int length = datagram.length;
        if (length >= 4 && datagram[0] != 0x01 && datagram[1] == 0xFE) {
            int header = datagram[0];
            return header >= 3 && header < length && plain(datagram, header);
        }
        return plain(datagram, 0);
    }

    private static boolean plain(int[] datagram, int from) {
        int length = datagram.length - from;
        if (length >= 4 && datagram[from] == 0x01) {
            int declared = datagram[from + 1] * 256 + datagram[from + 2];
            return declared == length && allows(datagram[from + 3], length - 4);
        }
        return length >= 2
                && datagram[from] != 0x01
                && datagram[from] == length
                && allows(datagram[from + 1], length - 2);
    }
}
