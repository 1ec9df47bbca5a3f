package org.sngateway.codec.v12;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable run of octets: payloads, names, client ids, node ids. Names stay octets until somebody asks for text,
 * because a well-framed message with bad UTF-8 deserves a typed rejection, not a decoding failure.
 */
public final class Octets {
    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] bytes;
    private int hash;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of {@code length} octets of {@code source} from {@code offset}. */
    public static Octets copyOf(byte[] source, int offset, int length) {
        return length == 0 ? EMPTY : new Octets(Arrays.copyOfRange(source, offset, offset + length));
    }

    /** A copy of these octets. */
    public static Octets copyOf(byte[] source) {
        return copyOf(source, 0, source.length);
    }

    /** The UTF-8 encoding of {@code text}. */
    public static Octets ofUtf8(String text) {
        return text.isEmpty() ? EMPTY : new Octets(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The octet at {@code index}, 0..255. */
    public int at(int index) {
        return bytes[index] & 0xFF;
    }

    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** A read-only view; costs no copy. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** These octets as text, or {@code null} when they are not well-formed UTF-8. */
    public @Nullable String utf8() {
        for (byte octet : bytes) {
            if (octet < 0) {
                return strictUtf8();
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private @Nullable String strictUtf8() {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return text.toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        int result = hash;
        if (result == 0) {
            result = Arrays.hashCode(bytes);
            hash = result;
        }
        return result;
    }

    /** The octets in hexadecimal, for logs and test failures. */
    @Override
    public String toString() {
        return HexFormat.of().withUpperCase().withDelimiter(" ").formatHex(bytes);
    }
}
