package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredTopic;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One device's normal topic ids, in both directions (MQTT-SN 1.2 s.6.5, 7.3; SN12-TID). An id is never bound to another
 * name within a session, and the counter outlives a clean session, so that a stale id is unknown rather than wrong.
 */
final class TopicRegistry {
    /** First choice: above the usual predefined ids, below anything that reads as a short name (SN12-TID-04). */
    static final int FIRST = 0x0401;

    static final int PRINTABLE_FIRST = 0x2020;
    private static final int PRINTABLE_LAST = 0x7E7E;
    private static final int LAST = 0xFFFE;

    /** One id with its name. */
    static final class Entry {
        final int id;
        final String name;
        /** Whether the device is known to know this id, so that it may be used downlink. */
        boolean confirmed;
        /** Whether the next process would know, too: it has to announce the id once more otherwise. */
        boolean confirmedInStore;

        Entry(int id, String name) {
            this.id = id;
            this.name = name;
        }

        StoredTopic stored() {
            return new StoredTopic(id, name, confirmedInStore);
        }
    }

    // configuration
    private int topicsMax;
    private PredefinedTopics predefined;
    private final SessionJournal journal;

    // lives as long as the session record, across clean sessions
    private int lastId;

    // lives as long as the session
    private Map<Integer, Entry> byId = Map.of();
    private Map<String, Entry> byName = Map.of();
    /** Names that the device refused or cannot learn; messages on them are given up (SN12-AMB-22). */
    private Set<String> suppressed = Set.of();

    /** @param lastId the id after which this registry begins: {@link EngineContext#lastTopicId} */
    TopicRegistry(int topicsMax, PredefinedTopics predefined, SessionJournal journal, int lastId) {
        this.lastId = lastId;
        this.topicsMax = topicsMax;
        this.predefined = predefined;
        this.journal = journal;
    }

    /** Another limit, and other ids that are not given out; what is there stays. */
    void renew(int max, PredefinedTopics topics) {
        topicsMax = max;
        predefined = topics;
    }

    /** What an earlier process knew. */
    void restore(List<StoredTopic> stored, int storedLastId) {
        lastId = storedLastId;
        for (StoredTopic each : stored) {
            Entry entry = new Entry(each.id(), each.name());
            entry.confirmed = each.confirmed();
            entry.confirmedInStore = each.confirmed();
            put(entry);
        }
    }

    @Nullable
    Entry byId(int id) {
        return byId.get(id);
    }

    @Nullable
    Entry byName(String name) {
        return byName.get(name);
    }

    /** The entry for {@code name}, made if need be; {@code null} when the device has as many as it may. */
    @Nullable
    Entry register(String name) {
        Entry known = byName.get(name);
        if (known != null) {
            return known;
        }
        if (byId.size() >= topicsMax) {
            return null;
        }
        Entry entry = new Entry(nextFreeId(), name);
        put(entry);
        journal.onTopicAdded(entry);
        return entry;
    }

    private void put(Entry entry) {
        if (byId.isEmpty()) {
            byId = new HashMap<>(4);
            byName = new HashMap<>(4);
        }
        byId.put(entry.id, entry);
        byName.put(entry.name, entry);
    }

    /** All of them as they are in the store, in the order of their ids. */
    List<StoredTopic> stored() {
        return byId.values().stream()
                .map(Entry::stored)
                .sorted(Comparator.comparingInt(StoredTopic::id))
                .toList();
    }

    /** The last id that was given out, which outlives a clean session. */
    int lastId() {
        return lastId;
    }

    /** Whether the device knows this id from now on. */
    void confirm(Entry entry, boolean confirmed) {
        if (entry.confirmed != confirmed) {
            entry.confirmed = confirmed;
            journal.onTopicChanged(entry);
        }
    }

    /** Whether {@link #register} would find or make an entry. */
    boolean hasRoomFor(String name) {
        return byName.containsKey(name) || byId.size() < topicsMax;
    }

    private int nextFreeId() {
        do {
            lastId = successor(lastId);
        } while (byId.containsKey(lastId) || predefined.isTaken(lastId));
        return lastId;
    }

    /** First 0x0401..0x201F, then above the printable short names, then among them, then from the start again. */
    private static int successor(int id) {
        return switch (id) {
            case PRINTABLE_FIRST - 1 -> PRINTABLE_LAST + 1;
            case LAST -> PRINTABLE_FIRST;
            case PRINTABLE_LAST -> FIRST;
            default -> id + 1;
        };
    }

    /** After a CONNECT that is no wake-up the device may have forgotten every id (SN12-TID-05). */
    void forgetConfirmations() {
        boolean some = false;
        for (Entry entry : byId.values()) {
            some |= entry.confirmed || entry.confirmedInStore;
            entry.confirmed = false;
            entry.confirmedInStore = false;
        }
        if (some) {
            journal.promise(new StoreWrite.UnconfirmTopics(journal.clientId()));
        }
        suppressed = Set.of();
    }

    boolean isSuppressed(String name) {
        return suppressed.contains(name);
    }

    void suppress(String name) {
        if (suppressed.isEmpty()) {
            suppressed = new HashSet<>(4);
        }
        if (suppressed.size() < topicsMax) {
            suppressed.add(name);
        }
    }

    /** A new subscription is a new wish for what it matches. */
    void unsuppress(String filter) {
        if (!suppressed.isEmpty()) {
            suppressed.removeIf(name -> TopicFilters.matches(filter, name));
        }
    }

    void clear() {
        if (!byId.isEmpty()) {
            journal.onTopicsCleared();
        }
        byId = Map.of();
        byName = Map.of();
        suppressed = Set.of();
    }

    int size() {
        return byId.size();
    }
}
