package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.ClientPolicy;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.ControlOutcome;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.DownlinkCommand;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SensorLink;
import org.sngateway.gateway.session.port.SessionDirectory;
import org.sngateway.gateway.session.port.SessionStore;
import org.sngateway.gateway.session.port.StoreEvent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An engine with a scripted broker, scripted devices and a clock that stands still until it is told to move.
 * {@link #checkNothingLeaks} belongs at the end of every test.
 */
final class EngineFixture implements SensorLink, SessionDirectory {
    static final long SECOND = 1_000_000_000L;
    static final int CONNECT_SLOTS = 4;

    final ScriptedBroker broker = new ScriptedBroker();
    final RecordingObserver observer = new RecordingObserver();
    final Map<String, ClientProfile> profiles = new LinkedHashMap<>();
    final Set<String> claimed = new HashSet<>();
    final Set<Peer> bound = new HashSet<>();
    final List<String> multicasts = new ArrayList<>();
    final List<ControlOutcome> answers = new ArrayList<>();
    /** What survives {@link #crash}; {@code null} when nothing is to be stored. */
    final @Nullable MemoryStore store;

    GatewayEngine engine;

    int sessionsMax = 100;
    long nowNanos = 1_000 * SECOND;

    private final EngineOptions options;
    private final PredefinedTopics predefined;
    private final Map<Peer.Udp, List<SnMessage>> inboxes = new LinkedHashMap<>();
    private final ClientProfile anyProfile = new ClientProfile(List.of(), List.of(), true, 1400);
    /** Decides who may connect: everybody, unless a test puts another policy here. */
    ClientPolicy policy = (clientId, peer) -> profiles.getOrDefault(clientId, anyProfile);

    EngineFixture() {
        this(UnaryOperator.identity());
    }

    EngineFixture(UnaryOperator<EngineOptions> change) {
        this(change, new PredefinedTopics(List.of()));
    }

    EngineFixture(UnaryOperator<EngineOptions> change, PredefinedTopics predefined) {
        this(change, predefined, null);
    }

    /** A gateway that keeps its sessions in {@code store}. */
    EngineFixture(UnaryOperator<EngineOptions> change, MemoryStore store) {
        this(change, new PredefinedTopics(List.of()), store);
    }

    private EngineFixture(
            UnaryOperator<EngineOptions> change, PredefinedTopics predefined, @Nullable MemoryStore store) {
        this.options = change.apply(TestOptions.defaults());
        this.predefined = predefined;
        this.store = store;
        this.engine = newEngine();
    }

    private GatewayEngine newEngine() {
        Ports ports = new Ports(
                this,
                broker,
                this,
                (clientId, peer) -> policy.profileOf(clientId, peer),
                observer,
                store == null ? SessionStore.NONE : store);
        return new GatewayEngine(options, ports, predefined, nowNanos);
    }

    /** The process ends without a word, with what the store has; another one begins {@code seconds} later. */
    void crash(double seconds) {
        MemoryStore stored = Objects.requireNonNull(store);
        stored.crash();
        broker.events.clear();
        broker.allLegs.clear();
        claimed.clear();
        bound.clear();
        nowNanos += (long) (seconds * SECOND);
        engine = newEngine();
        stored.clients().forEach(client -> engine.restore(client, nowNanos));
        settle();
    }

    /** The configuration changes while the gateway runs; every session has heard of it when this returns. */
    EngineRenewal adopts(EngineOptions changed, PredefinedTopics topics) {
        EngineRenewal walk = engine.adopt(changed, topics, nowNanos);
        while (!walk.isDone()) {
            walk.next(1, nowNanos);
        }
        settle();
        return walk;
    }

    /** What a device may that nothing else is said about: everything. */
    ClientProfile anyProfile() {
        return anyProfile;
    }

    /** A device at 10.0.0.{@code host}:{@code port}. */
    TestDevice device(String clientId, int host, int port) {
        return new TestDevice(this, clientId, Peer.Udp.ofIpv4(0, 10 << 24 | host, port));
    }

    TestDevice device(String clientId) {
        return device(clientId, 1, 5000);
    }

    /** A device that has connected with this CONNECT and been accepted. */
    TestDevice connected(String clientId, boolean cleanSession, int keepAliveSeconds) {
        TestDevice device = device(clientId, 1 + clientId.hashCode() % 200 & 0xFF, 5000);
        device.sends(new Connect(false, cleanSession, 1, keepAliveSeconds, Octets.ofUtf8(clientId)));
        device.gets(Messages.CONNACK);
        return device;
    }

    /** The session record of this client, which must exist. */
    Session session(String clientId) {
        Session session = engine.session(clientId);
        if (session == null) {
            throw new AssertionError("no session record of " + clientId);
        }
        return session;
    }

    void receive(Peer.Udp from, SnMessage message) {
        engine.onMessage(from, message, nowNanos);
        settle();
    }

    /** Hands the broker's answers to the engine until there are none. */
    void settle() {
        boolean more = true;
        while (more) {
            ScriptedBroker.@Nullable Pending pending = broker.events.poll();
            @Nullable StoreEvent stored = store == null ? null : store.events.poll();
            if (pending != null) {
                engine.onBrokerEvent(pending.owner(), pending.event(), nowNanos);
            }
            if (stored != null) {
                engine.onStoreEvent(stored, nowNanos);
            }
            more = pending != null || stored != null;
        }
        assertThat(observer.failures).as("sessions that failed by our own bug").isEmpty();
    }

    /** Lets time pass in steps of 100 ms, as the shard would. */
    void pass(double seconds) {
        long end = nowNanos + (long) (seconds * SECOND);
        while (nowNanos < end) {
            nowNanos = Math.min(end, nowNanos + TimerWheel.TICK_NANOS);
            engine.onTime(nowNanos);
            settle();
        }
    }

    /** Lets a long time pass in large steps. */
    void passDays(int days) {
        for (int hour = 0; hour < 24 * days; hour++) {
            nowNanos += 3600 * SECOND;
            engine.onTime(nowNanos);
            settle();
        }
    }

    /** An operator's request; what it is answered is in {@link #answers}. */
    void control(ControlRequest request) {
        engine.onControl(request, answers::add, nowNanos);
        settle();
    }

    /** A command for a device, known by its text. */
    static ControlRequest.Publish command(String clientId, String topic, String text, Qos qos) {
        return new ControlRequest.Publish(
                clientId,
                new DownlinkCommand(
                        topic,
                        DownlinkCommand.BY_NAME,
                        Octets.ofUtf8(text),
                        qos,
                        false,
                        Delivery.NO_EXPIRY,
                        false,
                        ""));
    }

    /** What the last request was answered. */
    ControlOutcome answer() {
        return answers.get(answers.size() - 1);
    }

    /** Why the last request was refused. */
    ControlOutcome.Refusal refusal() {
        return ((ControlOutcome.Refused) answer()).reason();
    }

    List<SnMessage> take(Peer.Udp peer) {
        List<SnMessage> taken = inboxes.remove(peer);
        return taken == null ? List.of() : taken;
    }

    /** Every session ends at last, and then nothing is left: ids, bindings, slots, claims. */
    void checkNothingLeaks() {
        broker.connects = ScriptedBroker.Connects.ACCEPTED;
        passDays(20);
        assertThat(engine.sessions()).as("session records").isZero();
        assertThat(engine.boundPeers()).as("bound peers").isZero();
        assertThat(claimed).as("claimed client ids").isEmpty();
        assertThat(bound).as("peers in the directory").isEmpty();
        assertThat(engine.freeConnectSlots()).as("connect slots").isEqualTo(CONNECT_SLOTS);
        if (store != null) {
            assertThat(store.clients()).as("stored clients").isEmpty();
            assertThat(store.spoolRoomTaken())
                    .as("octets of room taken in the spool")
                    .isZero();
        }
        for (ScriptedBroker.Leg leg : broker.allLegs) {
            assertThat(leg.closes).as("closes of the leg of " + leg.clientId).isNotEmpty();
        }
    }

    @Override
    public void send(Peer.Udp peer, SnMessage message) {
        inboxes.computeIfAbsent(peer, p -> new ArrayList<>()).add(message);
    }

    @Override
    public void multicast(int listener, SnMessage message, int radius) {
        multicasts.add(listener + " " + message + " " + radius);
    }

    @Override
    public boolean claim(String clientId) {
        return claimed.size() < sessionsMax && claimed.add(clientId);
    }

    @Override
    public void adopt(String clientId) {
        claimed.add(clientId);
    }

    @Override
    public void release(String clientId) {
        claimed.remove(clientId);
    }

    @Override
    public void bind(Peer peer) {
        bound.add(peer);
    }

    @Override
    public void unbind(Peer peer) {
        bound.remove(peer);
    }

    /** What a forwarder would see of {@code message} for its node. */
    static Encapsulated encapsulated(String nodeId, SnMessage message) {
        return new Encapsulated(0, Octets.ofUtf8(nodeId), message);
    }
}
