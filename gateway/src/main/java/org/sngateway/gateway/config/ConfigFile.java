package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The text of a configuration file, or what kept it from being read.
 *
 * @param text what was read; of a file that is not UTF-8, what comes before the first wrong octet
 */
public record ConfigFile(String text, @Nullable Problem problem) {
    private static final int OCTETS_MAX = 4 * 1024 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public static ConfigFile read(Path path) {
        if (!Files.exists(path)) {
            return unread("no such file");
        }
        if (Files.isDirectory(path)) {
            return unread("is a directory, not a file");
        }
        if (!Files.isReadable(path)) {
            return unread("cannot be read by this user");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] octets = in.readNBytes(OCTETS_MAX + 1);
            return octets.length > OCTETS_MAX ? unread("is larger than 4 MiB") : decode(octets);
        } catch (IOException e) {
            return unread("cannot be read: " + e.getMessage());
        }
    }

    private static ConfigFile unread(String message) {
        return new ConfigFile("", new Problem(new Place.WholeFile(), "", "", message));
    }

    public static ConfigFile decode(byte[] octets) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer chars = CharBuffer.allocate(octets.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(octets), chars, true);
        String text = chars.flip().toString();
        if (result.isError()) {
            int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
            int column = text.length() - text.lastIndexOf('\n');
            return new ConfigFile(
                    text,
                    new Problem(new Place.InFile(line, column), "", "", "is not UTF-8 from here; save it as UTF-8"));
        }
        return new ConfigFile(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text, null);
    }
}
