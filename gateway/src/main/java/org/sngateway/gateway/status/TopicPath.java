package org.sngateway.gateway.status;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Makes any client id one level of a topic. */
public final class TopicPath {
    private TopicPath() {}

    /**
     * The client id with {@code / + # %}, control characters, NUL among them, and non-characters, which some programs refuse
     * in topics, as {@code %2F} and so on: no two ids become the same level.
     */
    public static String level(String clientId) {
        StringBuilder level = new StringBuilder(clientId.length());
        clientId.codePoints().forEach(character -> {
            boolean isFit = character != '/'
                    && character != '+'
                    && character != '#'
                    && character != '%'
                    && !Character.isISOControl(character)
                    && !isNonCharacter(character);
            if (isFit) {
                level.appendCodePoint(character);
            } else {
                for (byte octet : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
                    level.append('%').append(String.format(Locale.ROOT, "%02X", octet & 0xFF));
                }
            }
        });
        return level.toString();
    }

    private static boolean isNonCharacter(int codePoint) {
        return (codePoint & 0xFFFE) == 0xFFFE || codePoint >= 0xFDD0 && codePoint <= 0xFDEF;
    }
}
