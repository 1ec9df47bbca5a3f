package org.sngateway.gateway.session;

import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.port.StoredSession;

/**
 * What of a session is stored, and in what state a stored one goes on (SN12-CLS-09). A sleeper's time goes on where it was: should it have run out
 * meanwhile, the device is found lost after one more T_retry, in which it can repeat what nobody answered. An active device may have been answered by nobody while there was no
 * gateway, so its time begins anew.
 */
final class Restoration {
    private Restoration() {}

    /** What is to be stored of a session. */
    static StoredSession recordOf(Session session) {
        SessionState stored = session.state().stored();
        long since = session.keepAlive().lastHeardNanos();
        int sleepSeconds = 0;
        if (stored instanceof SessionState.Asleep asleep) {
            sleepSeconds = asleep.durationSeconds();
        } else if (stored instanceof SessionState.Disconnected disconnected) {
            since = disconnected.sinceNanos();
        } else if (stored instanceof SessionState.Lost lost) {
            since = lost.sinceNanos();
        }
        return new StoredSession(
                session.clientId(),
                session.isClean(),
                stored.name(),
                since,
                sleepSeconds,
                session.keepAlive().seconds(),
                session.storedPeer(),
                session.topics().lastId(),
                session.downlink().msgIds().lastReserved(),
                session.storedWill(),
                session.upstream().owedWill());
    }

    /** Everything that is to be stored of a session, in the order in which a store has it. */
    static StoredClient contentOf(Session session) {
        return new StoredClient(
                recordOf(session),
                session.topics().stored(),
                session.subscribing().stored(),
                session.uplink().received(),
                session.uplink().spool().stored(),
                session.downlink().queue().stored());
    }

    static void restore(Session session, StoredClient stored, boolean allowed, long nowNanos) {
        StoredSession record = stored.session();
        // A clock that was set back meanwhile must not make a device wait for years.
        long since = Math.min(record.sinceNanos(), nowNanos);
        SessionState state = switch (record.state()) {
            case ACTIVE, CONNECTING -> SessionState.Active.INSTANCE;
            case ASLEEP, AWAKE -> new SessionState.Asleep(record.sleepSeconds());
            case DISCONNECTED -> new SessionState.Disconnected(since);
            case LOST -> new SessionState.Lost(since);
        };
        boolean connected = state instanceof SessionState.Active || state instanceof SessionState.Asleep;
        if (connected && !allowed) {
            state = new SessionState.Disconnected(nowNanos);
        }
        session.restore(stored, state, state instanceof SessionState.Asleep ? since : nowNanos, nowNanos);
    }
}
