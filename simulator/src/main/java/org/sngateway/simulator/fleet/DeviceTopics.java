package org.sngateway.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.scenario.FleetSpec;
import org.sngateway.simulator.scenario.PublishSpec;
import org.sngateway.simulator.scenario.SubscribeSpec;
import org.sngateway.simulator.scenario.TopicSpec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The topics of one device. */
final class DeviceTopics {
    private final List<String> uplinkNames;
    private final @Nullable TopicRef[] uplinkRefs;
    private final List<TopicRef> filters;
    private final Map<Integer, String> predefined;

    private DeviceTopics(
            List<String> uplinkNames,
            @Nullable TopicRef[] uplinkRefs,
            List<TopicRef> filters,
            Map<Integer, String> predefined) {
        this.uplinkNames = uplinkNames;
        this.uplinkRefs = uplinkRefs;
        this.filters = filters;
        this.predefined = predefined;
    }

    /** MQTT topics of its publications. */
    List<String> uplinkNames() {
        return uplinkNames;
    }

    /** How it names the topic of a publication; {@code null} where an id has to be registered. */
    @Nullable
    TopicRef uplinkRef(int stream) {
        return uplinkRefs[stream];
    }

    /** How it names what it subscribes to. */
    List<TopicRef> filters() {
        return filters;
    }

    /** Names of predefined ids. */
    Map<Integer, String> predefined() {
        return predefined;
    }

    static DeviceTopics of(FleetSpec fleet, int number, String clientId) {
        List<PublishSpec> publishes = fleet.publishes();
        String[] names = new String[publishes.size()];
        @Nullable TopicRef[] refs = new @Nullable TopicRef[names.length];
        Map<Integer, String> predefined = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            TopicSpec topic = publishes.get(i).topic();
            names[i] = topic.name().of(fleet.name(), number, clientId);
            refs[i] = topic instanceof TopicSpec.Named ? null : ref(topic, names[i]);
            learn(topic, names[i], predefined);
        }
        List<SubscribeSpec> subscribes = fleet.subscribes();
        TopicRef[] filters = new TopicRef[subscribes.size()];
        for (int i = 0; i < filters.length; i++) {
            TopicSpec filter = subscribes.get(i).filter();
            String name = filter.name().of(fleet.name(), number, clientId);
            filters[i] = ref(filter, name);
            learn(filter, name, predefined);
        }
        return new DeviceTopics(List.of(names), refs, List.of(filters), predefined);
    }

    private static void learn(TopicSpec topic, String name, Map<Integer, String> predefined) {
        if (topic instanceof TopicSpec.Predefined known) {
            predefined.put(known.id(), name);
        }
    }

    private static TopicRef ref(TopicSpec topic, String name) {
        if (topic instanceof TopicSpec.Predefined known) {
            return new TopicRef.Predefined(known.id());
        }
        Octets octets = Octets.ofUtf8(name);
        if (topic instanceof TopicSpec.ShortName) {
            return new TopicRef.ShortName(octets.at(0) << 8 | octets.at(1));
        }
        return new TopicRef.Named(octets);
    }
}
