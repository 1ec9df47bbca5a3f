package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/*
 * A CONNECT of a sleeper is a wake-up, unless the gateway is told to be strict (SN12-AMB-01), so what a CONNACK means depends on the state that the session had
 * before. It takes effect for others when CONNACK leaves, not when the session decides: what was decided before may be
 * held until the store has it, and leaves in order.
 */
/** Tells when a CONNACK begins a new connection, and whether it swept away what was stored of the session. */
final class Connections {

    /** What an accepted CONNECT was. */
    enum Start {
        /** The device came back from sleep: everything stays as it was. */
        WAKE_UP,
        /** A new connection that keeps the session. */
        RESUMED,
        /** A new connection, of whose session nothing is left. */
        CLEAN
    }

    private final Map<String, Boolean> lastConnectWasClean = new HashMap<>();
    private final Map<String, StateName> connectingFrom = new HashMap<>();
    private final Map<String, StateName> accepted = new HashMap<>();
    private final Set<String> cleanSessions = new HashSet<>();
    private boolean wakesOnConnect = true;

    /** What this event starts, or {@code null} when it is no CONNACK that starts anything. */
    @Nullable
    Start on(WorldEvent event) {
        if (event instanceof WorldEvent.Began began) {
            wakesOnConnect = began.engine().sleep().preserveOnConnect();
        } else if (event instanceof WorldEvent.GatewayReceived received
                && received.device() != null
                && received.message() instanceof Connect connect) {
            lastConnectWasClean.put(received.device(), connect.cleanSession());
        } else if (event instanceof WorldEvent.SessionStateChanged changed) {
            onState(changed);
        } else if (event instanceof WorldEvent.GatewayCrashed) {
            connectingFrom.clear();
            accepted.clear();
        } else if (event instanceof WorldEvent.GatewaySent sent
                && sent.message() instanceof ConnAck connAck
                && connAck.returnCode().isAccepted()
                && sent.device() != null
                && sent.clientId() != null) {
            return onAccepted(sent.device(), sent.clientId());
        }
        return null;
    }

    private void onState(WorldEvent.SessionStateChanged changed) {
        if (changed.to() == StateName.CONNECTING) {
            connectingFrom.put(changed.clientId(), changed.from());
        } else if (changed.from() == StateName.CONNECTING) {
            StateName origin = connectingFrom.remove(changed.clientId());
            if (changed.to() == StateName.ACTIVE) {
                accepted.put(changed.clientId(), origin == null ? StateName.DISCONNECTED : origin);
            }
        }
    }

    private @Nullable Start onAccepted(String device, String clientId) {
        StateName origin = accepted.remove(clientId);
        if (origin == null) {
            // A repeated CONNACK.
            return null;
        }
        boolean sleeper = origin == StateName.ASLEEP || origin == StateName.AWAKE;
        if (sleeper && wakesOnConnect) {
            return Start.WAKE_UP;
        }
        boolean wasClean = cleanSessions.remove(clientId) && !sleeper;
        boolean clean = Boolean.TRUE.equals(lastConnectWasClean.get(device));
        if (clean) {
            cleanSessions.add(clientId);
        }
        return clean || wasClean ? Start.CLEAN : Start.RESUMED;
    }

    /** Whether the session of this client ends with its connection. */
    boolean isClean(String clientId) {
        return cleanSessions.contains(clientId);
    }
}
