package org.sngateway.gateway.session;

import org.sngateway.codec.v12.PingReq;
import org.sngateway.gateway.session.port.SessionCause;

/** When something is due in one session, and what then (SN12-KA, SN12-SLP-01, SN12-AMB-40). */
final class Deadlines {
    private final EngineContext context;
    private final Session session;

    Deadlines(EngineContext context, Session session) {
        this.context = context;
        this.session = session;
    }

    long nextDeadlineNanos() {
        long ofParts = Math.min(
                session.downlink().nextDeadlineNanos(), session.upstream().nextDeadlineNanos());
        return Math.min(Math.min(ofParts, stateDeadlineNanos()), awayDeadlineNanos());
    }

    /** When the state itself runs out. */
    long stateDeadlineNanos() {
        SessionState state = session.state();
        if (session.isConnected()) {
            return session.keepAlive().deadlineNanos(state);
        }
        if (state instanceof SessionState.Connecting attempting) {
            return attempting.attempt().startedNanos + context.options.timing().transactionNanos();
        }
        if (session.upstream().owesWill() || !session.uplink().spool().isEmpty()) {
            return Timed.NEVER;
        }
        long since = state instanceof SessionState.Lost lost
                ? lost.sinceNanos()
                : ((SessionState.Disconnected) state).sinceNanos();
        return since + context.options.capacity().sessionNanos();
    }

    private long awayDeadlineNanos() {
        boolean waiting = session.isConnected() && !session.sleep().isOver()
                || session.state() instanceof SessionState.Lost
                        && session.upstream().owesWill();
        return waiting ? session.upstream().awayDeadlineNanos() : Timed.NEVER;
    }

    void onTime(long nowNanos) {
        session.upstream().onTime(nowNanos);
        session.downlink().onTime(nowNanos);
        if (nowNanos >= awayDeadlineNanos()) {
            session.end().onBrokerGone(nowNanos, SessionCause.BROKER_GONE);
        }
        if (!session.isRemoved() && nowNanos >= stateDeadlineNanos()) {
            onStateExpired(nowNanos);
        }
    }

    private void onStateExpired(long nowNanos) {
        SessionState state = session.state();
        if (state instanceof SessionState.Active && session.keepAlive().isProbeDue()) {
            session.keepAlive().onProbed();
            session.send(PingReq.EMPTY);
        } else if (state instanceof SessionState.Active) {
            session.end().lose(nowNanos, SessionCause.KEEP_ALIVE_EXPIRED);
        } else if (session.isConnected()) {
            session.end().lose(nowNanos, SessionCause.SLEEP_EXPIRED);
        } else if (state instanceof SessionState.Connecting attempting) {
            session.connecting().onHandshakeTimeout(attempting, nowNanos);
        } else {
            session.end().expire(nowNanos);
        }
    }
}
