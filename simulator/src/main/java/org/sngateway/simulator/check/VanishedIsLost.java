package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.EngineOptions;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/*
 * The bound is the longest that the rules allow: the tolerance on top of the announced time (SN12-KA-03), one probe, a wake
 * that runs out of repetitions first, and time for the broker's connection to come back. It counts from when the device
 * was last heard, from the last start of the gateway, and from the healing, whichever is latest. A session that is not
 * supervised, or that ended otherwise meanwhile, is let go, as is a device with a double.
 */
/** L3: a device that vanishes without a word is declared lost, and its Will is published, within the bound. */
public final class VanishedIsLost implements Invariant {
    private static final long SLACK_NANOS = 60 * Moment.SECOND_NANOS;

    private final Fleet fleet = new Fleet();
    private final Healing healing = new Healing();
    private final Supervision supervision = new Supervision();
    private final Map<String, Missing> missing = new LinkedHashMap<>();
    private final Set<String> willsOut = new HashSet<>();
    private @Nullable EngineOptions options;
    private long startedNanos;

    private static final class Missing {
        boolean lost;
        long lostNanos;
        boolean will;
        boolean needsWill;
    }

    @Override
    public String id() {
        return "L3";
    }

    @Override
    public String statement() {
        return "a vanished device becomes lost and its Will is published within the bound";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        fleet.on(event, nowNanos);
        healing.on(event, nowNanos);
        supervision.on(event, nowNanos);
        if (event instanceof WorldEvent.Began began) {
            options = began.engine();
        } else if (event instanceof WorldEvent.DeviceVanished vanished) {
            onVanished(vanished.clientId());
        } else if (event instanceof WorldEvent.GatewayStarted) {
            startedNanos = nowNanos;
        } else if (event instanceof WorldEvent.GatewayCrashed) {
            onCrash();
        } else if (event instanceof WorldEvent.WillPublished published) {
            onWill(published.clientId());
        } else if (event instanceof WorldEvent.GatewayReceived received && received.clientId() != null) {
            onReceived(received.clientId());
        } else if (event instanceof WorldEvent.SessionStateChanged changed) {
            onState(changed, nowNanos);
        }
        return healing.isSettled(nowNanos) ? overdue(nowNanos) : null;
    }

    private void onVanished(String clientId) {
        Supervision.Watched watched = supervision.known(clientId);
        if (watched == null || !watched.stateKnown || fleet.isShared(clientId)) {
            return;
        }
        boolean connected = watched.state == StateName.ACTIVE
                || watched.state == StateName.ASLEEP
                || watched.state == StateName.AWAKE;
        if (connected && watched.promisedSeconds() > 0) {
            Missing entry = new Missing();
            entry.needsWill = watched.will;
            entry.will = willsOut.contains(clientId);
            missing.put(clientId, entry);
        }
    }

    private void onCrash() {
        missing.keySet().removeIf(clientId -> {
            Supervision.Watched watched = supervision.of(clientId);
            // Nobody promised to remember it; its Will is the broker's.
            return watched.clean && watched.state == StateName.ACTIVE;
        });
    }

    private void onWill(String clientId) {
        Missing entry = missing.get(clientId);
        if (entry != null) {
            entry.will = true;
        } else {
            willsOut.add(clientId);
        }
    }

    /** A change or the end of its Will may have been on its way when it vanished. */
    private void onReceived(String clientId) {
        Missing entry = missing.get(clientId);
        if (entry != null) {
            entry.needsWill &= supervision.of(clientId).will;
        }
    }

    private void onState(WorldEvent.SessionStateChanged changed, long nowNanos) {
        if (changed.to() == StateName.ACTIVE) {
            willsOut.remove(changed.clientId());
        }
        Missing entry = missing.get(changed.clientId());
        if (entry == null) {
            return;
        }
        if (changed.to() == StateName.LOST) {
            entry.lost = true;
            entry.lostNanos = nowNanos;
        } else if (changed.to() == StateName.DISCONNECTED || changed.to() == StateName.ACTIVE) {
            // The broker refused it, or a datagram of its past was still on its way.
            missing.remove(changed.clientId());
        }
    }

    private @Nullable String overdue(long nowNanos) {
        for (Map.Entry<String, Missing> item : missing.entrySet()) {
            Missing entry = item.getValue();
            boolean done = entry.lost && (entry.will || !entry.needsWill);
            if (!done && nowNanos > boundNanos(item.getKey(), entry) && !fleet.isShared(item.getKey())) {
                return item.getKey() + " has vanished, was last heard at "
                        + Moment.text(supervision.of(item.getKey()).heardNanos)
                        + (entry.lost ? ", is lost, but its Will was not published" : " and is not declared lost");
            }
        }
        return null;
    }

    private long boundNanos(String clientId, Missing entry) {
        if (entry.lost) {
            // The broker has yet to hear of it.
            return Math.max(entry.lostNanos, healing.settledNanos()) + SLACK_NANOS;
        }
        Supervision.Watched watched = supervision.of(clientId);
        EngineOptions known = options;
        long repeatsNanos = known == null
                ? SLACK_NANOS
                : known.timing().retryNanos() * (known.timing().retriesMax() + 2L);
        long silenceNanos = known == null
                ? 2L * watched.promisedSeconds() * Moment.SECOND_NANOS
                : known.timing().tolerance().supervisionNanos(watched.promisedSeconds());
        long fromNanos = Math.max(watched.heardNanos, startedNanos) + silenceNanos + repeatsNanos;
        return Math.max(fromNanos, healing.settledNanos()) + SLACK_NANOS;
    }
}
