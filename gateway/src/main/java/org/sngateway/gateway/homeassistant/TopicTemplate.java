package org.sngateway.gateway.homeassistant;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/** Topics that are configured for many devices. */
final class TopicTemplate {
    private static final String CLIENT_ID = "{client_id}";
    private static final int OCTETS_MAX = 65_535;

    private TopicTemplate() {}

    /**
     * The topic of this device; {@code null} when its client id makes none: Home Assistant would take {@code +} and {@code #}
     * for wildcards and show other devices' values, and refuses control characters and non-characters.
     */
    static @Nullable String of(String template, String prefix, String clientId) {
        String topic = prefix + template.replace(CLIENT_ID, clientId);
        boolean isFit = topic.indexOf('+') < 0
                && topic.indexOf('#') < 0
                && topic.codePoints().noneMatch(TopicTemplate::isRefused)
                && topic.getBytes(StandardCharsets.UTF_8).length <= OCTETS_MAX;
        return isFit ? topic : null;
    }

    private static boolean isRefused(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint & 0xFFFE) == 0xFFFE
                || codePoint >= 0xFDD0 && codePoint <= 0xFDEF;
    }
}
