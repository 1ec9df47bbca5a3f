package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What predefined ids mean to one device (MQTT-SN 1.2 s.6.7). A meaning that it was connected with stays until its next
 * CONNECT, whatever the configuration says meanwhile: the device was not told, and another meaning would put its messages on
 * a wrong topic. A new id counts at once, and so does that one is gone, which the device hears as "invalid topic id". With
 * more meanings than can be kept the other ids are refused.
 */
final class DeviceTopics {
    private final EngineContext context;
    private final String clientId;

    // lives as long as the connection
    private PredefinedTopics table;
    /** By id, what it meant before the configuration was changed. */
    private Map<Integer, String> kept = Map.of();

    private boolean refusesOthers;

    DeviceTopics(EngineContext context, String clientId) {
        this.context = context;
        this.clientId = clientId;
        this.table = context.predefined;
    }

    /** The name behind {@code id}, or {@code null}. */
    @Nullable
    String nameOf(int id) {
        String name = table.nameFor(clientId, id);
        if (kept.isEmpty() || name == null) {
            return name;
        }
        String former = kept.get(id);
        return former == null && !refusesOthers ? name : former;
    }

    /** The device connects: it is taken to know what the configuration says now. */
    void onConnect() {
        table = context.predefined;
        kept = Map.of();
        refusesOthers = false;
    }

    /** By id, what it still means to the device, though the configuration says something else. */
    Map<Integer, String> former() {
        return kept;
    }

    boolean isKeeping() {
        return !kept.isEmpty();
    }

    /**
     * The configuration has changed.
     *
     * @param isInUse whether the device may be using ids
     * @param changedIds those that were there before, and may mean something else now
     */
    void renew(boolean isInUse, List<Integer> changedIds) {
        PredefinedTopics next = context.predefined;
        if (table == next) {
            return;
        }
        if (!isInUse) {
            onConnect();
            return;
        }
        Map<Integer, String> names = new HashMap<>(kept);
        names.keySet().removeIf(id -> isOver(next.nameFor(clientId, id), names.get(id)));
        for (Integer id : changedIds) {
            String before = nameOf(id);
            if (before != null && !isOver(next.nameFor(clientId, id), before)) {
                keep(names, id, before);
            }
        }
        table = next;
        kept = names.isEmpty() ? Map.of() : names;
    }

    private void keep(Map<Integer, String> names, int id, String meaning) {
        if (names.size() < context.options.capacity().topicsMax() || names.containsKey(id)) {
            names.put(id, meaning);
        } else {
            refusesOthers = true;
        }
    }

    /** Whether the former meaning is none any more, or again what the configuration says. */
    private static boolean isOver(@Nullable String after, @Nullable String before) {
        return after == null || after.equals(before);
    }
}
