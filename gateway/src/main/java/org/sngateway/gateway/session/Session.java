package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SessionCause;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.StoredWill;

/**
 * One device, as this gateway knows it: its state and the parts that each keep one concern. It holds what they share and
 * moves between the states; the rules are theirs.
 */
final class Session extends Timed {

    // configuration
    private final EngineContext context;
    private final String clientId;
    private final AdmissionControl.Host admittedFrom;

    // lives as long as the session record
    private final Upstream upstream;
    private final TopicRegistry topics;
    private final Subscriptions subscriptions;
    private final SubscribeFlow subscribing;
    private final UplinkPublishes uplink;
    private final DownlinkPublishes downlink;
    private final ConnectFlow connecting;
    private final WillUpdates willUpdates;
    private final KeepAlive keepAlive;
    private final Tokens tokens = new Tokens();
    private StoredWill storedWill = StoredWill.NONE;
    private boolean clean = true;
    private boolean removed;
    private boolean connectedBefore;

    // lives as long as the connection
    private SessionState state;
    private @Nullable Peer peer;
    /** Where the device was last, also while nobody holds that address for it. */
    private @Nullable Peer lastPeer;

    private ClientProfile profile;
    /** The broker refused the device, or stayed away too long, while it slept: it is told when it wakes (SN12-AMB-40). */
    private @Nullable SessionCause endsAtWake;

    Session(EngineContext context, String clientId, ClientProfile profile, AdmissionControl.Host host, long nowNanos) {
        this.context = context;
        this.clientId = clientId;
        this.admittedFrom = host;
        this.profile = profile;
        this.state = new SessionState.Disconnected(nowNanos);
        this.keepAlive = new KeepAlive(context.options.timing(), nowNanos);
        this.upstream = new Upstream(context, this);
        this.topics = new TopicRegistry(context.options.capacity().topicsMax(), context.predefined);
        this.subscriptions = new Subscriptions(context.options.capacity().subscriptionsMax());
        this.subscribing = new SubscribeFlow(context, this);
        this.uplink = new UplinkPublishes(context, this);
        this.downlink = new DownlinkPublishes(context, this);
        this.connecting = new ConnectFlow(context, this);
        this.willUpdates = new WillUpdates(this);
    }

    String clientId() {
        return clientId;
    }

    /** The host that this record counts for in the limits of admission. */
    AdmissionControl.Host admittedFrom() {
        return admittedFrom;
    }

    SessionState state() {
        return state;
    }

    Upstream upstream() {
        return upstream;
    }

    TopicRegistry topics() {
        return topics;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    SubscribeFlow subscribing() {
        return subscribing;
    }

    UplinkPublishes uplink() {
        return uplink;
    }

    DownlinkPublishes downlink() {
        return downlink;
    }

    ConnectFlow connecting() {
        return connecting;
    }

    WillUpdates willUpdates() {
        return willUpdates;
    }

    Tokens tokens() {
        return tokens;
    }

    ClientProfile profile() {
        return profile;
    }

    /** What the broker is to know the device as: by the CONNECT that is being dealt with, else by the last one accepted. */
    int brokerIdentity() {
        ClientProfile counts =
                state instanceof SessionState.Connecting attempting ? attempting.attempt().profile : profile;
        return counts.brokerIdentity();
    }

    StoredWill storedWill() {
        return storedWill;
    }

    void storeWill(StoredWill will) {
        storedWill = will;
    }

    boolean isClean() {
        return clean;
    }

    /** For tests: a session that is removed is in no table. */
    boolean isRemoved() {
        return removed;
    }

    @Nullable
    Peer peerOrNull() {
        return peer;
    }

    /** The device's address; only asked for while something of it is being processed. */
    Peer peer() {
        Peer known = peer;
        if (known == null) {
            throw new IllegalStateException("session " + clientId + " has no address in state " + state.name());
        }
        return known;
    }

    @Nullable
    String predefinedName(int id) {
        return context.predefined.nameFor(clientId, id);
    }

    /** A message of the device was dropped after all, and it may be gone by now. */
    void reportDropped(DropReason reason) {
        Peer from = peer != null ? peer : lastPeer;
        if (from != null) {
            context.observer.dropped(from, reason);
        }
    }

    /** Sends to the device, if its address is known. */
    void send(SnMessage message) {
        if (peer != null) {
            context.outbox.send(peer, message);
        }
    }

    boolean isAwake() {
        return state instanceof SessionState.Awake;
    }

    /** Whether messages may be sent to the device on our own accord. */
    boolean mayDeliver() {
        return state instanceof SessionState.Active || state instanceof SessionState.Awake;
    }

    /** Whether the device is connected, asleep or not. */
    boolean isConnected() {
        return mayDeliver() || state instanceof SessionState.Asleep;
    }

    void enter(SessionState next, SessionCause cause) {
        StateName from = state.name();
        state = next;
        if (from != next.name()) {
            context.observer.stateChanged(clientId, from, next.name(), cause);
        }
    }

    /** A valid message arrived: every timer that supervises the device starts again (SN12-STA-15, SN12-KA-02). */
    void onHeard(long nowNanos) {
        keepAlive.onHeard(nowNanos);
        downlink.onHeard();
    }

    long lastHeardNanos() {
        return keepAlive.lastHeardNanos();
    }

    /** Takes over what an accepted CONNECT said. */
    void adopt(ConnectAttempt attempt, boolean wakesUp, long nowNanos) {
        profile = attempt.profile;
        keepAlive.adopt(attempt.connect.durationSeconds(), nowNanos);
        if (!wakesUp) {
            clean = attempt.connect.cleanSession();
        }
        storedWill = attempt.will;
        peer = attempt.peer;
        lastPeer = attempt.peer;
        connectedBefore = true;
        endsAtWake = null;
        willUpdates.clear();
    }

    /** A new connection that keeps the stored session. */
    void onNewConnection() {
        topics.forgetConfirmations();
        subscribing.onReconnected();
        uplink.onReconnected();
        downlink.onReconnected();
    }

    /** CleanSession: everything of this device is deleted but its name and its id counter (SN12-CLS-03). */
    void clearStored() {
        topics.clear();
        subscriptions.clear();
        subscribing.clear();
        uplink.clear();
        downlink.clear();
        willUpdates.clear();
        storedWill = StoredWill.NONE;
    }

    // PINGREQ, sleep and wake

    void onPingReq(long nowNanos) {
        if (state instanceof SessionState.Asleep asleep) {
            wake(asleep.durationSeconds(), nowNanos);
        } else if (state instanceof SessionState.Awake) {
            downlink.nudge(nowNanos);
        } else {
            send(new PingResp());
        }
    }

    private void wake(int durationSeconds, long nowNanos) {
        if (downlink.isIdle()) {
            closeWake(nowNanos);
            return;
        }
        enter(new SessionState.Awake(durationSeconds), SessionCause.WAKE);
        downlink.resume(nowNanos);
    }

    /** Nothing more to deliver: ends a wake, and only a wake (SN12-SLP-05). */
    void onDrained(long nowNanos) {
        if (state instanceof SessionState.Awake awake) {
            downlink.freeze();
            enter(new SessionState.Asleep(awake.durationSeconds()), SessionCause.DRAINED);
            closeWake(nowNanos);
        }
    }

    private void closeWake(long nowNanos) {
        keepAlive.onHeard(nowNanos);
        SessionCause end = endsAtWake;
        if (end == null) {
            send(new PingResp());
        } else {
            send(Disconnect.PLAIN);
            endConnection(nowNanos, end);
        }
    }

    /** The device fell silent during its wake: what it did not take stays for the next (SN12-STA-37). */
    void fallAsleepUnanswered(long nowNanos) {
        if (state instanceof SessionState.Awake awake) {
            downlink.freeze();
            keepAlive.onHeard(nowNanos);
            enter(new SessionState.Asleep(awake.durationSeconds()), SessionCause.NO_ANSWER);
        }
    }

    void onDisconnect(Disconnect disconnect, long nowNanos) {
        if (disconnect.durationSeconds() > 0) {
            int seconds = Math.min(
                    disconnect.durationSeconds(), context.options.sleep().durationSecondsMax());
            downlink.freeze();
            uplink.mute();
            subscribing.mute();
            willUpdates.mute();
            connecting.forget();
            enter(new SessionState.Asleep(seconds), SessionCause.SLEEP);
            send(Disconnect.PLAIN);
            return;
        }
        send(Disconnect.PLAIN);
        context.sessions.linger(peer(), nowNanos);
        endConnection(nowNanos, SessionCause.DISCONNECT);
    }

    /** DISCONNECT instead of the rest of a handshake (SN12-STA-12). */
    void onDisconnectWhileConnecting(SessionState.Connecting attempting, long nowNanos) {
        Peer from = attempting.attempt().peer;
        context.outbox.send(from, Disconnect.PLAIN);
        context.sessions.linger(from, nowNanos);
        context.sessions.unbind(this, from);
        endConnection(nowNanos, SessionCause.DISCONNECT);
        forgetIfNothingStored();
    }

    // ends

    /** The connection ends in order: no Will; a session that is not clean is kept for the next CONNECT (SN12-CLS-04). */
    void endConnection(long nowNanos, SessionCause cause) {
        upstream.close(keepsBrokerSession());
        enter(new SessionState.Disconnected(nowNanos), cause);
        afterConnection();
    }

    /** The device is lost: its Will goes out (SN12-KA-04, SN12-SLP-01). */
    void lose(long nowNanos, SessionCause cause) {
        boolean closed = upstream.closeWithWill(keepsBrokerSession(), nowNanos);
        if (!context.options.capacity().keepWill()) {
            storedWill = StoredWill.NONE;
        }
        enter(new SessionState.Lost(nowNanos), cause);
        downlink.freeze();
        unbind();
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
        if (!upstream.payOwedWill()) {
            return false;
        }
        if (state instanceof SessionState.Connecting attempting) {
            // The device is coming back meanwhile; should that fail, the leg is not needed any more.
            attempting.attempt().brokerAsked = true;
            return false;
        }
        upstream.close(keepsBrokerSession());
        afterConnection();
        return true;
    }

    private void afterConnection() {
        unbind();
        connecting.forget();
        willUpdates.clear();
        downlink.freeze();
        endsAtWake = null;
        if (clean) {
            remove();
        }
    }

    /** A clean session ends with its connection, at the broker too; one that was never opened here is not ours to end. */
    boolean keepsBrokerSession() {
        return !clean || !connectedBefore;
    }

    private void unbind() {
        if (peer != null) {
            context.sessions.unbind(this, peer);
            peer = null;
        }
    }

    /** After a failed CONNECT: a record that never held a connection is not kept, nor is what a lost clean session left. */
    void forgetIfNothingStored() {
        boolean over = clean && state instanceof SessionState.Lost && !upstream.owesWill();
        if (!removed && (over || !connectedBefore)) {
            remove();
        }
    }

    private void remove() {
        if (!removed) {
            removed = true;
            clearStored();
            upstream.close(keepsBrokerSession());
            unbind();
            context.sessions.remove(this);
        }
    }

    /** After a failed attempt: the leg as the restored state needs it. */
    void restoreUpstream(boolean brokerAsked, long nowNanos) {
        if (!brokerAsked) {
            return;
        }
        if (isConnected() && endsAtWake == null || upstream.owesWill()) {
            upstream.restore(clean, storedWill.armed(), nowNanos);
        } else {
            upstream.close(keepsBrokerSession());
        }
    }

    /** Has the broker deliver again what there was no room for. */
    void refreshUpstream() {
        if (upstream.isUp()) {
            upstream.open(Upstream.Purpose.REFRESH, false, clean, storedWill.armed());
        }
    }

    /** Another client connected from {@code taken}, which was this device's address (SN12-AMB-09). */
    void onAddressTaken(Peer taken, long nowNanos) {
        if (state instanceof SessionState.Connecting attempting) {
            connecting.onHandshakeTimeout(attempting, nowNanos);
        }
        if (removed || !taken.equals(peer)) {
            return;
        }
        if (state instanceof SessionState.Asleep) {
            peer = null;
        } else if (mayDeliver()) {
            peer = null;
            lose(nowNanos, SessionCause.ADDRESS_TAKEN);
        }
    }

    /** Whether a PINGREQ from {@code from} may wake this device (SN12-AMB-25). */
    boolean mayWakeFrom(Peer from) {
        boolean sleeper = state instanceof SessionState.Asleep || state instanceof SessionState.Awake;
        return sleeper
                && switch (context.options.sleep().wakeFrom()) {
                    case NEVER -> false;
                    case SAME_IP -> lastPeer != null && lastPeer.isSameHost(from);
                    case ANY -> true;
                };
    }

    /** The device is heard from elsewhere, and may be. */
    void moveTo(Peer newPeer, long nowNanos) {
        Peer former = lastPeer;
        if (former != null && !former.equals(newPeer)) {
            context.observer.addressChanged(clientId, former, newPeer);
        }
        unbind();
        peer = newPeer;
        lastPeer = newPeer;
        context.sessions.bind(this, newPeer, nowNanos);
    }

    /** The broker does not want this device any more, or stayed away too long (SN12-STA-22, SN12-AMB-40). */
    void onBrokerGone(long nowNanos, SessionCause cause) {
        if (mayDeliver()) {
            send(Disconnect.PLAIN);
            endConnection(nowNanos, cause);
        } else if (state instanceof SessionState.Asleep) {
            endsAtWake = cause;
            upstream.close(true);
        } else if (state instanceof SessionState.Lost) {
            upstream.close(keepsBrokerSession());
            afterConnection();
        }
    }

    /** How long a device that says "congestion" is left alone. */
    long backOffNanos() {
        return keepAlive.backOffNanos();
    }

    // time

    @Override
    long nextDeadlineNanos() {
        if (removed) {
            return NEVER;
        }
        long ofParts = Math.min(downlink.nextDeadlineNanos(), upstream.nextDeadlineNanos());
        return Math.min(Math.min(ofParts, stateDeadlineNanos()), awayDeadlineNanos());
    }

    /** When the state itself runs out. */
    private long stateDeadlineNanos() {
        if (isConnected()) {
            return keepAlive.deadlineNanos(state);
        }
        if (state instanceof SessionState.Connecting attempting) {
            return attempting.attempt().startedNanos + context.options.timing().transactionNanos();
        }
        long since = state instanceof SessionState.Lost lost
                ? lost.sinceNanos()
                : ((SessionState.Disconnected) state).sinceNanos();
        return upstream.owesWill() ? NEVER : since + context.options.capacity().sessionNanos();
    }

    private long awayDeadlineNanos() {
        boolean waiting =
                isConnected() && endsAtWake == null || state instanceof SessionState.Lost && upstream.owesWill();
        return waiting ? upstream.awayDeadlineNanos() : NEVER;
    }

    /** A deadline of this session may have passed. */
    void onTime(long nowNanos) {
        if (removed) {
            return;
        }
        upstream.onTime(nowNanos);
        downlink.onTime(nowNanos);
        if (nowNanos >= awayDeadlineNanos()) {
            onBrokerGone(nowNanos, SessionCause.BROKER_GONE);
        }
        if (!removed && nowNanos >= stateDeadlineNanos()) {
            onStateExpired(nowNanos);
        }
    }

    private void onStateExpired(long nowNanos) {
        if (state instanceof SessionState.Active && keepAlive.isProbeDue()) {
            keepAlive.onProbed();
            send(PingReq.EMPTY);
        } else if (state instanceof SessionState.Active) {
            lose(nowNanos, SessionCause.KEEP_ALIVE_EXPIRED);
        } else if (isConnected()) {
            lose(nowNanos, SessionCause.SLEEP_EXPIRED);
        } else if (state instanceof SessionState.Connecting attempting) {
            connecting.onHandshakeTimeout(attempting, nowNanos);
        } else {
            enter(new SessionState.Disconnected(nowNanos), SessionCause.SESSION_EXPIRED);
            remove();
        }
    }

    /** Our own bug showed in this session: it ends, the others go on. */
    void fail(long nowNanos) {
        if (state instanceof SessionState.Connecting attempting) {
            Peer from = attempting.attempt().peer;
            context.outbox.send(from, Disconnect.PLAIN);
            context.sessions.unbind(this, from);
        }
        enter(new SessionState.Disconnected(nowNanos), SessionCause.INTERNAL_ERROR);
        send(Disconnect.PLAIN);
        remove();
    }
}
