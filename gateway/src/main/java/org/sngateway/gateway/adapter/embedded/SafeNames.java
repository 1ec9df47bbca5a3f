package org.sngateway.gateway.adapter.embedded;

/**
 * Spells MQTT topics and client ids so that Artemis reads nothing into them. It separates a queue's name into client id
 * and filter by {@code .}, an address from a queue by {@code ::}, and knows its own addresses by {@code $sys.}; so
 * client {@code a.b} with filter {@code c} would share the queue of client {@code a} with filter {@code b.c}, and topic
 * {@code ip/fd12::a7} would be another. Such characters are written as U+0000 and a letter: U+0000 itself is the one
 * character no MQTT string holds. Different names stay different.
 */
final class SafeNames {
    private static final char ESCAPE = '\0';

    /** What a topic must not hold, and the letters that stand for it. */
    private static final String IN_TOPICS = "\0.:";

    /** The same for client ids, which become part of addresses where {@code +} and {@code #} are wildcards. */
    private static final String IN_CLIENT_IDS = "\0.:+#";

    private static final String LETTERS = "zdcph";

    private SafeNames() {}

    /** A topic name, or a filter with its wildcards. */
    static String ofTopic(String topic) {
        return escape(topic, IN_TOPICS);
    }

    static String ofClientId(String clientId) {
        return escape(clientId, IN_CLIENT_IDS);
    }

    private static String escape(String text, String special) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int index = special.indexOf(c);
            if (index >= 0) {
                if (escaped == null) {
                    escaped = new StringBuilder(text.length() + 8).append(text, 0, i);
                }
                escaped.append(ESCAPE).append(LETTERS.charAt(index));
            } else if (escaped != null) {
                escaped.append(c);
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    /** The name as its client wrote it. */
    static String original(String safe) {
        if (safe.indexOf(ESCAPE) < 0) {
            return safe;
        }
        StringBuilder text = new StringBuilder(safe.length());
        for (int i = 0; i < safe.length(); i++) {
            char c = safe.charAt(i);
            if (c == ESCAPE && i + 1 < safe.length()) {
                i++;
                int index = LETTERS.indexOf(safe.charAt(i));
                text.append(index < 0 ? safe.charAt(i) : IN_CLIENT_IDS.charAt(index));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
