package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicUpd;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.StoredSession;
import org.sngateway.simulator.world.WorldEvent;

import java.util.HashMap;
import java.util.Map;

/** How long each client has promised to be silent at most, when it was last heard, and whether it has a Will. */
final class Supervision {
    /** What was heard so shortly before a crash may not have been stored, and nobody promised that it was. */
    private static final long UNSTORED_NANOS = 2 * Moment.SECOND_NANOS;

    /** One client. */
    static final class Watched {
        StateName state = StateName.DISCONNECTED;
        boolean stateKnown;
        boolean clean;
        int keepAliveSeconds;
        int sleepSeconds;
        long heardNanos;
        boolean will;
        /** A CONNECT was heard that has not been accepted: what it replaces does not count any more. */
        boolean connectPending;

        /** The longest silence that was announced for the present state; 0 for none. */
        int promisedSeconds() {
            return state == StateName.ASLEEP || state == StateName.AWAKE ? sleepSeconds : keepAliveSeconds;
        }
    }

    private final Map<String, Watched> byClient = new HashMap<>();
    private final Map<String, Connect> offered = new HashMap<>();
    private final Map<String, Boolean> offeredWill = new HashMap<>();
    private int sleepSecondsMax = Integer.MAX_VALUE;
    private long crashedNanos;

    Watched of(String clientId) {
        return byClient.computeIfAbsent(clientId, c -> new Watched());
    }

    void on(WorldEvent event, long nowNanos) {
        if (event instanceof WorldEvent.GatewayReceived received && received.clientId() != null) {
            onReceived(received, received.clientId(), nowNanos);
        } else if (event instanceof WorldEvent.GatewaySent sent
                && sent.clientId() != null
                && sent.message() instanceof ConnAck connAck
                && connAck.returnCode().isAccepted()) {
            onAccepted(sent.clientId());
        } else if (event instanceof WorldEvent.Began began) {
            sleepSecondsMax = began.engine().sleep().durationSecondsMax();
        } else if (event instanceof WorldEvent.SessionStateChanged changed) {
            Watched watched = of(changed.clientId());
            if (changed.from() == StateName.AWAKE && changed.to() == StateName.ASLEEP) {
                watched.heardNanos = nowNanos;
            }
            watched.state = changed.to();
            watched.stateKnown = true;
        } else if (event instanceof WorldEvent.StoreRead read) {
            read.clients().forEach(client -> onStored(client.session()));
        } else if (event instanceof WorldEvent.GatewayCrashed) {
            crashedNanos = nowNanos;
            for (Watched watched : byClient.values()) {
                watched.state = watched.state == StateName.AWAKE ? StateName.ASLEEP : watched.state;
                watched.stateKnown &= watched.state != StateName.CONNECTING;
            }
        }
    }

    private void onStored(StoredSession stored) {
        Watched watched = byClient.get(stored.clientId());
        if (watched != null
                && stored.state() == StateName.ASLEEP
                && watched.heardNanos > crashedNanos - UNSTORED_NANOS) {
            watched.heardNanos = Math.min(watched.heardNanos, stored.sinceNanos());
        }
    }

    private void onReceived(WorldEvent.GatewayReceived received, String clientId, long nowNanos) {
        Watched watched = of(clientId);
        watched.heardNanos = nowNanos;
        if (received.message() instanceof Connect connect) {
            offered.put(clientId, connect);
            watched.connectPending = true;
            offeredWill.put(clientId, connect.will());
        } else if (received.message() instanceof WillTopic willTopic) {
            offeredWill.put(clientId, !willTopic.topic().isEmpty());
        } else if (received.message() instanceof WillTopicUpd) {
            // Whether and when it takes effect is not followed: no promise is derived from it.
            watched.will = false;
        } else if (received.message() instanceof Disconnect disconnect && disconnect.durationSeconds() > 0) {
            watched.sleepSeconds = Math.min(disconnect.durationSeconds(), sleepSecondsMax);
        }
    }

    private void onAccepted(String clientId) {
        Connect connect = offered.get(clientId);
        if (connect != null) {
            Watched watched = of(clientId);
            watched.connectPending = false;
            watched.keepAliveSeconds = connect.durationSeconds();
            watched.clean = connect.cleanSession();
            if (connect.will()) {
                watched.will = Boolean.TRUE.equals(offeredWill.get(clientId));
            } else if (connect.cleanSession()) {
                watched.will = false;
            }
        }
    }

    @Nullable
    Watched known(String clientId) {
        return byClient.get(clientId);
    }
}
