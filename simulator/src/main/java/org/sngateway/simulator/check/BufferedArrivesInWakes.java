package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.Map;

/*
 * Held to this is a session whose only device is there and takes part: a sleeper that has completed three wakes since
 * everything healed and the message was queued, or a device that has been active for two minutes on end. Where a wake
 * delivers a limited number of messages only, sleepers are left out.
 */
/** L1: after healing, every QoS 1 or 2 message that waits for a device arrives within three wakes, or is given up with a reason. */
public final class BufferedArrivesInWakes implements Invariant {
    private static final int WAKES_MAX = 3;
    private static final long ACTIVE_NANOS = 120 * Moment.SECOND_NANOS;

    private final DeliveryLedger ledger;
    private final Fleet fleet = new Fleet();
    private final Healing healing = new Healing();
    private final LostCounts lostCounts = new LostCounts();
    private final Map<String, Attendance> attendances = new HashMap<>();
    private boolean wakesAreLimited;

    /** What a session did lately. */
    private static final class Attendance {
        StateName state = StateName.DISCONNECTED;
        long activeSinceNanos = Long.MAX_VALUE;
        final long[] wakesNanos = new long[WAKES_MAX];

        void onWake(long nowNanos) {
            System.arraycopy(wakesNanos, 0, wakesNanos, 1, WAKES_MAX - 1);
            wakesNanos[0] = nowNanos;
        }

        boolean hadItsChance(long sinceNanos, long nowNanos, boolean countsWakes) {
            if (state == StateName.ACTIVE) {
                return nowNanos - Math.max(sinceNanos, activeSinceNanos) > ACTIVE_NANOS;
            }
            return countsWakes && state == StateName.ASLEEP && wakesNanos[WAKES_MAX - 1] > sinceNanos;
        }
    }

    public BufferedArrivesInWakes(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String id() {
        return "L1";
    }

    @Override
    public String statement() {
        return "after healing, what waits for a device arrives within three wakes";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        fleet.on(event, nowNanos);
        healing.on(event, nowNanos);
        lostCounts.on(event);
        if (event instanceof WorldEvent.Began began) {
            wakesAreLimited = began.engine().sleep().messagesPerWakeMax() > 0;
        } else if (event instanceof WorldEvent.SessionStateChanged changed) {
            Attendance attendance = of(changed.clientId());
            attendance.state = changed.to();
            attendance.activeSinceNanos = changed.to() == StateName.ACTIVE ? nowNanos : Long.MAX_VALUE;
        } else if (event instanceof WorldEvent.GatewaySent sent
                && sent.clientId() != null
                && sent.message() instanceof PingResp) {
            of(sent.clientId()).onWake(nowNanos);
        } else if (event instanceof WorldEvent.Ended) {
            return onEnd(nowNanos);
        }
        return null;
    }

    private Attendance of(String clientId) {
        return attendances.computeIfAbsent(clientId, c -> new Attendance());
    }

    private @Nullable String onEnd(long nowNanos) {
        if (!healing.isSettled(nowNanos)) {
            return null;
        }
        for (DownlinkEntry entry : ledger.downlinks()) {
            long sinceNanos = Math.max(entry.queuedNanos, healing.settledNanos());
            if (entry.qos != Qos.ZERO
                    && !entry.isSettled()
                    && (entry.confirmed || !entry.command)
                    && !lostCounts.excuse(entry)
                    && isReachable(entry.clientId)
                    && of(entry.clientId).hadItsChance(sinceNanos, nowNanos, !wakesAreLimited)) {
                return entry + " has waited since " + Moment.text(entry.queuedNanos)
                        + " for a device that was there: session " + of(entry.clientId).state;
            }
        }
        return null;
    }

    private boolean isReachable(String clientId) {
        Fleet.Member member = fleet.ofClient(clientId);
        return member != null && !member.vanished && !fleet.isShared(clientId);
    }
}
