package org.sngateway.gateway.adapter.broker;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The publishes of one MQTT client that have no result yet, oldest first: those that the library has, and those that wait
 * for a place there. Results are matched by the identity of the topic object, which both versions of the client hand back
 * untouched: their order is the broker's business, and the client wraps the rest of a message anew. The engine bounds their
 * number.
 *
 * @param <P> the library's publish message
 */
final class PublishesUnderWay<P> {

    /** One publish; {@code topic} is an object of its own, even for an equal topic. */
    record Publish<P>(long token, MqttTopic topic, P message, boolean exactlyOnce) {}

    private record Entrusted(long token, MqttTopic topic) {}

    // Most clients have none: 10,000 devices are not to keep two empty collections each.
    private List<Entrusted> entrusted = List.of();
    private @Nullable Deque<Publish<P>> waiting;

    /** Takes it for the library's, unless others wait or the library has {@code max} already. */
    boolean entrust(Publish<P> publish, int max) {
        if (waiting != null || entrusted.size() >= max) {
            return false;
        }
        remember(publish);
        return true;
    }

    private void remember(Publish<P> publish) {
        if (entrusted.isEmpty()) {
            entrusted = new ArrayList<>(2);
        }
        entrusted.add(new Entrusted(publish.token(), publish.topic()));
    }

    /** Has it wait. */
    void add(Publish<P> publish) {
        Deque<Publish<P>> known = waiting;
        if (known == null) {
            known = new ArrayDeque<>(2);
            waiting = known;
        }
        known.add(publish);
    }

    /** Takes the next that waits for the library's, unless the library has {@code max} already. */
    @Nullable
    Publish<P> entrustNext(int max) {
        Deque<Publish<P>> known = waiting;
        if (known == null || entrusted.size() >= max) {
            return null;
        }
        Publish<P> next = known.remove();
        if (known.isEmpty()) {
            waiting = null;
        }
        remember(next);
        return next;
    }

    /** Takes the token of the publish with this very topic, or {@code null} when it has been taken. */
    @Nullable
    Long take(MqttTopic topic) {
        for (int i = 0; i < entrusted.size(); i++) {
            if (entrusted.get(i).topic() == topic) {
                long token = entrusted.remove(i).token();
                if (entrusted.isEmpty()) {
                    entrusted = List.of();
                }
                return token;
            }
        }
        return null;
    }

    /** Takes all tokens, oldest first. */
    List<Long> takeAll() {
        List<Long> tokens =
                new ArrayList<>(entrusted.stream().map(Entrusted::token).toList());
        entrusted = List.of();
        tokens.addAll(takeWaiting());
        return tokens;
    }

    /** Takes the tokens of those that the library has not been given, oldest first. */
    List<Long> takeWaiting() {
        List<Long> tokens = waiting == null
                ? List.of()
                : waiting.stream().map(Publish::token).toList();
        waiting = null;
        return tokens;
    }

    boolean isEmpty() {
        return entrusted.isEmpty() && waiting == null;
    }
}
