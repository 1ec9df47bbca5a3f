package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.WillMsg;
import org.sngateway.codec.v12.WillMsgReq;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicReq;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SessionCause;
import org.sngateway.gateway.session.port.StoredWill;

/**
 * From CONNECT to CONNACK (MQTT-SN 1.2 s.6.2, 6.3; SN12-CONN, SN12-CLS): the Will handshake, the leg to the broker, and
 * what of the stored session survives. Every message of the device may be repeated and gets the same answer.
 */
final class ConnectFlow {
    private final EngineContext context;
    private final Session session;

    // lives as long as the connection
    private @Nullable Connect acceptedConnect;
    private long acceptedNanos;
    private boolean heardSinceAccepted;

    ConnectFlow(EngineContext context, Session session) {
        this.context = context;
        this.session = session;
    }

    /** A CONNECT for this client id that admission let through. */
    void onConnect(Connect connect, Peer peer, ClientProfile profile, long nowNanos) {
        SessionState state = session.state();
        if (state instanceof SessionState.Connecting connecting) {
            if (connecting.attempt().isRepeatedBy(connect, peer)) {
                repeatRequest(connecting.attempt());
                return;
            }
            leave(connecting.attempt());
            ConnectAttempt attempt = new ConnectAttempt(connect, peer, profile, session.storedWill(), nowNanos);
            attempt.brokerAsked = connecting.attempt().brokerAsked;
            begin(attempt, connecting.previous(), nowNanos);
        } else if (isRepetition(connect, peer, nowNanos)) {
            session.onHeard(nowNanos);
            session.send(new ConnAck(ReturnCode.ACCEPTED));
        } else {
            begin(new ConnectAttempt(connect, peer, profile, session.storedWill(), nowNanos), state, nowNanos);
        }
    }

    /** Whether this CONNECT only repeats one that is being dealt with, or was accepted a moment ago. */
    boolean isKnown(Connect connect, Peer peer, long nowNanos) {
        return session.state() instanceof SessionState.Connecting connecting
                ? connecting.attempt().isRepeatedBy(connect, peer)
                : isRepetition(connect, peer, nowNanos);
    }

    /** A retransmission: the same CONNECT, nothing else in between, and CONNACK may have been lost (SN12-AMB-02). */
    private boolean isRepetition(Connect connect, Peer peer, long nowNanos) {
        return session.state() instanceof SessionState.Active
                && connect.equals(acceptedConnect)
                && peer.equals(session.peerOrNull())
                && !heardSinceAccepted
                && nowNanos - acceptedNanos < context.options.timing().transactionNanos();
    }

    private void repeatRequest(ConnectAttempt attempt) {
        switch (attempt.step) {
            case WILL_TOPIC -> send(attempt, new WillTopicReq());
            case WILL_MESSAGE -> send(attempt, new WillMsgReq());
            case BROKER -> {
                // The broker's answer will be the device's.
            }
        }
    }

    /** To who is connecting, and is not the session's device yet. */
    private void send(ConnectAttempt attempt, SnMessage message) {
        session.traffic.sent(message);
        context.outbox.send(attempt.peer, message);
    }

    private void begin(ConnectAttempt attempt, SessionState previous, long nowNanos) {
        Connect connect = attempt.connect;
        attempt.cleans = !isWakeUp(previous) && (connect.cleanSession() || endedClean(previous));
        if (attempt.cleans && !connect.will()) {
            attempt.will = StoredWill.NONE;
        }
        if (attempt.peer.equals(session.peerOrNull())) {
            session.onHeard(nowNanos);
        }
        // Until the CONNECT is answered nothing is repeated: not to a device that has forgotten it, not to a sleeper.
        session.downlink().freeze();
        session.enter(new SessionState.Connecting(attempt, previous), SessionCause.CONNECT, nowNanos);
        context.sessions.bind(session, attempt.peer, nowNanos);
        if (connect.will()) {
            send(attempt, new WillTopicReq());
        } else {
            proceed(attempt, previous, nowNanos);
        }
    }

    /** Whether what is stored belongs to a clean session whose connection is over: replaced now, or lost (SN12-CLS-05). */
    private boolean endedClean(SessionState previous) {
        boolean connectionIsOver = previous instanceof SessionState.Active || previous instanceof SessionState.Lost;
        return connectionIsOver && session.isClean() || session.end().isOver();
    }

    private boolean isWakeUp(SessionState previous) {
        boolean sleeper = previous instanceof SessionState.Asleep || previous instanceof SessionState.Awake;
        return sleeper && context.options.sleep().preserveOnConnect();
    }

    void onWillTopic(WillTopic willTopic, SessionState.Connecting state, long nowNanos) {
        ConnectAttempt attempt = state.attempt();
        if (attempt.step == ConnectAttempt.Step.BROKER) {
            return;
        }
        if (willTopic.topic().isEmpty()) {
            attempt.will = StoredWill.NONE;
            proceed(attempt, state.previous(), nowNanos);
            return;
        }
        String topic = TopicNames.name(willTopic.topic());
        boolean allowed = topic != null && TopicFilters.permits(attempt.profile.publish(), topic);
        if (topic == null || !allowed || willTopic.qos() == Qos.MINUS_ONE) {
            refuse(state, ReturnCode.NOT_SUPPORTED, "invalid Will topic", nowNanos);
            return;
        }
        attempt.will = StoredWill.NONE.withTopic(topic, willTopic.qos(), willTopic.retain());
        attempt.step = ConnectAttempt.Step.WILL_MESSAGE;
        send(attempt, new WillMsgReq());
    }

    void onWillMsg(WillMsg willMsg, SessionState.Connecting state, long nowNanos) {
        ConnectAttempt attempt = state.attempt();
        if (attempt.step == ConnectAttempt.Step.WILL_MESSAGE) {
            attempt.will = attempt.will.withMessage(willMsg.message());
            proceed(attempt, state.previous(), nowNanos);
        }
    }

    /** WILLMSG while connected: the CONNACK to the first may have been lost (SN12-CONN-07). */
    boolean onRepeatedWillMsg(WillMsg willMsg, long nowNanos) {
        boolean repeated = acceptedConnect != null
                && acceptedConnect.will()
                && !heardSinceAccepted
                && session.storedWill().message().equals(willMsg.message())
                && nowNanos - acceptedNanos < context.options.timing().transactionNanos();
        if (repeated) {
            session.send(new ConnAck(ReturnCode.ACCEPTED));
        }
        return repeated;
    }

    /** All that the device has to say is known: on to the broker, unless its connection can stay as it is. */
    private void proceed(ConnectAttempt attempt, SessionState previous, long nowNanos) {
        attempt.step = ConnectAttempt.Step.BROKER;
        Upstream upstream = session.upstream();
        if (attempt.cleans && session.uplink().spool().isUnderWay()) {
            waitForSpool(attempt, upstream);
            return;
        }
        boolean clean = isWakeUp(previous) ? session.isClean() : attempt.connect.cleanSession();
        boolean fits = !attempt.cleans && upstream.fits(attempt.will.armed(), clean);
        boolean mayWait = isWakeUp(previous) && upstream.state() != UpstreamState.CLOSED;
        if (fits && (upstream.isUp() || mayWait)) {
            complete(attempt, previous, nowNanos);
            return;
        }
        attempt.brokerAsked = true;
        upstream.open(Upstream.Purpose.CONNECT, attempt.cleans, clean, attempt.will.armed());
    }

    /**
     * The broker has messages that the device was told are safe, and has not answered. Would it forget the session now,
     * they had to be published again, and QoS 2 would arrive twice: so they are finished first.
     */
    private void waitForSpool(ConnectAttempt attempt, Upstream upstream) {
        attempt.waitsForSpool = true;
        if (!upstream.isUp()) {
            attempt.brokerAsked = true;
            upstream.open(Upstream.Purpose.CONNECT, false, session.isClean(), upstream.will());
        }
    }

    /** Whether nothing more is to be taken from the spool for now. */
    boolean waitsForSpool() {
        return session.state() instanceof SessionState.Connecting connecting && connecting.attempt().waitsForSpool;
    }

    /** The broker has answered for a spooled message. */
    void onSpoolProgress(long nowNanos) {
        if (session.state() instanceof SessionState.Connecting connecting
                && connecting.attempt().waitsForSpool
                && !session.uplink().spool().isUnderWay()) {
            connecting.attempt().waitsForSpool = false;
            proceed(connecting.attempt(), connecting.previous(), nowNanos);
        }
    }

    /** The broker accepted the connection: this CONNECT's, if it has got that far, or one that it overtook. */
    void onUpstreamUp(SessionState.Connecting state, long nowNanos) {
        if (state.attempt().step == ConnectAttempt.Step.BROKER && !state.attempt().waitsForSpool) {
            complete(state.attempt(), state.previous(), nowNanos);
        }
    }

    private void complete(ConnectAttempt attempt, SessionState previous, long nowNanos) {
        Peer formerPeer = session.peerOrNull();
        boolean wakesUp = isWakeUp(previous);
        if (attempt.cleans) {
            session.clearStored();
        } else if (!wakesUp) {
            session.onNewConnection();
        }
        session.adopt(attempt, wakesUp, nowNanos);
        acceptedConnect = attempt.connect;
        acceptedNanos = nowNanos;
        heardSinceAccepted = false;
        session.enter(SessionState.Active.INSTANCE, SessionCause.CONNECT, nowNanos);
        session.traffic.connects++;
        if (formerPeer != null && !formerPeer.equals(attempt.peer)) {
            session.traffic.addressChanges++;
            context.observer.addressChanged(session.clientId(), formerPeer, attempt.peer);
            context.sessions.unbind(session, formerPeer);
            session.journal().dropHeldFor(formerPeer);
            if (previous instanceof SessionState.Active) {
                // Whoever is there is told once; a sleeper is left alone (SN12-AMB-08, SN12-SLP-02).
                context.outbox.send(formerPeer, Disconnect.PLAIN);
            }
        }
        session.send(new ConnAck(ReturnCode.ACCEPTED));
        session.downlink().resume(nowNanos);
    }

    /** The broker refused, or could not be reached. */
    void onUpstreamFailed(SessionState.Connecting state, ReturnCode code, String detail, long nowNanos) {
        if (state.attempt().step == ConnectAttempt.Step.BROKER) {
            refuse(state, code, detail, nowNanos);
        }
    }

    private void refuse(SessionState.Connecting state, ReturnCode code, String detail, long nowNanos) {
        ConnectAttempt attempt = state.attempt();
        context.observer.connectRefused(attempt.peer, session.clientId(), code.value(), detail);
        send(attempt, new ConnAck(code));
        goBack(state, SessionCause.REFUSED, nowNanos);
    }

    /** The handshake took too long: what was before is again (SN12-CONN-08). */
    void onHandshakeTimeout(SessionState.Connecting state, long nowNanos) {
        goBack(state, SessionCause.HANDSHAKE_TIMEOUT, nowNanos);
    }

    /** An operator ends the attempt. */
    void abandon(SessionState.Connecting state, long nowNanos) {
        goBack(state, SessionCause.KICKED, nowNanos);
    }

    private void goBack(SessionState.Connecting state, SessionCause cause, long nowNanos) {
        ConnectAttempt attempt = state.attempt();
        SessionState previous = state.previous();
        leave(attempt);
        if (previous instanceof SessionState.Active && attempt.brokerAsked) {
            // The device has replaced its connection, and the new one failed: there is none.
            session.end().endConnection(nowNanos, cause);
        } else if (previous instanceof SessionState.Awake awake) {
            session.enter(new SessionState.Asleep(awake.durationSeconds()), cause, nowNanos);
            session.end().restoreUpstream(attempt.brokerAsked, nowNanos);
        } else {
            session.enter(previous, cause, nowNanos);
            session.end().restoreUpstream(attempt.brokerAsked, nowNanos);
        }
        session.end().forgetIfNothingStored();
        session.uplink().spool().drain();
        if (session.mayDeliver()) {
            session.downlink().resume(nowNanos);
        }
    }

    /** The attempt is over: its address is the session's only if it was before. */
    private void leave(ConnectAttempt attempt) {
        if (!attempt.peer.equals(session.peerOrNull())) {
            context.sessions.unbind(session, attempt.peer);
        }
    }

    /** Any other message of the connected device: a later CONNECT is a new one. */
    void onHeard() {
        heardSinceAccepted = true;
    }

    void forget() {
        acceptedConnect = null;
    }
}
