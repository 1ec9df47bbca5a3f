package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.Map;

/*
 * Between two arrivals of one message something may have happened that takes the memory of the first away from somebody
 * who needs it, and a second arrival is then nobody's fault: the gateway's process ended; the broker lost the session,
 * and with it the packet id of an exchange under way; the device began a new connection or the session ended, which
 * leaves the device free to send anew what it had no answer for.
 */
/**
 * S2: a QoS 2 message reaches the broker once, as long as gateway, broker session and connection live. That it arrives
 * at all is {@link AcknowledgedUplinkArrives}.
 */
public final class ExactlyOnceUplink implements Invariant {
    private final DeliveryLedger ledger;
    private final Connections connections = new Connections();
    /** The event at which a client was last excused, and the one at which a key last arrived, as numbers of events. */
    private final Map<String, Long> excused = new HashMap<>();

    private final Map<String, Long> arrived = new HashMap<>();
    private long events;
    private long allExcused;

    public ExactlyOnceUplink(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String id() {
        return "S2";
    }

    @Override
    public String statement() {
        return "a QoS 2 uplink message reaches the broker exactly once while gateway and connection live";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        events++;
        Connections.Start start = connections.on(event);
        if (start != null && event instanceof WorldEvent.GatewaySent sent && sent.clientId() != null) {
            if (start != Connections.Start.WAKE_UP) {
                excused.put(sent.clientId(), events);
            }
        } else if (event instanceof WorldEvent.GatewayCrashed) {
            allExcused = events;
        } else if (event instanceof WorldEvent.BrokerSessionLost lost) {
            excused.put(lost.clientId(), events);
        } else if (event instanceof WorldEvent.SessionStateChanged changed
                && (changed.to() == StateName.DISCONNECTED || changed.to() == StateName.LOST)) {
            excused.put(changed.clientId(), events);
        } else if (event instanceof WorldEvent.BrokerGot got && got.qos() == Qos.TWO) {
            return onArrived(got);
        }
        return null;
    }

    private @Nullable String onArrived(WorldEvent.BrokerGot got) {
        Long before = arrived.put(got.key(), events);
        UplinkEntry entry = ledger.uplink(got.key());
        if (before == null || entry == null) {
            return null;
        }
        long excuse = Math.max(allExcused, excused.getOrDefault(got.clientId(), 0L));
        return excuse > before ? null : entry + " reached the broker " + entry.gotByBroker + " times";
    }
}
