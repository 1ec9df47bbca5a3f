package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Who has subscribed to what, as a tree of topic levels: a message costs as many steps as its topic has levels, however many
 * sessions there are. Tells matches in the order of the sessions' age.
 */
final class SubscriptionIndex {
    private static final char SEPARATOR = '/';

    /** One level of filters. */
    private static final class Node {
        final Map<String, Node> next = new HashMap<>();
        final Map<Long, Subscriber> here = new HashMap<>();
        final Map<Long, Subscriber> below = new HashMap<>();
    }

    private record Subscriber(BrokerSession session, Qos qos) {}

    private final Node root = new Node();

    void add(BrokerSession session, String filter, Qos qos) {
        subscribers(filter).put(session.ordinal, new Subscriber(session, qos));
    }

    void remove(BrokerSession session, String filter) {
        subscribers(filter).remove(session.ordinal);
    }

    private Map<Long, Subscriber> subscribers(String filter) {
        Node node = root;
        int begin = 0;
        while (begin <= filter.length()) {
            int end = end(filter, begin);
            String level = filter.substring(begin, end);
            if (level.equals("#")) {
                return node.below;
            }
            node = node.next.computeIfAbsent(level, key -> new Node());
            begin = end + 1;
        }
        return node.here;
    }

    private static int end(String text, int begin) {
        int end = text.indexOf(SEPARATOR, begin);
        return end < 0 ? text.length() : end;
    }

    /** One call for each session, with the highest QoS of the filters that match (MQTT 5 s.3.3.4). */
    void match(String topic, BiConsumer<BrokerSession, Qos> subscriber) {
        Map<Long, Subscriber> found = new TreeMap<>();
        match(root, topic, 0, found);
        found.values().forEach(each -> subscriber.accept(each.session(), each.qos()));
    }

    private static void match(Node node, String topic, int begin, Map<Long, Subscriber> found) {
        add(node.below, found);
        if (begin > topic.length()) {
            add(node.here, found);
            return;
        }
        int end = end(topic, begin);
        @Nullable Node same = node.next.get(topic.substring(begin, end));
        if (same != null) {
            match(same, topic, end + 1, found);
        }
        @Nullable Node any = node.next.get("+");
        if (any != null) {
            match(any, topic, end + 1, found);
        }
    }

    private static void add(Map<Long, Subscriber> from, Map<Long, Subscriber> found) {
        for (Map.Entry<Long, Subscriber> entry : from.entrySet()) {
            found.merge(
                    entry.getKey(),
                    entry.getValue(),
                    (one, other) -> one.qos().compareTo(other.qos()) >= 0 ? one : other);
        }
    }
}
