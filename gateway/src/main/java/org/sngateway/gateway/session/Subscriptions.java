package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredSubscription;

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
    record Subscription(String filter, TopicRef topic, Qos requested, Qos granted) {
        StoredSubscription stored() {
            return new StoredSubscription(filter, topic, requested, granted);
        }
    }

    private int subscriptionsMax;
    private final SessionJournal journal;
    private Map<String, Subscription> byFilter = Map.of();

    Subscriptions(int subscriptionsMax, SessionJournal journal) {
        this.subscriptionsMax = subscriptionsMax;
        this.journal = journal;
    }

    /** Another limit; what is there stays. */
    void limit(int max) {
        subscriptionsMax = max;
    }

    /** What an earlier process knew. */
    void restore(Subscription subscription) {
        if (byFilter.isEmpty()) {
            byFilter = new HashMap<>(4);
        }
        byFilter.put(subscription.filter(), subscription);
    }

    boolean hasRoomFor(String filter, int pending) {
        return byFilter.containsKey(filter) || byFilter.size() + pending < subscriptionsMax;
    }

    @Nullable
    Subscription get(String filter) {
        return byFilter.get(filter);
    }

    void put(Subscription subscription) {
        restore(subscription);
        journal.promise(new StoreWrite.PutSubscription(journal.clientId(), subscription.stored()));
    }

    void remove(String filter) {
        if (!byFilter.isEmpty() && byFilter.remove(filter) != null) {
            journal.promise(new StoreWrite.DeleteSubscription(journal.clientId(), filter));
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
        if (!byFilter.isEmpty()) {
            journal.promise(new StoreWrite.DeleteSubscriptions(journal.clientId()));
        }
        byFilter = Map.of();
    }

    int size() {
        return byFilter.size();
    }
}
