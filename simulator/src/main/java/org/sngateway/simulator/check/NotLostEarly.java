package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/*
 * The session may follow another address than the one that the device is heard from: after a move, or with a double. Such
 * devices are left out. A CONNECT that failed is not looked into either: it may have replaced what was promised.
 */
/** R5: no device is declared lost before the time has passed for which it said that it would be silent at most. */
public final class NotLostEarly implements Invariant {
    private final Fleet fleet = new Fleet();
    private final Supervision supervision = new Supervision();
    private final Map<String, Long> movedNanos = new HashMap<>();
    /** A gateway that ended while its disk was full has forgotten when it last heard those who are not in here. */
    private final Set<String> heardSince = new HashSet<>();

    private boolean crashedFull;
    private long fullUntilNanos = Long.MIN_VALUE;

    @Override
    public String id() {
        return "R5";
    }

    @Override
    public String statement() {
        return "no device is declared lost before its announced time has passed";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        String wrong = event instanceof WorldEvent.SessionStateChanged changed && changed.to() == StateName.LOST
                ? onLost(changed, nowNanos)
                : null;
        fleet.on(event, nowNanos);
        supervision.on(event, nowNanos);
        followDisk(event, nowNanos);
        if (event instanceof WorldEvent.DeviceMoved moved) {
            movedNanos.put(moved.clientId(), nowNanos);
        } else if (event instanceof WorldEvent.SessionStateChanged changed && changed.to() == StateName.ACTIVE) {
            movedNanos.remove(changed.clientId());
        }
        return wrong;
    }

    private void followDisk(WorldEvent event, long nowNanos) {
        if (event instanceof WorldEvent.DiskFilled filled) {
            fullUntilNanos = Math.max(fullUntilNanos, nowNanos + filled.lastsNanos());
        } else if (event instanceof WorldEvent.GatewayCrashed && nowNanos < fullUntilNanos) {
            crashedFull = true;
            heardSince.clear();
        } else if (event instanceof WorldEvent.GatewayReceived received && received.clientId() != null) {
            heardSince.add(received.clientId());
        }
    }

    private @Nullable String onLost(WorldEvent.SessionStateChanged changed, long nowNanos) {
        String clientId = changed.clientId();
        Supervision.Watched watched = supervision.known(clientId);
        if (watched == null
                || changed.from() == StateName.CONNECTING
                || watched.connectPending
                || fleet.isShared(clientId)
                || crashedFull && !heardSince.contains(clientId)
                || movedNanos.containsKey(clientId)) {
            return null;
        }
        int promised = changed.from() == StateName.ACTIVE ? watched.keepAliveSeconds : watched.sleepSeconds;
        long silentNanos = nowNanos - watched.heardNanos;
        if (promised > 0 && silentNanos < promised * Moment.SECOND_NANOS) {
            return clientId + " was declared lost after a silence of " + Moment.text(silentNanos)
                    + ", but it had announced " + promised + " s when it became " + changed.from();
        }
        return null;
    }
}
