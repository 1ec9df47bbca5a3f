package org.sngateway.gateway.session;

import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.SessionCause;

/** Hands what a leg reports to the part of the session that asked for it. */
final class BrokerEvents {
    private BrokerEvents() {}

    static void dispatch(Session session, BrokerEvent event, long nowNanos) {
        if (event instanceof BrokerEvent.PublishAccepted accepted) {
            session.uplink().onAccepted(accepted.token(), nowNanos);
        } else if (event instanceof BrokerEvent.MessageArrived arrived) {
            onArrived(session, arrived, nowNanos);
        } else if (event instanceof BrokerEvent.PublishRejected rejected) {
            session.uplink().onRejected(rejected.token(), rejected.code(), nowNanos);
        } else if (event instanceof BrokerEvent.PublishAborted aborted) {
            session.uplink().onAborted(aborted.token(), nowNanos);
        } else if (event instanceof BrokerEvent.Subscribed subscribed) {
            session.subscribing().onSubscribed(subscribed.token(), subscribed.granted(), nowNanos);
        } else if (event instanceof BrokerEvent.SubscribeRejected rejected) {
            session.subscribing().onSubscribeRejected(rejected.token(), rejected.code(), nowNanos);
        } else if (event instanceof BrokerEvent.Unsubscribed unsubscribed) {
            session.subscribing().onUnsubscribed(unsubscribed.token(), unsubscribed.done());
        } else if (event instanceof BrokerEvent.Opened opened) {
            onOpened(session, opened, nowNanos);
        } else if (event instanceof BrokerEvent.OpenFailed failed) {
            onOpenFailed(session, failed, nowNanos);
        } else if (event instanceof BrokerEvent.ConnectionLost lost) {
            onConnectionLost(session, lost, nowNanos);
        }
    }

    private static void onArrived(Session session, BrokerEvent.MessageArrived arrived, long nowNanos) {
        // Of a clean session whose connection ended nothing is taken any more: it ends at the broker as well.
        if (session.isConnected() || session.state() instanceof SessionState.Connecting || !session.isClean()) {
            session.downlink().onArrived(arrived.delivery(), nowNanos);
        }
    }

    private static void onOpened(Session session, BrokerEvent.Opened opened, long nowNanos) {
        Upstream upstream = session.upstream();
        if (upstream.onOpened(opened, nowNanos) == Upstream.Outcome.STALE) {
            return;
        }
        if (session.end().finish()) {
            return;
        }
        if (session.uplink().spool().isEmpty() && session.end().payOwedWill()) {
            return;
        }
        // What is here came with an earlier connection, also with one that this one has overtaken.
        session.downlink().queue().onUpstreamLost();
        session.downlink().queue().onUpstreamUp(opened.sessionPresent(), nowNanos);
        if (upstream.purpose() == Upstream.Purpose.CONNECT
                && session.state() instanceof SessionState.Connecting connecting) {
            session.connecting().onUpstreamUp(connecting, nowNanos);
        }
        session.subscribing().onUpstreamUp(opened.sessionPresent());
        session.uplink().onUpstreamUp(opened.sessionPresent(), nowNanos);
        session.willUpdates().onUpstreamUp();
    }

    private static void onOpenFailed(Session session, BrokerEvent.OpenFailed failed, long nowNanos) {
        Upstream.Purpose purpose = session.upstream().purpose();
        if (session.upstream().onOpenFailed(failed, nowNanos) == Upstream.Outcome.STALE) {
            return;
        }
        ReturnCode code = failed.code();
        if (purpose == Upstream.Purpose.CONNECT && session.state() instanceof SessionState.Connecting connecting) {
            session.connecting().onUpstreamFailed(connecting, code, failed.detail(), nowNanos);
            return;
        }
        session.willUpdates().onUpstreamFailed(code);
        session.uplink().onReopenFailed(nowNanos);
        session.subscribing().onReopenFailed();
        if (!code.isCongestion() && purpose == Upstream.Purpose.RECONNECT) {
            // Trying again would only repeat the refusal.
            session.end().onBrokerGone(nowNanos, SessionCause.BROKER_REFUSED);
        }
    }

    private static void onConnectionLost(Session session, BrokerEvent.ConnectionLost lost, long nowNanos) {
        if (session.upstream().onConnectionLost(lost, nowNanos)) {
            session.uplink().onUpstreamLost(nowNanos);
            session.downlink().queue().onUpstreamLost();
        }
    }
}
