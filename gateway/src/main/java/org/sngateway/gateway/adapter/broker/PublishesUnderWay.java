package org.sngateway.gateway.adapter.broker;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The publishes of one MQTT client that have no result yet, oldest first. Results are matched by the identity of the topic
 * object, which both versions of the client hand back untouched: their order is the broker's business, and the client
 * wraps the rest of a message anew. The engine bounds their number.
 */
final class PublishesUnderWay {

    /** One publish; {@code topic} is an object of its own, even for an equal topic. */
    private record UnderWay(long token, MqttTopic topic) {}

    private static final List<UnderWay> NONE = List.of();

    private List<UnderWay> all = NONE;

    void add(long token, MqttTopic topic) {
        if (all.isEmpty()) {
            all = new ArrayList<>(2);
        }
        all.add(new UnderWay(token, topic));
    }

    /** Takes the token of the publish with this very topic, or {@code null} when it has been taken. */
    @Nullable
    Long take(MqttTopic topic) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).topic() == topic) {
                long token = all.remove(i).token();
                if (all.isEmpty()) {
                    all = NONE;
                }
                return token;
            }
        }
        return null;
    }

    /** Takes all tokens, oldest first. */
    List<Long> takeAll() {
        List<Long> tokens = all.stream().map(UnderWay::token).toList();
        all = NONE;
        return tokens;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }
}
