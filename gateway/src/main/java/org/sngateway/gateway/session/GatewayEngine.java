package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.MalformedReason;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.ControlAnswer;
import org.sngateway.gateway.session.port.ControlOutcome;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.gateway.session.port.StoredSession;
import org.sngateway.gateway.session.view.ClientDetail;
import org.sngateway.gateway.session.view.ClientRow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One shard's sessions: finds the session that a datagram belongs to, and answers those that belong to none. Confined to
 * the shard's thread. Times are nanoseconds of any clock that starts at or above 0 and never goes back.
 */
public final class GatewayEngine {
    private static final int PROTOCOL_ID = 0x01;

    /** Stands for the address of a restored device that has none any more. */
    private static final Peer NOWHERE = new Peer.Udp(0, 0, 0, 0, 0);

    /** For a restored device that may not connect any more: only what it was told is safe is still published. */
    private static final ClientProfile DENIED = new ClientProfile(List.of(), List.of(), true, 0);

    private final EngineContext context;
    private final Map<Peer, Session> byPeer = new HashMap<>();
    private final Map<String, Session> byClientId = new HashMap<>();
    private final TimerWheel timers;
    private final AdmissionControl admission;
    private final Strangers strangers;
    private final Discovery discovery;
    private final ConnectedDispatch connected;
    private final ConnectingDispatch connecting;

    public GatewayEngine(EngineOptions options, Ports ports, PredefinedTopics predefined, long nowNanos) {
        this.context = new EngineContext(options, ports, predefined, new Table());
        this.timers = new TimerWheel(nowNanos, this::onDeadline);
        this.admission = new AdmissionControl(options.admission(), nowNanos);
        this.strangers = new Strangers(context, nowNanos);
        this.discovery = new Discovery(context, nowNanos);
        this.connected = new ConnectedDispatch(context);
        this.connecting = new ConnectingDispatch(context);
    }

    /** A well-framed message arrived by unicast. Forwarder encapsulation is still on it. */
    public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {
        if (!(message instanceof Encapsulated encapsulated)) {
            onMessageOf(source, message, nowNanos);
        } else if (!context.options.identity().forwarders().test(source)) {
            context.observer.dropped(source, DropReason.FORWARDER_NOT_ALLOWED);
        } else if (encapsulated.nodeId().isEmpty() && !(encapsulated.message() instanceof SearchGw)) {
            // The empty node id means all nodes (SN12-ENC-09), which is whom a search is answered to anyway.
            context.observer.dropped(source, DropReason.FORWARDED_WITHOUT_NODE);
        } else {
            onMessageOf(new Peer.Forwarded(source, encapsulated.nodeId()), encapsulated.message(), nowNanos);
        }
    }

    private void onMessageOf(Peer peer, SnMessage message, long nowNanos) {
        context.observer.received(peer, message);
        if (message instanceof Connect connect) {
            onConnect(peer, connect, nowNanos);
            return;
        }
        Session session = byPeer.get(peer);
        if (session == null) {
            strangers.dispatch(peer, message, nowNanos);
        } else {
            onMessageOf(session, peer, message, nowNanos);
        }
    }

    private void onMessageOf(Session session, Peer peer, SnMessage message, long nowNanos) {
        session.traffic.received(message);
        try {
            if (!(session.state() instanceof SessionState.Connecting attempting)) {
                connected.dispatch(session, message, nowNanos);
            } else if (attempting.attempt().peer.equals(peer)) {
                connecting.dispatch(session, attempting, message, nowNanos);
            } else {
                context.observer.dropped(peer, DropReason.BAD_STATE);
            }
        } catch (RuntimeException bug) {
            onBug(session, bug, nowNanos);
        }
        settle(session);
    }

    private void onBug(Session session, RuntimeException bug, long nowNanos) {
        context.observer.sessionFailed(session.clientId(), bug);
        session.end().fail(nowNanos);
    }

    private void onConnect(Peer peer, Connect connect, long nowNanos) {
        if (connect.protocolId() != PROTOCOL_ID) {
            refuse(peer, "", ReturnCode.NOT_SUPPORTED, "protocol id " + connect.protocolId(), nowNanos);
            return;
        }
        String clientId = clientIdOf(peer, connect);
        if (clientId == null) {
            refuse(peer, "", ReturnCode.NOT_SUPPORTED, "client id missing, too long or not valid text", nowNanos);
            return;
        }
        ClientProfile profile = context.ports.clients().profileOf(clientId, peer);
        if (profile == null) {
            refuse(peer, clientId, ReturnCode.NOT_SUPPORTED, "no entry of clients allows it", nowNanos);
            return;
        }
        Session session = byClientId.get(clientId);
        boolean repeated = session != null && session.connecting().isKnown(connect, peer, nowNanos);
        if (!repeated && !admission.mayConnect(AdmissionControl.Host.of(peer), nowNanos)) {
            refuse(peer, clientId, ReturnCode.CONGESTION, "more CONNECTs a second than admission allows", nowNanos);
            return;
        }
        if (!repeated && !context.takesPromises()) {
            refuse(peer, clientId, ReturnCode.CONGESTION, "nothing can be stored", nowNanos);
            return;
        }
        if (session == null) {
            session = newSession(peer, clientId, profile, nowNanos);
        }
        if (session == null) {
            return;
        }
        strangers.forget(peer);
        session.traffic.received(connect);
        try {
            session.connecting().onConnect(connect, peer, profile, nowNanos);
        } catch (RuntimeException bug) {
            onBug(session, bug, nowNanos);
        }
        settle(session);
    }

    /** The client id that this CONNECT is for, or {@code null} when it names none that is valid. */
    public @Nullable String clientIdOf(Peer peer, Connect connect) {
        if (connect.clientId().isEmpty()) {
            return connect.cleanSession() ? ClientIds.assigned(peer) : null;
        }
        return ClientIds.valid(connect.clientId(), context.options.identity().clientIdOctetsMax());
    }

    private @Nullable Session newSession(Peer peer, String clientId, ClientProfile profile, long nowNanos) {
        AdmissionControl.Host host = AdmissionControl.Host.of(peer);
        if (!admission.takeSession(host)) {
            refuse(peer, clientId, ReturnCode.CONGESTION, "admission.sessions_per_source reached", nowNanos);
            return null;
        }
        if (!context.ports.directory().claim(clientId)) {
            admission.releaseSession(host);
            refuse(peer, clientId, ReturnCode.CONGESTION, "sessions.max_clients reached", nowNanos);
            return null;
        }
        Session session = new Session(context, clientId, profile, host, nowNanos);
        byClientId.put(clientId, session);
        return session;
    }

    /** Refuses a CONNECT. Who is connected at that address stays so, and was heard (SN12-KA-02). */
    private void refuse(Peer peer, String clientId, ReturnCode code, String detail, long nowNanos) {
        Session session = byPeer.get(peer);
        if (session != null && session.isConnected()) {
            session.onHeard(nowNanos);
        }
        context.observer.connectRefused(peer, clientId, code.value(), detail);
        context.outbox.send(peer, new ConnAck(code));
    }

    /** A datagram arrived that is no message: it changes nothing (SN12-DEC-01). */
    public void onMalformed(Peer.Udp source, MalformedReason reason) {
        context.observer.dropped(source, DropReason.MALFORMED);
    }

    /** SEARCHGW arrived through a multicast group of this listener. */
    public void onMulticastSearch(Peer.Udp source, int radius, long nowNanos) {
        context.observer.received(source, new SearchGw(radius));
        Session session = byPeer.get(source);
        if (session != null && session.isConnected()) {
            session.onHeard(nowNanos);
        }
        discovery.onMulticastSearch(source, radius, nowNanos);
    }

    /** A session of another shard took this address: whoever had it here loses it (SN12-AMB-09). */
    public void onAddressTaken(Peer peer, long nowNanos) {
        Session former = byPeer.remove(peer);
        if (former != null) {
            context.ports.directory().unbind(peer);
            former.onAddressTaken(peer, nowNanos);
            settle(former);
        }
    }

    /** A leg reports; {@code owner} is what it was made with. What a closed leg said before is dropped. */
    public void onBrokerEvent(LegOwner owner, BrokerEvent event, long nowNanos) {
        Session session = ((LegEnd) owner).session();
        if (session == null) {
            return;
        }
        try {
            BrokerEvents.dispatch(session, event, nowNanos);
        } catch (RuntimeException bug) {
            onBug(session, bug, nowNanos);
        }
        settle(session);
    }

    /**
     * Takes a session over from an earlier process. To be called for all of them before anything else arrives.
     *
     * @param nowNanos nanoseconds since 1970, as in what is stored
     */
    public void restore(StoredClient stored, long nowNanos) {
        StoredSession record = stored.session();
        String clientId = record.clientId();
        if (byClientId.containsKey(clientId)) {
            throw new IllegalStateException("session " + clientId + " restored twice");
        }
        Peer peer = record.peer() == null ? NOWHERE : record.peer();
        AdmissionControl.Host host = AdmissionControl.Host.of(peer);
        admission.countRestored(host);
        context.ports.directory().adopt(clientId);
        ClientProfile profile = context.ports.clients().profileOf(clientId, peer);
        Session session = new Session(context, clientId, profile == null ? DENIED : profile, host, nowNanos);
        byClientId.put(clientId, session);
        try {
            Restoration.restore(session, stored, profile != null, nowNanos);
        } catch (RuntimeException bug) {
            onBug(session, bug, nowNanos);
        }
        settle(session);
    }

    /**
     * Other options, topics and rules from now on: for whoever connects next at once, for the sessions that there are when
     * the walk comes to them. What only a start can set is left as it is: the gateway's id, ADVERTISE and the legs' numbers.
     * To be called again only when the walk is done.
     *
     * @param predefined the same object as before when nothing has changed in it
     */
    public EngineRenewal adopt(EngineOptions options, PredefinedTopics predefined, long nowNanos) {
        List<Integer> changedIds =
                predefined == context.predefined ? List.of() : predefined.changedSince(context.predefined);
        context.adopt(options, predefined, nowNanos);
        admission.adopt(options.admission(), nowNanos);
        strangers.adopt(options.admission(), nowNanos);
        discovery.adopt(options.admission().searches(), nowNanos);
        return new EngineRenewal(context, this::renew, new ArrayList<>(byClientId.values()), changedIds);
    }

    private void renew(Session session, Runnable renewal, long nowNanos) {
        try {
            renewal.run();
        } catch (RuntimeException bug) {
            onBug(session, bug, nowNanos);
        }
        settle(session);
    }

    /** The store reports. */
    public void onStoreEvent(StoreEvent event, long nowNanos) {
        if (event instanceof StoreEvent.Committed committed) {
            context.awaiting.onCommitted(committed.sequence(), nowNanos);
        } else if (event instanceof StoreEvent.SpoolRead read) {
            Session session = byClientId.get(read.clientId());
            if (session == null) {
                return;
            }
            try {
                session.uplink().spool().onRead(read.messages());
            } catch (RuntimeException bug) {
                onBug(session, bug, nowNanos);
            }
            settle(session);
        }
    }

    /** What is said of a device that no shard has. */
    public static ControlOutcome unknownClient() {
        return SessionControl.unknown();
    }

    /** An operator wants something done; {@code answer} is told what came of it, now or when it is stored. */
    public void onControl(ControlRequest request, ControlAnswer answer, long nowNanos) {
        Session session = byClientId.get(request.clientId());
        if (session == null || !session.isStorable()) {
            answer.on(SessionControl.unknown());
            return;
        }
        try {
            request.accept(new SessionControl(context, session, answer, nowNanos));
        } catch (RuntimeException bug) {
            onBug(session, bug, nowNanos);
        }
        settle(session);
    }

    /** The end of an input that concerned this session: its timers are set, and what changed goes to the store. */
    private void settle(Session session) {
        timers.arm(session);
        session.journal().append();
    }

    /** The broker can be reached again, as the gateway's own connection found: legs that are down try soon. */
    public void onBrokerReachable(long nowNanos) {
        for (Session session : byClientId.values()) {
            session.upstream().hurry(nowNanos);
            settle(session);
        }
    }

    /** Time has passed: to be called every 100 ms or so, whatever else happens. */
    public void onTime(long nowNanos) {
        timers.advance(nowNanos);
        discovery.onTime(nowNanos);
    }

    private void onDeadline(Timed entry, long nowNanos) {
        Session session = (Session) entry;
        try {
            session.onTime(nowNanos);
        } catch (RuntimeException bug) {
            onBug(session, bug, nowNanos);
        }
        session.journal().append();
    }

    /** Whether a session of this shard is bound to this peer. */
    public boolean isBound(Peer peer) {
        return byPeer.containsKey(peer);
    }

    /** How many session records there are. */
    public int sessions() {
        return byClientId.size();
    }

    /**
     * What is to be in the store of this device when everything appended so far is: for views, and for whoever compares it
     * with the store. {@code null} when nothing is.
     */
    public @Nullable StoredClient stored(String clientId) {
        Session session = byClientId.get(clientId);
        return session == null || !session.isStorable() ? null : Restoration.contentOf(session);
    }

    /** A walk through all sessions, for views. */
    public ClientListing listing() {
        return new ClientListing(new ArrayList<>(byClientId.values()));
    }

    /** A copy of one session, for views; {@code null} when there is none of this client id. */
    public @Nullable ClientRow row(String clientId, long nowNanos) {
        Session session = byClientId.get(clientId);
        return session == null ? null : ClientRows.of(session, nowNanos);
    }

    /** A copy of everything about one session, for views; {@code null} when there is none of this client id. */
    public @Nullable ClientDetail detail(String clientId, long nowNanos) {
        Session session = byClientId.get(clientId);
        return session == null ? null : ClientDetails.of(session, nowNanos);
    }

    /** The predefined topics that count now; immutable. */
    public PredefinedTopics predefinedTopics() {
        return context.predefined;
    }

    /** Sums over all sessions, for tests and simulations; walks through them all. */
    public Totals totals() {
        int underWay = 0;
        int buffered = 0;
        int held = 0;
        int spooled = 0;
        for (Session session : byClientId.values()) {
            underWay += session.uplink().countUnderWay();
            buffered += session.downlink().buffered();
            held += session.journal().heldMessages();
            spooled += session.uplink().spool().size();
        }
        return new Totals(byClientId.size(), byPeer.size(), underWay, buffered, held, spooled);
    }

    /**
     * How much there is of what is limited.
     *
     * @param uplinksUnderWay QoS 1 and 2 messages that the broker has not answered
     * @param buffered messages for devices
     * @param held messages to devices that wait for the store
     * @param spooled messages of devices that are stored for the broker
     */
    public record Totals(int sessions, int boundPeers, int uplinksUnderWay, int buffered, int held, int spooled) {}

    /** The session of this client id, for tests in this package. */
    @Nullable
    Session session(String clientId) {
        return byClientId.get(clientId);
    }

    /** All sessions, for tests in this package. */
    Iterable<Session> all() {
        return new ArrayList<>(byClientId.values());
    }

    int boundPeers() {
        return byPeer.size();
    }

    /** How many connections to the broker are being opened. */
    public int connectSlotsInUse() {
        return context.options.upstream().connectsAtOnceMax() - freeConnectSlots();
    }

    int freeConnectSlots() {
        return context.connectSlots.free();
    }

    /** What sessions may ask of the table they live in. */
    private final class Table implements EngineContext.Sessions {

        @Override
        public void bind(Session session, Peer peer, long nowNanos) {
            Session former = byPeer.put(peer, session);
            if (former == session) {
                return;
            }
            context.ports.directory().bind(peer);
            if (former != null) {
                former.onAddressTaken(peer, nowNanos);
                settle(former);
            }
        }

        @Override
        public void unbind(Session session, Peer peer) {
            if (byPeer.remove(peer, session)) {
                context.ports.directory().unbind(peer);
            }
        }

        @Override
        public void remove(Session session) {
            timers.disarm(session);
            byClientId.remove(session.clientId(), session);
            admission.releaseSession(session.admittedFrom());
            context.ports.directory().release(session.clientId());
            context.observer.forgotten(session.clientId());
        }

        @Override
        public void linger(Peer peer, long nowNanos) {
            strangers.linger(peer, nowNanos);
        }

        @Override
        public void wakeByName(Peer peer, Octets clientIdOctets, long nowNanos) {
            String clientId = clientIdOctets.utf8();
            Session session = clientId == null ? null : byClientId.get(clientId);
            if (session == null || !session.sleep().mayBeWokenFrom(peer)) {
                if (session != null) {
                    context.observer.wakeRefused(session.clientId(), peer);
                }
                strangers.turnAway(peer, nowNanos);
                return;
            }
            try {
                session.traffic.received(new PingReq(clientIdOctets));
                session.moveTo(peer, nowNanos);
                session.onHeard(nowNanos);
                session.sleep().onPingReq(nowNanos);
            } catch (RuntimeException bug) {
                onBug(session, bug, nowNanos);
            }
            settle(session);
        }

        @Override
        public void afterStored(Session session, long nowNanos) {
            if (session.isRemoved()) {
                return;
            }
            try {
                session.downlink().drain(nowNanos);
            } catch (RuntimeException bug) {
                onBug(session, bug, nowNanos);
            }
            settle(session);
        }

        @Override
        public void answerSearch(Peer peer, int radius) {
            discovery.onSearch(peer, radius);
        }
    }
}
