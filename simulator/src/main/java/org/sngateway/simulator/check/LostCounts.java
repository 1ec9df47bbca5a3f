package org.sngateway.simulator.check;

import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashSet;
import java.util.Set;

/**
 * Clients whose count of message ids is lost: they were forgotten, with all that the store had of them, and the gateway's
 * process ended since. A device that goes on may take a new QoS 2 message for one that it knows under its id.
 */
final class LostCounts {
    private final Set<String> forgotten = new HashSet<>();
    private final Set<String> lost = new HashSet<>();

    void on(WorldEvent event) {
        if (event instanceof WorldEvent.OperatorAsked asked && asked.isForget()) {
            forgotten.add(asked.clientId());
        } else if (event instanceof WorldEvent.GatewayCrashed) {
            lost.addAll(forgotten);
        }
    }

    boolean excuse(DownlinkEntry entry) {
        return entry.qos == Qos.TWO && lost.contains(entry.clientId);
    }
}
