package org.sngateway.simulator.device;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.TopicRef;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The topic names and ids that a device and its gateway share; three separate name spaces (MQTT-SN 1.2 s.6.7). */
final class TopicTable {
    // configuration
    private final Map<Integer, String> predefined;

    // lives as long as the session
    private final Map<Integer, String> namesById = new HashMap<>();
    private final Map<String, TopicRef.Normal> idsByName = new HashMap<>();
    private final Set<Integer> subscribedPredefined = new HashSet<>();

    TopicTable(Map<Integer, String> predefined) {
        this.predefined = predefined;
    }

    TopicRef.Normal learn(String name, int id) {
        TopicRef.Normal topic = new TopicRef.Normal(id);
        namesById.put(id, name);
        idsByName.put(name, topic);
        return topic;
    }

    /** A predefined id without a name here may still arrive once it is subscribed. */
    void learnPredefined(int id) {
        subscribedPredefined.add(id);
    }

    TopicRef.@Nullable Normal idOf(String name) {
        return idsByName.get(name);
    }

    /** The gateway does not know this id (any more). */
    void forget(TopicRef topic) {
        if (topic instanceof TopicRef.Normal normal) {
            String name = namesById.remove(normal.id());
            if (name != null) {
                idsByName.remove(name);
            }
        }
    }

    void clear() {
        namesById.clear();
        idsByName.clear();
        subscribedPredefined.clear();
    }

    @Nullable
    String nameOf(TopicRef topic) {
        if (topic instanceof TopicRef.Normal normal) {
            return namesById.get(normal.id());
        }
        if (topic instanceof TopicRef.ShortName shortName) {
            return shortName.name().utf8();
        }
        if (topic instanceof TopicRef.Predefined known) {
            String name = predefined.get(known.id());
            return name == null && subscribedPredefined.contains(known.id()) ? "predefined/" + known.id() : name;
        }
        return null;
    }
}
