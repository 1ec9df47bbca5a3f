package org.sngateway.gateway.session;

import org.sngateway.codec.v12.Disconnect;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SessionCause;

/**
 * How one device's connection, and its session, come to an end: with or without a Will, with or without what the broker
 * keeps, and not before the broker has what the device was told is safe.
 */
final class SessionEnd {
    private final EngineContext context;
    private final Session session;

    private boolean removed;
    /** The session is over, here and at the broker; the record is there until the broker knows and has what it is owed. */
    private boolean over;

    SessionEnd(EngineContext context, Session session) {
        this.context = context;
        this.session = session;
    }

    /** The connection ends in order: no Will; a session that is not session.isClean() is kept for the next CONNECT (SN12-CLS-04). */
    void endConnection(long nowNanos, SessionCause cause) {
        session.uplink().mute();
        closeUpstream(nowNanos);
        session.enter(new SessionState.Disconnected(nowNanos), cause, nowNanos);
        afterConnection();
    }

    /** The device is lost: its Will goes out (SN12-KA-04, SN12-SLP-01). */
    void lose(long nowNanos, SessionCause cause) {
        session.uplink().mute();
        keepUnanswered(nowNanos);
        boolean closed = session.upstream()
                .closeWithWill(keepsBrokerSession(), !session.uplink().spool().isEmpty(), nowNanos);
        if (!context.options.capacity().keepWill()) {
            session.forgetWill();
        }
        session.traffic.onLoss(session.keepAlive().expectedNanos(session.state()));
        session.enter(new SessionState.Lost(nowNanos), cause, nowNanos);
        session.journal().dropHeld();
        session.downlink().freeze();
        session.unbind();
        if (closed) {
            afterConnection();
        }
    }

    /**
     * The broker is back after the device was lost: its Will goes out now, if it is owed.
     *
     * @return whether that was all that the leg was for
     */
    boolean payOwedWill() {
        if (!session.upstream().payOwedWill()) {
            return false;
        }
        if (session.state() instanceof SessionState.Connecting attempting) {
            // The device is coming back meanwhile; should that fail, the leg is not needed any more.
            attempting.attempt().brokerAsked = true;
            return false;
        }
        if (session.isConnected()) {
            // It is back already, and the leg is its new connection's.
            return false;
        }
        session.upstream().close(keepsBrokerSession());
        afterConnection();
        return true;
    }

    /**
     * Closes the leg, unless messages of the device are still to be handed over: the broker may not have answered for them,
     * and a device that comes back would repeat them.
     */
    private void closeUpstream(long nowNanos) {
        keepUnanswered(nowNanos);
        if (session.uplink().spool().isEmpty()) {
            session.upstream().close(keepsBrokerSession());
        } else {
            session.upstream().linger(session.isClean());
        }
    }

    private void keepUnanswered(long nowNanos) {
        if (!session.isClean()) {
            session.uplink().onConnectionEnds(nowNanos);
        }
    }

    /** The broker has answered for one of the messages that the device was told are safe. */
    void onSpoolProgress(long nowNanos) {
        session.connecting().onSpoolProgress(nowNanos);
        if (!session.uplink().spool().isEmpty() || removed) {
            return;
        }
        if (session.upstream().owesWill()) {
            if (session.upstream().isUp()) {
                payOwedWill();
            }
        } else if (session.state() instanceof SessionState.Connecting) {
            return;
        } else if (!session.isConnected()) {
            session.upstream().close(keepsBrokerSession());
            afterConnection();
        } else if (session.sleep().isOver()) {
            session.upstream().close(true);
        }
    }

    private void afterConnection() {
        session.unbind();
        session.connecting().forget();
        session.willUpdates().clear();
        session.downlink().freeze();
        session.sleep().forgetEnd();
        if (session.isClean()) {
            remove();
        }
    }

    /** A clean session ends with its connection, at the broker too; one that was never opened here is not ours to end. */
    boolean keepsBrokerSession() {
        return !session.isClean() || !session.wasConnected();
    }

    /** After a failed CONNECT: a record that never held a connection is not kept, nor is what a lost clean session left. */
    void forgetIfNothingStored() {
        boolean lostClean = session.isClean()
                && session.state() instanceof SessionState.Lost
                && !session.upstream().owesWill();
        if (!removed && (lostClean || !session.wasConnected())) {
            remove();
        }
    }

    private void remove() {
        if (removed) {
            return;
        }
        session.clearStored();
        session.unbind();
        if (!session.uplink().spool().isEmpty()) {
            // What the device was told is safe is not its session's: the record stays until the broker has it.
            stayUntilTheBrokerKnows();
            return;
        }
        session.upstream().close(keepsBrokerSession());
        removed = true;
        context.onTopicIdsUsed(session.topics().lastId());
        session.journal().onRemoved();
        context.sessions.remove(session);
    }

    private void stayUntilTheBrokerKnows() {
        session.journal().onSessionChanged();
        session.becomeClean();
        over = true;
        session.upstream().linger(true);
    }

    /** Whether there is no record any more. */
    boolean isRemoved() {
        return removed;
    }

    /** Whether only the record is left, of a session that is over. */
    boolean isOver() {
        return over;
    }

    /** The device is back, in a session of its own. */
    void onConnected() {
        over = false;
    }

    /** A record comes from the store that no connection and no session needs: the broker still has to be told. */
    void restoreOver() {
        over = true;
        if (session.uplink().spool().isEmpty()) {
            session.upstream().linger(true);
        }
    }

    /**
     * The leg of a session that is over has come up: its session at the broker ends with it.
     *
     * @return whether that was all
     */
    boolean finish() {
        boolean pending = over && !(session.state() instanceof SessionState.Connecting);
        if (!pending || !session.uplink().spool().isEmpty()) {
            return false;
        }
        remove();
        return true;
    }

    /** After a failed attempt: the leg as the restored state needs it. */
    void restoreUpstream(boolean brokerAsked, long nowNanos) {
        if (!brokerAsked) {
            return;
        }
        if (session.isConnected() && !session.sleep().isOver()
                || session.upstream().owesWill()) {
            session.upstream().restore(session.isClean(), session.storedWill().armed(), nowNanos);
        } else if (over) {
            session.upstream().linger(true);
        } else {
            closeUpstream(nowNanos);
        }
    }

    /** The broker does not want this device any more, or stayed away too long (SN12-STA-22, SN12-AMB-40). */
    void onBrokerGone(long nowNanos, SessionCause cause) {
        if (session.mayDeliver()) {
            session.send(Disconnect.PLAIN);
            endConnection(nowNanos, cause);
        } else if (session.state() instanceof SessionState.Asleep) {
            session.sleep().endAtWake(cause);
            closeUpstream(nowNanos);
        } else if (session.state() instanceof SessionState.Lost) {
            closeUpstream(nowNanos);
            afterConnection();
        } else {
            // Whom the broker does not let in any more cannot end a session there.
            finish();
        }
    }

    /**
     * An operator ends the connection. It is an end in order, of which the device is told, so no Will goes out: that is for a
     * device that nobody knows the fate of. A sleeper is told when it wakes (SN12-SLP-02), and lost if it does not.
     *
     * @return whether there was a connection
     */
    boolean kick(long nowNanos) {
        boolean wasConnecting = session.state() instanceof SessionState.Connecting;
        abandonAttempt(nowNanos);
        if (session.mayDeliver()) {
            session.send(Disconnect.PLAIN);
            endConnection(nowNanos, SessionCause.KICKED);
            return true;
        }
        if (session.state() instanceof SessionState.Asleep) {
            session.sleep().endAtWake(SessionCause.KICKED);
            closeUpstream(nowNanos);
            return true;
        }
        return wasConnecting;
    }

    /**
     * An operator ends the session as well, here and at the broker, with all that waits for the device. What the device was
     * told is safe still goes to the broker. Its Will does not go out, also one that is owed.
     */
    void forget(long nowNanos) {
        abandonAttempt(nowNanos);
        if (removed) {
            return;
        }
        session.uplink().mute();
        // Also what is on its way and waits for the store.
        session.journal().dropHeld();
        if (session.mayDeliver()) {
            session.send(Disconnect.PLAIN);
        }
        session.enter(new SessionState.Disconnected(nowNanos), SessionCause.FORGOTTEN, nowNanos);
        session.connecting().forget();
        session.sleep().forgetEnd();
        session.upstream().forgetWill();
        context.onMsgIdsUsed(session.downlink().msgIds().lastReserved());
        session.clearStored();
        session.unbind();
        stayUntilTheBrokerKnows();
        if (session.upstream().isUp()) {
            finish();
        }
    }

    /** Who is in the midst of a CONNECT is told that nothing comes of it. */
    private void abandonAttempt(long nowNanos) {
        if (session.state() instanceof SessionState.Connecting attempting) {
            context.outbox.send(attempting.attempt().peer, Disconnect.PLAIN);
            session.connecting().abandon(attempting, nowNanos);
        }
    }

    /** Nobody has asked for the session for too long. */
    void expire(long nowNanos) {
        session.enter(new SessionState.Disconnected(nowNanos), SessionCause.SESSION_EXPIRED, nowNanos);
        remove();
    }

    /** Our own bug showed in this session: it ends, the others go on. */
    void fail(long nowNanos) {
        if (session.state() instanceof SessionState.Connecting attempting) {
            Peer from = attempting.attempt().peer;
            context.outbox.send(from, Disconnect.PLAIN);
            context.sessions.unbind(session, from);
        }
        session.enter(new SessionState.Disconnected(nowNanos), SessionCause.INTERNAL_ERROR, nowNanos);
        session.send(Disconnect.PLAIN);
        remove();
    }
}
