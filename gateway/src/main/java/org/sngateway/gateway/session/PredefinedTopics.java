package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configured topic ids. Looked up by (client id, id): entries for some devices come before those for all
 * (SN12-AMB-18).
 */
public final class PredefinedTopics {
    private final List<PredefinedTopic> all;
    private final Map<Integer, List<PredefinedTopic>> byId = new HashMap<>();

    public PredefinedTopics(List<PredefinedTopic> topics) {
        all = List.copyOf(topics);
        for (PredefinedTopic topic : topics) {
            List<PredefinedTopic> same = byId.computeIfAbsent(topic.id(), id -> new ArrayList<>(1));
            if (topic.isForEveryone()) {
                same.add(topic);
            } else {
                same.add(countOfSome(same), topic);
            }
        }
    }

    private static int countOfSome(List<PredefinedTopic> topics) {
        int count = 0;
        while (count < topics.size() && !topics.get(count).isForEveryone()) {
            count++;
        }
        return count;
    }

    /** The ids that both have, and not with the same entries: what they mean may differ for some device. */
    List<Integer> changedSince(PredefinedTopics former) {
        return byId.keySet().stream()
                .filter(id -> {
                    List<PredefinedTopic> before = former.byId.get(id);
                    return before != null && !before.equals(byId.get(id));
                })
                .sorted()
                .toList();
    }

    /** The name behind {@code id} for this device, or {@code null}. */
    @Nullable
    String nameFor(String clientId, int id) {
        for (PredefinedTopic topic : byId.getOrDefault(id, List.of())) {
            if (Glob.matches(topic.clients(), clientId)) {
                String name = topic.topic().replace(PredefinedTopic.CLIENT_ID, clientId);
                return TopicNames.isName(name) ? name : null;
            }
        }
        return null;
    }

    /** The name behind {@code id} for a sender without a session: only what is the same for everyone. */
    @Nullable
    String nameForAnyone(int id) {
        for (PredefinedTopic topic : byId.getOrDefault(id, List.of())) {
            if (topic.isForEveryone()) {
                return topic.topic().contains(PredefinedTopic.CLIENT_ID) ? null : topic.topic();
            }
        }
        return null;
    }

    /** All entries, as they were configured. */
    public List<PredefinedTopic> all() {
        return all;
    }

    /** The names by id that hold for this device. */
    public SortedMap<Integer, String> namesFor(String clientId) {
        SortedMap<Integer, String> names = new TreeMap<>();
        for (int id : byId.keySet()) {
            String name = nameFor(clientId, id);
            if (name != null) {
                names.put(id, name);
            }
        }
        return names;
    }

    /** Whether {@code id} is configured for anybody; such ids are not given out as normal ones (SN12-TID-04). */
    boolean isTaken(int id) {
        return byId.containsKey(id);
    }
}
