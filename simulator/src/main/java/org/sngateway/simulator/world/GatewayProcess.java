package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.GatewayEngine;
import org.sngateway.gateway.session.Ports;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.ControlAnswer;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SensorLink;
import org.sngateway.gateway.session.port.SessionCause;
import org.sngateway.gateway.session.port.SessionDirectory;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoredClient;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** The gateway as a process around the real engine: it starts, stands still, crashes and starts again. */
final class GatewayProcess implements VirtualNetwork.Gateway {
    /** Datagrams that a socket's buffer holds while nobody reads. */
    private static final int SOCKET_DATAGRAMS_MAX = 20;

    /** Nothing reaches the engine later: message ids may have come round by then. */
    private static final long DATAGRAM_AGE_NANOS_MAX = 2 * VirtualTime.SECOND;

    private static final int PACKET_OCTETS_MAX = 1400;

    /** What the engine talks to. */
    interface Air {
        void send(Peer.Udp to, SnMessage message);
    }

    private final VirtualTime time;
    private final EventLog log;
    private final SwarmOptions.Gateway options;
    private final VirtualBroker broker;
    private final VirtualStore store;
    private final Supplier<Surgery> surgeries;
    private final Air air;
    private final Map<String, StateName> states = new HashMap<>();
    private @Nullable Life life;
    private long tickNanos;
    private boolean stalled;
    /** Whether it stands still for so long that datagrams are lost; otherwise they wait. */
    private boolean deaf;

    GatewayProcess(World.Parts parts, SwarmOptions.Gateway options, Air air) {
        time = parts.time();
        log = parts.log();
        broker = parts.broker();
        store = parts.store();
        surgeries = parts.surgeries();
        this.options = options;
        this.air = air;
        tickNanos = options.tickNanos();
    }

    // its life

    void start() {
        if (life != null) {
            return;
        }
        Life born = new Life();
        life = born;
        List<StoredClient> stored = store.open(born);
        log.tell(new WorldEvent.StoreRead(stored));
        states.clear();
        for (StoredClient client : stored) {
            states.put(client.session().clientId(), client.session().state());
            guarded(() -> born.engine.restore(client, time.nowNanos()));
        }
        log.tell(new WorldEvent.GatewayStarted(born.real.sessions()));
        compare();
    }

    /** Stops in order: what it has written is on the disk first. */
    void stop() {
        store.flush();
        crash();
    }

    void crash() {
        Life dying = life;
        if (dying == null) {
            return;
        }
        life = null;
        stalled = false;
        dying.link.die();
        store.crash();
        log.tell(new WorldEvent.GatewayCrashed());
        broker.onGatewayGone();
    }

    boolean isRunning() {
        return life != null && !stalled;
    }

    /** Stands still for a while: what arrives waits, as far as there is room. */
    void stall(long nanos) {
        Life standing = life;
        if (standing == null || stalled) {
            return;
        }
        stalled = true;
        deaf = nanos > DATAGRAM_AGE_NANOS_MAX;
        time.after(nanos, () -> {
            if (life == standing && stalled) {
                stalled = false;
                standing.catchUp();
            }
        });
    }

    void goOn() {
        start();
        Life standing = life;
        if (stalled && standing != null) {
            stalled = false;
            standing.catchUp();
        }
    }

    void tickEvery(long nanos) {
        tickNanos = nanos;
    }

    /** When the engine is next to be told that time has passed. */
    long nextTickNanos() {
        Life living = life;
        return living == null || stalled ? Long.MAX_VALUE : living.nextTickNanos;
    }

    void tick() {
        Life living = life;
        if (living != null) {
            long nowNanos = time.nowNanos();
            living.nextTickNanos = nowNanos + tickNanos;
            living.tick(nowNanos);
        }
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException bug) {
            log.tell(new WorldEvent.EngineFailed(describe(bug)));
        }
    }

    private static String describe(RuntimeException bug) {
        StringBuilder text = new StringBuilder(bug.toString());
        StackTraceElement[] frames = bug.getStackTrace();
        for (int i = 0; i < Math.min(6, frames.length); i++) {
            text.append(" < ").append(frames[i].getFileName()).append(':').append(frames[i].getLineNumber());
        }
        return text.toString();
    }

    // what reaches it

    @Override
    public void receive(Consumer<EngineInput> datagram) {
        Life living = life;
        if (living != null) {
            living.receive(() -> datagram.accept(living.engine));
        }
    }

    /** Tells what the engine and the store have of every client, while neither is at work. */
    void compare() {
        Life living = life;
        if (living == null || !log.isHeard()) {
            return;
        }
        Set<String> clientIds = new TreeSet<>(living.claimed);
        store.latest()
                .clients()
                .forEach(client -> clientIds.add(client.session().clientId()));
        for (String clientId : clientIds) {
            log.tell(new WorldEvent.RestartCompared(
                    clientId, store.latest().client(clientId), living.real.stored(clientId)));
        }
    }

    /** Numbers of the engine, as far as it tells them. */
    WorldEvent.EngineNumbers numbers() {
        Life living = life;
        if (living == null) {
            return new WorldEvent.EngineNumbers(-1, -1, -1, -1, -1, -1);
        }
        GatewayEngine.Totals totals = living.real.totals();
        return new WorldEvent.EngineNumbers(
                totals.sessions(),
                totals.boundPeers(),
                totals.uplinksUnderWay(),
                totals.buffered(),
                totals.held(),
                living.real.connectSlotsInUse());
    }

    /**
     * An operator asks something, if there is a gateway.
     *
     * @param begins told when the engine is about to be asked
     */
    void control(ControlRequest request, LongConsumer begins, ControlAnswer answer) {
        Life living = life;
        if (living != null) {
            living.queue(() -> {
                begins.accept(time.nowNanos());
                living.engine.onControl(
                        request,
                        outcome -> {
                            if (life == living) {
                                answer.on(outcome);
                            }
                        },
                        time.nowNanos());
            });
        }
    }

    void onBrokerReachable() {
        Life living = life;
        if (living != null && broker.isReachable()) {
            living.queue(() -> living.engine.onBrokerReachable(time.nowNanos()));
        }
    }

    // what others want to know

    StateName stateOf(String clientId) {
        return states.getOrDefault(clientId, StateName.DISCONNECTED);
    }

    boolean hasPublishesUnderWay() {
        return life != null && life.link.hasPublishesUnderWay();
    }

    VirtualStore store() {
        return store;
    }

    WorldEvent.AllGone remains() {
        Life living = life;
        return new WorldEvent.AllGone(
                living == null ? 0 : living.real.sessions(),
                living == null ? 0 : living.claimed.size(),
                living == null ? 0 : living.bound.size(),
                store.latest().clients().size(),
                store.spooled());
    }

    /** From one start to the next crash. */
    private final class Life
            implements SensorLink, SessionDirectory, GatewayObserver, VirtualStore.Sink, VirtualBrokerLink.Sink {
        final VirtualBrokerLink link = new VirtualBrokerLink(broker, this);
        final Set<String> claimed = new HashSet<>();
        final Set<Peer> bound = new HashSet<>();
        final GatewayEngine real;
        final EngineInput engine;
        final Deque<Runnable> waiting = new ArrayDeque<>();
        long nextTickNanos;
        private int waitingDatagrams;

        Life() {
            ClientProfile profile = new ClientProfile(List.of(), List.of(), options.dupAllowed(), PACKET_OCTETS_MAX);
            Ports ports = new Ports(this, link, this, (clientId, peer) -> profile, this, store);
            Surgery surgery = surgeries.get();
            real = new GatewayEngine(options.engine(), surgery.ports(ports), options.predefined(), time.nowNanos());
            engine = surgery.input(new RealEngine(real));
            nextTickNanos = time.nowNanos() + tickNanos;
        }

        void tick(long nowNanos) {
            guarded(() -> engine.onTime(nowNanos));
        }

        /** A datagram; the socket has little room while nobody reads it. */
        void receive(Runnable input) {
            if (stalled && (deaf || waitingDatagrams++ >= SOCKET_DATAGRAMS_MAX)) {
                return;
            }
            queue(input);
        }

        void queue(Runnable input) {
            if (stalled) {
                waiting.add(input);
            } else {
                guarded(input);
            }
        }

        void catchUp() {
            waitingDatagrams = 0;
            Runnable next = waiting.poll();
            while (next != null) {
                guarded(next);
                next = waiting.poll();
            }
            nextTickNanos = time.nowNanos();
        }

        @Override
        public void onBrokerEvent(LegOwner owner, BrokerEvent event) {
            queue(() -> engine.onBrokerEvent(owner, event, time.nowNanos()));
        }

        @Override
        public void onStoreEvent(StoreEvent event) {
            queue(() -> engine.onStoreEvent(event, time.nowNanos()));
        }

        @Override
        public void send(Peer.Udp peer, SnMessage message) {
            air.send(peer, message);
        }

        @Override
        public void multicast(int listener, SnMessage message, int radius) {
            // Nobody listens: devices know their gateway's address.
        }

        @Override
        public boolean claim(String clientId) {
            return claimed.add(clientId);
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

        @Override
        public void stateChanged(String clientId, StateName from, StateName to, SessionCause cause) {
            states.put(clientId, to);
            log.tell(new WorldEvent.SessionStateChanged(clientId, from, to));
        }

        @Override
        public void downlinkDropped(String clientId, Delivery delivery, DropReason reason) {
            log.tell(new WorldEvent.DownlinkGivenUp(clientId, Keys.of(delivery.payload()), reason));
        }

        @Override
        public void spooledRefused(String clientId, long id, OutgoingPublish publish, ReturnCode code) {
            String key = store.spooledKey(clientId, id);
            log.tell(new WorldEvent.SpooledGivenUp(clientId, key == null ? "?" : key));
        }

        @Override
        public void sessionFailed(String clientId, RuntimeException failure) {
            log.tell(new WorldEvent.EngineFailed("session of " + clientId + ": " + describe(failure)));
        }

        @Override
        public void received(Peer peer, SnMessage message) {
            // The network has told it.
        }

        @Override
        public void sent(Peer peer, SnMessage message) {
            // The network tells it.
        }

        @Override
        public void dropped(Peer peer, DropReason reason) {
            // What a device misses, it asks for again.
        }

        @Override
        public void retransmitted(String clientId, MessageType type) {
            // Seen on the air.
        }

        @Override
        public void connectRefused(Peer peer, String clientId, int returnCode, String detail) {
            // Seen on the air.
        }

        @Override
        public void addressChanged(String clientId, Peer from, Peer to) {
            // The device has moved, which was told then.
        }

        @Override
        public void wakeRefused(String clientId, Peer from) {
            // Seen on the air.
        }

        @Override
        public void upstreamUp(String clientId, boolean sessionPresent) {
            // The broker knows.
        }

        @Override
        public void upstreamDown(String clientId, String detail) {
            // The broker knows.
        }

        @Override
        public void willFired(String clientId, String topic) {
            // It counts when the broker has it.
        }
    }
}
