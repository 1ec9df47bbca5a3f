package org.sngateway.simulator.world;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.PredefinedTopic;
import org.sngateway.gateway.session.PredefinedTopics;

import java.util.List;
import java.util.Map;

/** The topics of a world, and how MQTT matches them. */
final class Topics {
    static final String EVERYBODY = "all/news";

    private static final String WILL = "will/";

    private static final int PREDEFINED_UP = 1;
    private static final int PREDEFINED_DOWN = 2;
    private static final int SHORT = 2;

    private Topics() {}

    /** The predefined topics that the gateway is configured with. */
    static PredefinedTopics predefined() {
        return new PredefinedTopics(List.of(
                new PredefinedTopic(PREDEFINED_UP, "pre/up/{client_id}", "*"),
                new PredefinedTopic(PREDEFINED_DOWN, "pre/down/{client_id}", "*")));
    }

    /** The same, as a device knows them. */
    static Map<Integer, String> predefinedOf(String clientId) {
        return Map.of(PREDEFINED_UP, "pre/up/" + clientId, PREDEFINED_DOWN, "pre/down/" + clientId);
    }

    static List<String> uplinkOf(String clientId, int index) {
        return List.of("up/" + clientId + "/a", "up/" + clientId + "/b", "pre/up/" + clientId, "u" + letter(index));
    }

    /** Where the Will of a client goes to; a client may have several such topics. */
    static String willOf(String clientId) {
        return WILL + clientId;
    }

    static boolean isOfWill(String topic) {
        return topic.startsWith(WILL);
    }

    /** Those that a device need not be connected for, unless the name has the client's id in it. */
    static List<String> withoutRegistration(String clientId, int index) {
        return uplinkOf(clientId, index).subList(2, 4);
    }

    /** What is published to a device, with the filters that it may use for it. */
    static List<String> downlinkOf(String clientId, int index) {
        return List.of(
                "down/" + clientId + "/a",
                "down/" + clientId + "/b",
                "down/" + clientId + "/c",
                "pre/down/" + clientId,
                "d" + letter(index),
                EVERYBODY);
    }

    /** The id of a predefined topic that is published to a device. */
    static int predefinedDown(String clientId, String topic) {
        return topic.equals("pre/down/" + clientId) ? PREDEFINED_DOWN : 0;
    }

    private static char letter(int index) {
        return (char) ('a' + index);
    }

    /** How a device names a topic or filter, unless it is a normal one that has an id. */
    static TopicRef named(String topic, Map<Integer, String> predefined) {
        for (Map.Entry<Integer, String> entry : predefined.entrySet()) {
            if (entry.getValue().equals(topic)) {
                return new TopicRef.Predefined(entry.getKey());
            }
        }
        if (topic.length() == SHORT && topic.indexOf('#') < 0 && topic.indexOf('+') < 0) {
            return new TopicRef.ShortName(topic.charAt(0) << 8 | topic.charAt(1));
        }
        return new TopicRef.Named(Octets.ofUtf8(topic));
    }

    /** Whether {@code topic} matches {@code filter} (MQTT 5 s.4.7). */
    static boolean matches(String filter, String topic) {
        int f = 0;
        int t = 0;
        while (f < filter.length()) {
            char c = filter.charAt(f);
            if (c == '#') {
                return true;
            }
            if (c == '+') {
                int end = topic.indexOf('/', t);
                t = end < 0 ? topic.length() : end;
                f++;
            } else if (t < topic.length() && topic.charAt(t) == c) {
                f++;
                t++;
            } else {
                // "a/#" matches "a" as well.
                return t == topic.length() && filter.startsWith("/#", f) && f + SHORT == filter.length();
            }
        }
        return t == topic.length();
    }
}
