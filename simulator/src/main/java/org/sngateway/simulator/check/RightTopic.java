package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.Map;

/**
 * R2: every message arrives under the name under which it was published, with its QoS and from whom it was. A message under the
 * wrong name is worse than one that is lost (MQTT-SN 1.2 s.7.3). An uplink message that left the device before its last
 * clean CONNECT is excused, as is one of a device with a double: its id may mean another name by now, and no gateway can
 * tell.
 */
public final class RightTopic implements Invariant {
    private final DeliveryLedger ledger;
    private final Connections connections = new Connections();
    private final Fleet fleet = new Fleet();
    private final Map<String, Long> cleanedNanos = new HashMap<>();

    public RightTopic(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String id() {
        return "R2";
    }

    @Override
    public String statement() {
        return "a message arrives under the name, at the QoS and for the client that it was published with";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        Connections.Start start = connections.on(event);
        fleet.on(event, nowNanos);
        if (start == Connections.Start.CLEAN
                && event instanceof WorldEvent.GatewaySent sent
                && sent.clientId() != null) {
            cleanedNanos.put(sent.clientId(), nowNanos);
        } else if (event instanceof WorldEvent.BrokerGot got) {
            return onBrokerGot(got);
        } else if (event instanceof WorldEvent.DeviceGot got) {
            return onDeviceGot(got);
        }
        return null;
    }

    private @Nullable String onBrokerGot(WorldEvent.BrokerGot got) {
        UplinkEntry entry = ledger.uplink(got.key());
        if (entry == null || entry.qos == Qos.MINUS_ONE) {
            return null;
        }
        if (!entry.clientId.equals(got.clientId())) {
            return entry + " reached the broker as a message of " + got.clientId();
        }
        boolean excused = fleet.isShared(entry.clientId)
                || cleanedNanos.getOrDefault(entry.clientId, Long.MIN_VALUE) >= entry.publishedNanos;
        if (!excused && (!entry.topic.equals(got.topic()) || entry.qos != got.qos())) {
            return entry + " reached the broker on " + got.topic() + " with QoS " + got.qos();
        }
        return null;
    }

    private @Nullable String onDeviceGot(WorldEvent.DeviceGot got) {
        DownlinkEntry entry = ledger.downlink(got.clientId(), got.key());
        if (entry != null && (!entry.topic.equals(got.topic()) || !entry.levels.contains(got.qos()))) {
            return entry + " reached " + got.device() + " on " + got.topic() + " with QoS " + got.qos();
        }
        return null;
    }
}
