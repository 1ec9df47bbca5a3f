package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/*
 * A broker publishes a Will by its own rules when a connection breaks, which is nobody's doing here; so a connection
 * in which that happened, or in which the gateway's process ended, is not judged. And a Will of QoS 1 whose connection
 * ended before its acknowledgement came is sent again, with DUP, when the broker's session is resumed (MQTT 5 s.4.4).
 */
/** R4: a Will is published at most once for each connection of its device, and only when the device is lost. */
public final class WillOnce implements Invariant {
    private static final long NOTICE_NANOS = 10 * Moment.SECOND_NANOS;
    /** The longest Will delay, and some more. */
    private static final long DELAY_NANOS = 180 * Moment.SECOND_NANOS;

    private final Map<String, Known> records = new HashMap<>();
    /** What would be wrong, unless it turns out that the connection broke: the gateway notices later than the broker. */
    private final Map<String, Suspicion> suspicions = new LinkedHashMap<>();

    private boolean brokerAway;

    private record Suspicion(String what, long atNanos) {}

    private static final class Known {
        StateName state = StateName.DISCONNECTED;
        boolean excused;
        /** What happened to the connection before this one may still show for a while. */
        long excusedUntilNanos;

        /** Losses whose Will has not been published yet: it may have to wait for the broker. */
        int owed;

        boolean lost;
    }

    @Override
    public String id() {
        return "R4";
    }

    @Override
    public String statement() {
        return "a Will is published at most once, and only of a device that is lost";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        follow(event, nowNanos);
        for (Map.Entry<String, Suspicion> item : suspicions.entrySet()) {
            Suspicion suspicion = item.getValue();
            if (nowNanos - suspicion.atNanos() > NOTICE_NANOS || event instanceof WorldEvent.Ended) {
                return suspicion.what();
            }
        }
        return null;
    }

    private void follow(WorldEvent event, long nowNanos) {
        if (event instanceof WorldEvent.SessionStateChanged changed) {
            onState(changed, nowNanos);
        } else if (event instanceof WorldEvent.LegLost lost) {
            excuse(lost.clientId());
        } else if (event instanceof WorldEvent.BrokerSessionLost lost) {
            excuse(lost.clientId());
        } else if (event instanceof WorldEvent.GatewayCrashed) {
            List.copyOf(records.keySet()).forEach(this::excuse);
        } else if (event instanceof WorldEvent.BrokerWentAway) {
            brokerAway = true;
            List.copyOf(records.keySet()).forEach(this::excuse);
        } else if (event instanceof WorldEvent.BrokerCameBack) {
            brokerAway = false;
        } else if (event instanceof WorldEvent.WillPublished published && !published.again()) {
            String what = onWill(published.clientId(), nowNanos);
            if (what != null) {
                suspicions.putIfAbsent(published.clientId(), new Suspicion(what, nowNanos));
            }
        }
    }

    private void excuse(String clientId) {
        of(clientId).excused = true;
        suspicions.remove(clientId);
    }

    private Known of(String clientId) {
        return records.computeIfAbsent(clientId, c -> new Known());
    }

    private void onState(WorldEvent.SessionStateChanged changed, long nowNanos) {
        Known record = of(changed.clientId());
        boolean begins = changed.from() == StateName.CONNECTING && changed.to() == StateName.ACTIVE;
        if (begins && (record.state == StateName.DISCONNECTED || record.lost)) {
            record.excusedUntilNanos = record.excused ? nowNanos + DELAY_NANOS : record.excusedUntilNanos;
            record.excused = brokerAway;
            record.lost = false;
        }
        if (changed.to() == StateName.LOST) {
            record.lost = true;
            record.owed++;
        }
        if (changed.to() != StateName.CONNECTING) {
            record.state = changed.to();
        }
    }

    private @Nullable String onWill(String clientId, long nowNanos) {
        Known record = of(clientId);
        if (record.owed > 0) {
            record.owed--;
            return null;
        }
        if (record.excused || nowNanos < record.excusedUntilNanos) {
            return null;
        }
        return record.lost
                ? "the Will of " + clientId + " was published more than once for one loss"
                : "the Will of " + clientId + " was published, but it is " + record.state;
    }
}
