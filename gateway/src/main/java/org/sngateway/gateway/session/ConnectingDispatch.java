package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.WillMsg;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Peer;

/** Messages from the address that a CONNECT is being dealt with for (SN12-STA-07..13). */
final class ConnectingDispatch extends MessageDispatch {
    private final EngineContext context;

    private @Nullable Session current;
    private SessionState.@Nullable Connecting state;
    private long nowNanos;

    ConnectingDispatch(EngineContext context) {
        this.context = context;
    }

    void dispatch(Session session, SessionState.Connecting connecting, SnMessage message, long now) {
        current = session;
        state = connecting;
        nowNanos = now;
        message.accept(this);
        current = null;
        state = null;
    }

    private SessionState.Connecting connecting() {
        SessionState.Connecting connecting = state;
        if (connecting == null) {
            throw new IllegalStateException("dispatch outside dispatch()");
        }
        return connecting;
    }

    private Peer peer() {
        return connecting().attempt().peer;
    }

    @Override
    void onUnexpected(SnMessage message) {
        context.observer.dropped(peer(), DropReason.BAD_STATE);
    }

    @Override
    void onNotForGateway(SnMessage message) {
        context.observer.dropped(peer(), DropReason.NOT_FOR_GATEWAY);
    }

    @Override
    public void visit(WillTopic message) {
        if (current != null) {
            current.connecting().onWillTopic(message, connecting(), nowNanos);
        }
    }

    @Override
    public void visit(WillMsg message) {
        if (current != null) {
            current.connecting().onWillMsg(message, connecting(), nowNanos);
        }
    }

    @Override
    public void visit(Disconnect message) {
        if (current != null) {
            current.onDisconnectWhileConnecting(connecting(), nowNanos);
        }
    }

    @Override
    public void visit(Publish message) {
        if (message.qos() == Qos.MINUS_ONE) {
            context.publishMinusOne.onPublish(message, peer(), null, nowNanos);
        } else {
            onUnexpected(message);
        }
    }

    @Override
    public void visit(SearchGw message) {
        context.sessions.answerSearch(peer(), message.radius());
    }
}
