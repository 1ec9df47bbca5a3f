package org.sngateway.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.VirtualDevice;
import org.sngateway.simulator.scenario.FleetSpec;

import java.util.Arrays;

/** What one device asks its gateway for before it publishes: subscriptions, and ids for its topics. */
final class DeviceRequests {
    private final FleetSpec spec;
    private final DeviceTopics topics;
    private final boolean[] subscribed;
    private final boolean[] asked;
    private int open;
    private boolean hasSubscribedOnce;

    DeviceRequests(FleetSpec spec, DeviceTopics topics) {
        this.spec = spec;
        this.topics = topics;
        subscribed = new boolean[topics.filters().size()];
        asked = new boolean[subscribed.length];
    }

    /** Whether something is still without an answer. */
    boolean areOpen() {
        return open > 0;
    }

    /** Whether any subscription was ever granted. */
    boolean hasSubscribedOnce() {
        return hasSubscribedOnce;
    }

    /** SUBSCRIBE, and then REGISTER, for whatever the device does not have yet. */
    void ask(VirtualDevice device, long nowNanos) {
        for (int i = 0; i < subscribed.length; i++) {
            if (!subscribed[i] && !asked[i]) {
                asked[i] = device.subscribe(
                        topics.filters().get(i), spec.subscribes().get(i).qos(), nowNanos);
                open += asked[i] ? 1 : 0;
            }
        }
        if (open > 0) {
            return;
        }
        for (int i = 0; i < topics.uplinkNames().size(); i++) {
            String name = topics.uplinkNames().get(i);
            boolean isFirst = topics.uplinkNames().indexOf(name) == i;
            if (isFirst && topics.uplinkRef(i) == null && device.topicOf(name) == null) {
                open += device.register(name, nowNanos) ? 1 : 0;
            }
        }
    }

    /** How the device names the topic of its publication {@code stream} now; {@code null} when it has no id for it. */
    @Nullable
    TopicRef topic(VirtualDevice device, int stream) {
        TopicRef known = topics.uplinkRef(stream);
        return known != null ? known : device.topicOf(topics.uplinkNames().get(stream));
    }

    /** Whether an id of this publication's topic comes from REGISTER. */
    boolean isRegistered(int stream) {
        return topics.uplinkRef(stream) == null;
    }

    void registerAnswered() {
        open--;
    }

    void subscribeAnswered(TopicRef filter, boolean isGranted) {
        open--;
        hasSubscribedOnce |= isGranted;
        int place = topics.filters().indexOf(filter);
        if (place >= 0) {
            subscribed[place] = isGranted;
            asked[place] = false;
        }
    }

    void onConnectionEnded() {
        open = 0;
        Arrays.fill(asked, false);
    }

    void onSessionEnded() {
        Arrays.fill(subscribed, false);
    }
}
