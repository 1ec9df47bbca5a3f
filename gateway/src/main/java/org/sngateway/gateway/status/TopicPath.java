package org.sngateway.gateway.status;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Makes any client id one level of a topic. */
final class TopicPath {
    private TopicPath() {}

    /**
     * The client id with {@code / + # %} and control characters, NUL among them, as {@code %2F} and so on: no two ids
     * become the same level.
     */
    static String level(String clientId) {
        StringBuilder level = new StringBuilder(clientId.length());
        clientId.codePoints().forEach(character -> {
            boolean isFit = character != '/'
                    && character != '+'
                    && character != '#'
                    && character != '%'
                    && !Character.isISOControl(character);
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
}
