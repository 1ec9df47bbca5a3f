package org.sngateway.gateway.session;

import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SessionCause;

import java.util.List;

/**
 * The walk through the sessions of one shard after its options, topics or rules were changed: each copies anew what it had
 * copied. Until it comes to a session, that one goes on as before; sessions that begin meanwhile need no visit. Confined to
 * the shard's thread; holds it as long as {@link #next} takes.
 */
public final class EngineRenewal {

    /** What has to be done around a visit, as around every input. */
    interface Visits {
        void visit(Session session, Runnable renewal, long nowNanos);
    }

    private final EngineContext context;
    private final Visits visits;
    private final List<Session> sessions;
    private final List<Integer> changedIds;
    private int position;
    private int keeping;

    EngineRenewal(EngineContext context, Visits visits, List<Session> sessions, List<Integer> changedIds) {
        this.context = context;
        this.visits = visits;
        this.sessions = sessions;
        this.changedIds = changedIds;
    }

    public boolean isDone() {
        return position >= sessions.size();
    }

    /** Goes on until about {@code lookups} topic ids were looked at, a session counting as one. */
    public void next(int lookups, long nowNanos) {
        int left = lookups;
        while (left > 0 && !isDone()) {
            Session session = sessions.get(position++);
            left -= 1 + changedIds.size();
            if (!session.isRemoved()) {
                visits.visit(session, () -> renew(session, nowNanos), nowNanos);
                keeping += session.predefined().isKeeping() ? 1 : 0;
            }
        }
    }

    /** How many of the sessions visited so far use a predefined id as before, until their next CONNECT. */
    public int keeping() {
        return keeping;
    }

    private void renew(Session session, long nowNanos) {
        EngineOptions.Capacity capacity = context.options.capacity();
        boolean mayUseIds = session.isConnected() || session.state() instanceof SessionState.Connecting;
        session.predefined().renew(mayUseIds, changedIds);
        session.keepAlive().renew(context.options.timing());
        session.topics().renew(capacity.topicsMax(), context.predefined);
        session.subscriptions().limit(capacity.subscriptionsMax());
        session.uplink().renew();
        session.downlink().renew();
        if (session.state() instanceof SessionState.Connecting attempting) {
            renewAttempt(session, attempting, nowNanos);
        }
        Peer peer = session.lastPeerOrNull();
        if (peer != null && !session.isRemoved()) {
            renewProfile(session, peer, nowNanos);
        }
    }

    private void renewAttempt(Session session, SessionState.Connecting attempting, long nowNanos) {
        ClientProfile changed = context.ports.clients().profileOf(session.clientId(), attempting.attempt().peer);
        if (changed == null) {
            session.connecting().onHandshakeTimeout(attempting, nowNanos);
        } else {
            attempting.attempt().profile = changed;
        }
    }

    /** Who may not connect any more is told so; a sleeper is when it wakes. */
    private void renewProfile(Session session, Peer peer, long nowNanos) {
        ClientProfile changed = context.ports.clients().profileOf(session.clientId(), peer);
        if (changed != null) {
            session.adopt(changed);
        } else if (session.isConnected()) {
            session.end().onBrokerGone(nowNanos, SessionCause.NOT_ALLOWED);
        }
    }
}
