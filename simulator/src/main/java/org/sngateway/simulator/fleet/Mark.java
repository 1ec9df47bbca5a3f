package org.sngateway.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;

/**
 * What a measured message carries in its payload, so that it is known again on the other side. As text it is the four
 * numbers in base 36 with dots between them, {@code 8f3k1.2r.0.7p}: the last field {@code "m"} of a JSON payload, and
 * behind {@code " #"} at the end of a text. A binary payload begins with it: {@code D1 4D}, then run and device in four
 * octets each, stream in two, sequence in four, the most significant first.
 *
 * @param run tells the runs against one gateway apart
 * @param device the device that publishes it, or that it is for; from 0, over all fleets
 * @param stream which of the scenario's publications and downlinks it belongs to
 * @param sequence of the device's messages in this stream, from 0
 */
public record Mark(int run, int device, int stream, int sequence) {
    static final int BINARY_OCTETS = 16;

    private static final int MAGIC_FIRST = 0xD1;
    private static final int MAGIC_SECOND = 0x4D;
    private static final int RADIX = 36;
    private static final String JSON_BEGIN = "\"m\":\"";
    private static final String JSON_END = "\"}";
    private static final String TEXT_BEGIN = " #";
    private static final int FIELDS = 4;

    String text() {
        return Integer.toString(run, RADIX)
                + '.'
                + Integer.toString(device, RADIX)
                + '.'
                + Integer.toString(stream, RADIX)
                + '.'
                + Integer.toString(sequence, RADIX);
    }

    String json() {
        return JSON_BEGIN + text() + JSON_END;
    }

    String suffix() {
        return TEXT_BEGIN + text();
    }

    void write(byte[] target) {
        target[0] = (byte) MAGIC_FIRST;
        target[1] = (byte) MAGIC_SECOND;
        word(target, 2, run);
        word(target, 6, device);
        target[10] = (byte) (stream >> 8);
        target[11] = (byte) stream;
        word(target, 12, sequence);
    }

    private static void word(byte[] target, int offset, int value) {
        for (int i = 0; i < 4; i++) {
            target[offset + i] = (byte) (value >>> 24 - 8 * i);
        }
    }

    /** The mark in {@code payload}, or {@code null}: no message of any run. */
    public static @Nullable Mark in(Octets payload) {
        if (payload.length() >= BINARY_OCTETS && payload.at(0) == MAGIC_FIRST && payload.at(1) == MAGIC_SECOND) {
            return new Mark(
                    word(payload, 2), word(payload, 6), payload.at(10) << 8 | payload.at(11), word(payload, 12));
        }
        boolean isJson = endsAt(payload, payload.length(), JSON_END);
        int end = payload.length() - (isJson ? JSON_END.length() : 0);
        int begin = end;
        while (begin > 0 && isOfMark(payload.at(begin - 1))) {
            begin--;
        }
        return endsAt(payload, begin, isJson ? JSON_BEGIN : TEXT_BEGIN) ? parse(payload, begin, end) : null;
    }

    private static int word(Octets payload, int offset) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | payload.at(offset + i);
        }
        return value;
    }

    private static boolean endsAt(Octets payload, int end, String text) {
        int begin = end - text.length();
        if (begin < 0) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (payload.at(begin + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfMark(int octet) {
        return octet >= '0' && octet <= '9' || octet >= 'a' && octet <= 'z' || octet == '.';
    }

    private static @Nullable Mark parse(Octets payload, int begin, int end) {
        long[] values = new long[FIELDS];
        int field = 0;
        int digits = 0;
        for (int i = begin; i < end; i++) {
            int octet = payload.at(i);
            if (octet == '.') {
                field++;
                if (digits == 0 || field == FIELDS) {
                    return null;
                }
                digits = 0;
                continue;
            }
            values[field] = values[field] * RADIX + Character.digit(octet, RADIX);
            digits++;
            if (values[field] > Integer.MAX_VALUE) {
                return null;
            }
        }
        return field == FIELDS - 1 && digits > 0
                ? new Mark((int) values[0], (int) values[1], (int) values[2], (int) values[3])
                : null;
    }
}
