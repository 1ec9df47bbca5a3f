package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;

/** What makes a topic name or filter legal in MQTT (MQTT 5 s.4.7); a broker drops the connection otherwise (SN12-FLD-14). */
final class TopicNames {
    private static final int OCTETS_MAX = 65_535;

    /** EMQX takes 128 levels by default, Mosquitto 200. */
    private static final int LEVELS_MAX = 128;

    private static final String SHARE = "$share/";

    private TopicNames() {}

    /** The name that these octets spell, or {@code null} when they are no legal topic name. */
    static @Nullable String name(Octets octets) {
        String text = text(octets);
        return text == null || text.indexOf('+') >= 0 || text.indexOf('#') >= 0 ? null : text;
    }

    /** The filter that these octets spell, or {@code null} when they are no legal topic filter. */
    static @Nullable String filter(Octets octets) {
        String text = text(octets);
        return text == null || !isFilter(text) ? null : text;
    }

    /** Whether {@code text} is a legal topic name. */
    static boolean isName(String text) {
        return name(Octets.ofUtf8(text)) != null;
    }

    /** Whether a filter can match more names than its own text: it has a wildcard, or is a shared subscription. */
    static boolean matchesMany(String filter) {
        return filter.indexOf('+') >= 0 || filter.indexOf('#') >= 0 || filter.startsWith(SHARE);
    }

    private static @Nullable String text(Octets octets) {
        if (octets.isEmpty() || octets.length() > OCTETS_MAX) {
            return null;
        }
        String text = octets.utf8();
        return text == null || !isTakenByBrokers(text) ? null : text;
    }

    /**
     * Whether no broker ends a connection because of this text: MQTT lets them do so for control characters and
     * non-characters (MQTT 5 s.1.5.4), and they do for names of very many levels. The connection would be resumed with the
     * same message, and ended again.
     */
    private static boolean isTakenByBrokers(String text) {
        int levels = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/') {
                levels++;
            } else if (Character.isISOControl(c) || isNonCharacter(text.codePointAt(i))) {
                return false;
            }
        }
        return levels <= LEVELS_MAX;
    }

    private static boolean isNonCharacter(int codePoint) {
        return (codePoint & 0xFFFE) == 0xFFFE || codePoint >= 0xFDD0 && codePoint <= 0xFDEF;
    }

    private static boolean isFilter(String text) {
        int levelStart = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/') {
                levelStart = i + 1;
            } else if (c == '+' || c == '#') {
                boolean alone = i == levelStart && (i + 1 == text.length() || text.charAt(i + 1) == '/');
                boolean last = i + 1 == text.length();
                if (!alone || c == '#' && !last) {
                    return false;
                }
            }
        }
        return true;
    }
}
