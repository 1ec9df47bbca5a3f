package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SessionCause;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.port.StoredSession;
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
    private final SessionJournal journal;
    private final Upstream upstream;
    private final TopicRegistry topics;
    private final DeviceTopics predefined;
    private final Subscriptions subscriptions;
    private final SubscribeFlow subscribing;
    private final UplinkPublishes uplink;
    private final DownlinkPublishes downlink;
    private final ConnectFlow connecting;
    private final WillUpdates willUpdates;
    private final KeepAlive keepAlive;
    private final SleepCycle sleep;
    private final Deadlines deadlines;
    private final SessionEnd end;
    private final Tokens tokens = new Tokens();
    final Traffic traffic;
    private StoredWill storedWill = StoredWill.NONE;
    private boolean clean = true;
    private boolean connectedBefore;

    // lives as long as the connection
    private SessionState state;
    private @Nullable Peer peer;
    private @Nullable Peer lastPeer;

    private ClientProfile profile;

    Session(EngineContext context, String clientId, ClientProfile profile, AdmissionControl.Host host, long nowNanos) {
        this.context = context;
        this.clientId = clientId;
        this.admittedFrom = host;
        this.profile = profile;
        this.state = new SessionState.Disconnected(nowNanos);
        this.keepAlive = new KeepAlive(context.options.timing(), nowNanos);
        this.traffic = new Traffic(nowNanos);
        this.journal = new SessionJournal(context, this);
        this.upstream = new Upstream(context, this);
        this.predefined = new DeviceTopics(context, clientId);
        this.topics = new TopicRegistry(
                context.options.capacity().topicsMax(), context.predefined, journal, context.lastTopicId());
        this.subscriptions = new Subscriptions(context.options.capacity().subscriptionsMax(), journal);
        this.subscribing = new SubscribeFlow(context, this);
        this.uplink = new UplinkPublishes(context, this);
        this.downlink = new DownlinkPublishes(context, this);
        this.connecting = new ConnectFlow(context, this);
        this.willUpdates = new WillUpdates(this);
        this.sleep = new SleepCycle(context, this);
        this.deadlines = new Deadlines(context, this);
        this.end = new SessionEnd(context, this);
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

    SessionJournal journal() {
        return journal;
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

    KeepAlive keepAlive() {
        return keepAlive;
    }

    SleepCycle sleep() {
        return sleep;
    }

    Tokens tokens() {
        return tokens;
    }

    ClientProfile profile() {
        return profile;
    }

    /** The rules have changed. */
    void adopt(ClientProfile changed) {
        profile = changed;
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
        journal.onSessionChanged();
    }

    boolean isClean() {
        return clean;
    }

    /** It is what its device, and the broker, take for over when its connection ends. */
    void becomeClean() {
        clean = true;
    }

    /** Whether a CONNECT has ever been accepted. */
    boolean wasConnected() {
        return connectedBefore;
    }

    void forgetWill() {
        storedWill = StoredWill.NONE;
    }

    SessionEnd end() {
        return end;
    }

    /** Whether it is in no table any more. */
    boolean isRemoved() {
        return end.isRemoved();
    }

    @Nullable
    Peer peerOrNull() {
        return peer;
    }

    /** Where the device was last, also while nobody holds that address for it. */
    @Nullable
    Peer lastPeerOrNull() {
        return lastPeer;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    /** The device's address; only asked for while something of it is being processed. */
    Peer peer() {
        Peer known = peer;
        if (known == null) {
            throw new IllegalStateException("session " + clientId + " has no address in state " + state.name());
        }
        return known;
    }

    DeviceTopics predefined() {
        return predefined;
    }

    /** A message of the device was dropped after all, and it may be gone by now. */
    void reportDropped(DropReason reason) {
        Peer from = peer != null ? peer : lastPeer;
        if (from != null) {
            context.observer.dropped(from, reason);
        }
    }

    /** Sends to the device, if its address is known, and as soon as what it was told before is stored. */
    void send(SnMessage message) {
        if (peer != null) {
            traffic.sent(message);
            journal.send(peer, message);
        }
    }

    /** The same for what is not to be sent any more from {@code expiresNanos} on. */
    void send(SnMessage message, long expiresNanos) {
        if (peer != null) {
            traffic.sent(message);
            journal.send(peer, message, expiresNanos);
        }
    }

    /**
     * Sends what depends on nothing that has to be stored: while the store fails it does not wait in line with what does, or
     * one message that is not stored would silence the device for as long as that lasts.
     */
    void sendUnstored(SnMessage message) {
        if (peer != null && !context.takesPromises()) {
            traffic.sent(message);
            context.outbox.send(peer, message);
        } else {
            send(message);
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

    void enter(SessionState next, SessionCause cause, long nowNanos) {
        StateName from = state.name();
        boolean differs = !next.stored().equals(state.stored());
        state = next;
        if (differs) {
            journal.onSessionChanged();
        }
        if (from != next.name()) {
            traffic.left(from, nowNanos, context.observer);
            context.observer.stateChanged(clientId, from, next.name(), cause);
        }
    }

    /** A valid message arrived: every timer that supervises the device starts again (SN12-STA-15, SN12-KA-02). */
    void onHeard(long nowNanos) {
        beginTime(nowNanos);
        downlink.onHeard();
    }

    /** The device has its whole time again, also should this process end now. */
    void beginTime(long nowNanos) {
        keepAlive.onHeard(nowNanos);
        if (state.stored() instanceof SessionState.Asleep asleep) {
            journal.onSleeperHeard(asleep.durationSeconds(), nowNanos);
        }
    }

    /** Takes over what an accepted CONNECT said. */
    void adopt(ConnectAttempt attempt, boolean wakesUp, long nowNanos) {
        profile = attempt.profile;
        predefined.onConnect();
        keepAlive.adopt(attempt.connect.durationSeconds(), nowNanos);
        if (!wakesUp) {
            clean = attempt.connect.cleanSession();
        }
        storedWill = attempt.will;
        peer = attempt.peer;
        lastPeer = attempt.peer;
        connectedBefore = true;
        sleep.forgetEnd();
        end.onConnected();
        willUpdates.clear();
        journal.onSessionChanged();
    }

    /** Takes over what an earlier process knew (SN12-CLS-09). An active device has its whole time from now on. */
    void restore(StoredClient stored, SessionState storedState, long heardNanos, long nowNanos) {
        StoredSession record = stored.session();
        clean = record.cleanSession();
        storedWill = record.will();
        connectedBefore = true;
        state = storedState;
        lastPeer = record.peer();
        keepAlive.restore(record.keepAliveSeconds(), heardNanos, nowNanos);
        topics.restore(stored.topics(), record.lastTopicId());
        context.onTopicIdsUsed(record.lastTopicId());
        subscribing.restore(stored.subscriptions());
        uplink.restore(stored.received(), stored.spool());
        downlink.msgIds().restore(record.lastMsgId());
        downlink.restore(stored.commands(), nowNanos);
        journal.onRestored(heardNanos);
        peer = isConnected() ? record.peer() : null;
        if (peer != null) {
            context.sessions.bind(this, peer, nowNanos);
        }
        if (isConnected() || record.owedWill() != null || !uplink.spool().isEmpty()) {
            upstream.resume(clean, isConnected() ? storedWill.armed() : null, record.owedWill(), nowNanos);
        }
        if (clean && storedState instanceof SessionState.Disconnected) {
            end.restoreOver();
        }
    }

    /** Whether there is anything worth keeping beyond this process. */
    boolean isStorable() {
        return connectedBefore && !end.isRemoved();
    }

    /** Where a restarted gateway may expect the device; {@code null} when somebody else is there since. */
    @Nullable
    Peer storedPeer() {
        return state.stored() instanceof SessionState.Active || state.stored() instanceof SessionState.Asleep
                ? peer
                : lastPeer;
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

    /** The device says goodbye, for good or for a while (MQTT-SN 1.2 s.6.12, 6.14). */
    void onDisconnect(Disconnect disconnect, long nowNanos) {
        if (disconnect.durationSeconds() > 0) {
            sleep.begin(disconnect.durationSeconds(), nowNanos);
            return;
        }
        journal.onSessionChanged();
        send(Disconnect.PLAIN);
        context.sessions.linger(peer(), nowNanos);
        end.endConnection(nowNanos, SessionCause.DISCONNECT);
    }

    /** DISCONNECT instead of the rest of a handshake (SN12-STA-12). */
    void onDisconnectWhileConnecting(SessionState.Connecting attempting, long nowNanos) {
        Peer from = attempting.attempt().peer;
        context.outbox.send(from, Disconnect.PLAIN);
        context.sessions.linger(from, nowNanos);
        context.sessions.unbind(this, from);
        end.endConnection(nowNanos, SessionCause.DISCONNECT);
        end.forgetIfNothingStored();
    }

    /** Another client connected from {@code taken}, which was this device's address (SN12-AMB-09). */
    void onAddressTaken(Peer taken, long nowNanos) {
        if (state instanceof SessionState.Connecting attempting) {
            connecting.onHandshakeTimeout(attempting, nowNanos);
        }
        if (end.isRemoved() || !taken.equals(peer)) {
            return;
        }
        if (state instanceof SessionState.Asleep) {
            peer = null;
            journal.onSessionMoved();
        } else if (mayDeliver()) {
            peer = null;
            end.lose(nowNanos, SessionCause.ADDRESS_TAKEN);
        }
    }

    /** Nobody holds the device's address for it any more. */
    void unbind() {
        if (peer != null) {
            context.sessions.unbind(this, peer);
            peer = null;
        }
    }

    /** The device is heard from elsewhere, and may be. */
    void moveTo(Peer newPeer, long nowNanos) {
        Peer former = lastPeer;
        if (former != null && !former.equals(newPeer)) {
            traffic.addressChanges++;
            context.observer.addressChanged(clientId, former, newPeer);
        }
        unbind();
        peer = newPeer;
        lastPeer = newPeer;
        journal.onSessionMoved();
        context.sessions.bind(this, newPeer, nowNanos);
    }

    /** How long a device that says "congestion" is left alone. */
    long backOffNanos() {
        return keepAlive.backOffNanos();
    }

    // time

    @Override
    long nextDeadlineNanos() {
        return end.isRemoved() ? NEVER : deadlines.nextDeadlineNanos();
    }

    /** A deadline of this session may have passed. */
    void onTime(long nowNanos) {
        if (!end.isRemoved()) {
            deadlines.onTime(nowNanos);
        }
    }
}
