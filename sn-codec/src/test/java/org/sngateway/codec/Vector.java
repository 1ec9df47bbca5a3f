package org.sngateway.codec;

import org.sngateway.codec.v12.Octets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * A golden vector; what its columns mean is told in {@code vectors/README.md}.
 *
 * @param expected {@code !REASON}, or the message as {@link MessageText} writes it
 */
public record Vector(String id, boolean valid, Octets octets, String expected) {
    private static final String FILE = "/vectors/mqtt-sn-1.2-vectors.tsv";

    /** All of them, in the order of the file. */
    public static List<Vector> all() {
        try (InputStream file = Objects.requireNonNull(Vector.class.getResourceAsStream(FILE), FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(Vector::of)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Vector of(String line) {
        String[] columns = line.split("\t", -1);
        byte[] datagram = octets(columns[3]);
        if (datagram.length != Integer.parseInt(columns[2])) {
            throw new IllegalStateException(columns[0] + " has " + datagram.length + " octets");
        }
        return new Vector(columns[0], columns[1].equals("valid"), Octets.copyOf(datagram), columns[5]);
    }

    private static byte[] octets(String hex) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (String token : hex.isEmpty() ? new String[0] : hex.split(" ", -1)) {
            String[] parts = token.split("\\*", -1);
            int octet = HexFormat.fromHexDigits(parts[0]);
            int count = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
            for (int i = 0; i < count; i++) {
                octets.write(octet);
            }
        }
        return octets.toByteArray();
    }

    byte[] datagram() {
        return octets.toByteArray();
    }

    boolean isWellFramed() {
        return !expected.startsWith("!");
    }

    @Override
    public String toString() {
        return id;
    }
}
