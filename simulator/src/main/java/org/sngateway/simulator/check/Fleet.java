package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.world.WorldEvent;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What devices are there and what befell them: whom promises about the future can be held to. */
final class Fleet {

    /** One device. */
    static final class Member {
        final String device;
        final String clientId;
        DeviceState state = DeviceState.OFFLINE;
        long stateNanos;
        long disturbedNanos = Long.MIN_VALUE;
        boolean vanished;

        Member(String device, String clientId) {
            this.device = device;
            this.clientId = clientId;
        }
    }

    private final Map<String, Member> byDevice = new LinkedHashMap<>();
    private final Map<String, Member> byClient = new HashMap<>();
    private final Set<String> shared = new HashSet<>();

    void on(WorldEvent event, long nowNanos) {
        if (event instanceof WorldEvent.DeviceStateChanged changed) {
            Member member = member(changed.device(), changed.clientId());
            member.state = changed.state();
            member.stateNanos = nowNanos;
        } else if (event instanceof WorldEvent.DeviceRebooted rebooted) {
            member(rebooted.device(), rebooted.clientId()).disturbedNanos = nowNanos;
        } else if (event instanceof WorldEvent.DeviceMoved moved) {
            member(moved.device(), moved.clientId()).disturbedNanos = nowNanos;
        } else if (event instanceof WorldEvent.DeviceVanished vanished) {
            member(vanished.device(), vanished.clientId()).vanished = true;
        } else if (event instanceof WorldEvent.DeviceSent sent) {
            member(sent.device(), sent.clientId());
        }
    }

    private Member member(String device, String clientId) {
        Member known = byDevice.get(device);
        if (known == null) {
            known = new Member(device, clientId);
            byDevice.put(device, known);
            if (byClient.putIfAbsent(clientId, known) != null) {
                shared.add(clientId);
            }
        }
        return known;
    }

    /** Whether several devices use this client id: they take the session from each other for ever. */
    boolean isShared(String clientId) {
        return shared.contains(clientId);
    }

    /** The one device of this client, or {@code null}. */
    @Nullable
    Member ofClient(String clientId) {
        return byClient.get(clientId);
    }

    /** All devices, in the order in which they were first seen. */
    Collection<Member> members() {
        return byDevice.values();
    }

    @Nullable
    Member of(String device) {
        return byDevice.get(device);
    }
}
