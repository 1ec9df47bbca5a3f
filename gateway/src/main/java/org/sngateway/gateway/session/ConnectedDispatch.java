package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillMsg;
import org.sngateway.codec.v12.WillMsgResp;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicResp;
import org.sngateway.codec.v12.WillTopicUpd;
import org.sngateway.gateway.session.port.DropReason;

/**
 * Messages of a device that is connected: ACTIVE, ASLEEP or AWAKE. One object a shard; {@link #dispatch} lends it the
 * session and the time.
 */
final class ConnectedDispatch extends MessageDispatch {
    private final EngineContext context;

    private @Nullable Session current;
    private long nowNanos;

    ConnectedDispatch(EngineContext context) {
        this.context = context;
    }

    void dispatch(Session session, SnMessage message, long now) {
        current = session;
        nowNanos = now;
        message.accept(this);
        current = null;
    }

    private Session session() {
        Session session = current;
        if (session == null) {
            throw new IllegalStateException("dispatch outside dispatch()");
        }
        return session;
    }

    /** The device was heard; a later CONNECT is no repetition any more. */
    private Session heard() {
        Session session = session();
        session.onHeard(nowNanos);
        session.connecting().onHeard();
        return session;
    }

    /** The same, for what a sleeper should have connected for first (SN12-SLP-08); {@code null} when that is insisted on. */
    private @Nullable Session heardRequest() {
        Session session = heard();
        boolean sleeper = !(session.state() instanceof SessionState.Active);
        if (sleeper && !context.options.sleep().lenientUplink()) {
            context.observer.dropped(session.peer(), DropReason.BAD_STATE);
            session.send(Disconnect.PLAIN);
            return null;
        }
        return session;
    }

    private void goOn(Session session) {
        session.downlink().goOnIfRested(nowNanos);
    }

    @Override
    void onUnexpected(SnMessage message) {
        context.observer.dropped(heard().peer(), DropReason.BAD_STATE);
    }

    @Override
    void onNotForGateway(SnMessage message) {
        context.observer.dropped(session().peer(), DropReason.NOT_FOR_GATEWAY);
    }

    @Override
    public void visit(WillTopic message) {
        // It belongs to a handshake, and there is none (SN12-CONN-11).
        onUnexpected(message);
    }

    @Override
    public void visit(WillMsg message) {
        Session session = session();
        if (session.connecting().onRepeatedWillMsg(message, nowNanos)) {
            session.onHeard(nowNanos);
        } else {
            onUnexpected(message);
        }
    }

    @Override
    public void visit(Register message) {
        Session session = heardRequest();
        if (session == null) {
            return;
        }
        String name = TopicNames.name(message.topicName());
        if (name == null) {
            session.send(new org.sngateway.codec.v12.RegAck(0, message.msgId(), ReturnCode.NOT_SUPPORTED));
        } else if (!context.takesPromises() && session.topics().byName(name) == null) {
            session.sendUnstored(new RegAck(0, message.msgId(), ReturnCode.CONGESTION));
        } else {
            answer(session, message, session.topics().register(name));
        }
        goOn(session);
    }

    private void answer(Session session, Register message, TopicRegistry.@Nullable Entry entry) {
        if (entry == null) {
            session.send(new RegAck(0, message.msgId(), ReturnCode.NOT_SUPPORTED));
            return;
        }
        session.topics().confirm(entry, true);
        session.send(new RegAck(entry.id, message.msgId(), ReturnCode.ACCEPTED));
    }

    @Override
    public void visit(Publish message) {
        if (message.qos() == Qos.MINUS_ONE) {
            Session session = heard();
            context.publishMinusOne.onPublish(message, session.peer(), session, nowNanos);
            goOn(session);
            return;
        }
        Session session = heardRequest();
        if (session != null) {
            session.uplink().onPublish(message, nowNanos);
            goOn(session);
        }
    }

    @Override
    public void visit(PubRel message) {
        Session session = heardRequest();
        if (session != null) {
            session.uplink().onPubRel(message, nowNanos);
            goOn(session);
        }
    }

    @Override
    public void visit(Subscribe message) {
        Session session = heardRequest();
        if (session != null) {
            session.subscribing().onSubscribe(message, nowNanos);
            goOn(session);
        }
    }

    @Override
    public void visit(Unsubscribe message) {
        Session session = heardRequest();
        if (session != null) {
            session.subscribing().onUnsubscribe(message);
            goOn(session);
        }
    }

    @Override
    public void visit(WillTopicUpd message) {
        Session session = heardRequest();
        if (session != null) {
            if (context.takesPromises()) {
                session.willUpdates().onTopicUpd(message);
            } else {
                session.sendUnstored(new WillTopicResp(ReturnCode.CONGESTION));
            }
            goOn(session);
        }
    }

    @Override
    public void visit(WillMsgUpd message) {
        Session session = heardRequest();
        if (session != null) {
            if (context.takesPromises()) {
                session.willUpdates().onMsgUpd(message);
            } else {
                session.sendUnstored(new WillMsgResp(ReturnCode.CONGESTION));
            }
            goOn(session);
        }
    }

    @Override
    public void visit(RegAck message) {
        Session session = heard();
        session.downlink().onRegAck(message, nowNanos);
        goOn(session);
    }

    @Override
    public void visit(PubAck message) {
        Session session = heard();
        session.downlink().onPubAck(message, nowNanos);
        goOn(session);
    }

    @Override
    public void visit(PubRec message) {
        Session session = heard();
        session.downlink().onPubRec(message, nowNanos);
        goOn(session);
    }

    @Override
    public void visit(PubComp message) {
        Session session = heard();
        session.downlink().onPubComp(message, nowNanos);
        goOn(session);
    }

    @Override
    public void visit(PingReq message) {
        Session session = session();
        if (!message.clientId().isEmpty() && !message.clientId().equals(Octets.ofUtf8(session.clientId()))) {
            // It speaks for another device (SN12-AMB-25).
            context.sessions.wakeByName(session.peer(), message.clientId(), nowNanos);
            return;
        }
        heard();
        session.sleep().onPingReq(nowNanos);
        goOn(session);
    }

    /** The answer to our probe: that it came is all there is to it. */
    @Override
    public void visit(PingResp message) {
        goOn(heard());
    }

    @Override
    public void visit(Disconnect message) {
        heard().onDisconnect(message, nowNanos);
    }

    @Override
    public void visit(SearchGw message) {
        Session session = heard();
        context.sessions.answerSearch(session.peer(), message.radius());
        goOn(session);
    }
}
