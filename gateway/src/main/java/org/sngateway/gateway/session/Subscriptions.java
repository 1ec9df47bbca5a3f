package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** What one device is subscribed to, as far as this gateway knows: a filter stands once, by its text. */
final class Subscriptions {

    /**
     * One subscription.
     *
     * @param topic how the device named it, which decides how matching messages are addressed (SN12-PUBG-02)
     * @param requested the level asked for, which a new subscription after a lost broker session asks for again
     */
    record Subscription(String filter, TopicRef topic, Qos requested, Qos granted) {}

    private final int subscriptionsMax;
    private Map<String, Subscription> byFilter = Map.of();

    Subscriptions(int subscriptionsMax) {
        this.subscriptionsMax = subscriptionsMax;
    }

    boolean hasRoomFor(String filter, int pending) {
        return byFilter.containsKey(filter) || byFilter.size() + pending < subscriptionsMax;
    }

    @Nullable
    Subscription get(String filter) {
        return byFilter.get(filter);
    }

    void put(Subscription subscription) {
        if (byFilter.isEmpty()) {
            byFilter = new HashMap<>(4);
        }
        byFilter.put(subscription.filter(), subscription);
    }

    void remove(String filter) {
        if (!byFilter.isEmpty()) {
            byFilter.remove(filter);
        }
    }

    /** Whether any of them brings messages on {@code name}. */
    boolean matches(String name) {
        if (byFilter.containsKey(name)) {
            return true;
        }
        Iterator<String> filters = byFilter.keySet().iterator();
        while (filters.hasNext()) {
            if (TopicFilters.matches(filters.next(), name)) {
                return true;
            }
        }
        return false;
    }

    Iterable<Subscription> all() {
        return byFilter.values();
    }

    Set<String> filters() {
        return byFilter.keySet();
    }

    void clear() {
        byFilter = Map.of();
    }

    int size() {
        return byFilter.size();
    }
}
