package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.LegOptions;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Will;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An MQTT broker: sessions with their queues, retained messages, QoS 0, 1 and 2 both ways, windows, Wills with their delay,
 * expiry of sessions. It says what it does to the log, forgets sessions when told to, and can be away.
 */
final class VirtualBroker {
    /** How late answers are in a slow phase, at most. */
    private static final long SLOW_NANOS_MAX = 20 * VirtualTime.SECOND;
    /** How many clients may not publish to one of their topics. */
    private static final double REFUSED_SHARE = 0.06;

    final VirtualTime time;
    final EventLog log;
    final SwarmOptions.Broker options;

    private final RandomStream random;
    private final Map<String, RandomStream> lucks = new LinkedHashMap<>();
    private final Map<String, BrokerSession> sessions = new LinkedHashMap<>();
    private final Map<String, BrokerMessage> retained = new LinkedHashMap<>();
    private final SubscriptionIndex index = new SubscriptionIndex();
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<Consumer<BrokerMessage>> watchers = new ArrayList<>(1);
    private long lastOrdinal;
    private boolean running = true;
    private boolean reachable = true;
    private long slowUntilNanos;
    private long stalledUntilNanos;
    private long lateUntilNanos;
    private long lateNanos;
    private Runnable onReachable = () -> {};

    VirtualBroker(VirtualTime time, EventLog log, RandomStream random, SwarmOptions.Broker options) {
        this.time = time;
        this.log = log;
        this.random = random;
        this.options = options;
    }

    void onReachable(Runnable listener) {
        onReachable = listener;
    }

    /** Each client's way to the broker has its own luck. */
    RandomStream luck(String clientId) {
        return lucks.computeIfAbsent(clientId, random::split);
    }

    boolean isReachable() {
        return running && reachable;
    }

    Iterable<BrokerSession> sessions() {
        return sessions.values();
    }

    @Nullable
    BrokerSession session(String clientId) {
        return sessions.get(clientId);
    }

    // what the backend does

    /** Somebody at the broker publishes; while it is not running, as soon as it is. */
    void publish(BrokerMessage message) {
        whenRunning(() -> route(message));
    }

    /** Now, or as soon as it runs again. */
    void whenRunning(Runnable action) {
        if (running) {
            action.run();
        } else {
            waiting.add(action);
        }
    }

    /** Tells of every message that is routed, whatever its topic. */
    void watch(Consumer<BrokerMessage> watcher) {
        watchers.add(watcher);
    }

    private void route(BrokerMessage message) {
        if (message.retain()) {
            if (message.payload().isEmpty()) {
                retained.remove(message.topic());
            } else {
                retained.put(message.topic(), message);
            }
        }
        for (int i = 0; i < watchers.size(); i++) {
            watchers.get(i).accept(message);
        }
        index.match(
                message.topic(),
                (session, granted) -> deliver(session, message.with(lower(granted, message.qos()), false)));
    }

    private static Qos lower(Qos one, Qos other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private void deliver(BrokerSession session, BrokerMessage message) {
        if (message.qos() == Qos.ZERO && !session.isConnected()) {
            return;
        }
        if (log.isHeard()) {
            log.tell(new WorldEvent.BrokerQueued(session.clientId, message.key(), message.topic(), message.qos()));
        }
        BrokerConnection connection = session.connection;
        if (message.qos() == Qos.ZERO && connection != null) {
            connection.down(() -> connection.leg.onPublish(connection, message, 0));
            return;
        }
        session.queued.add(message);
        pump(session);
    }

    private void pump(BrokerSession session) {
        BrokerConnection connection = session.connection;
        while (connection != null && session.inFlight.size() < options.window() && !session.queued.isEmpty()) {
            BrokerMessage message = session.queued.remove();
            if (!message.isExpired(time.nowNanos())) {
                BrokerSession.Outgoing outgoing = new BrokerSession.Outgoing(message, session.nextPacketId());
                session.inFlight.add(outgoing);
                send(connection, outgoing);
            }
        }
    }

    private static void send(BrokerConnection connection, BrokerSession.Outgoing outgoing) {
        if (outgoing.received) {
            connection.down(() -> connection.leg.onPubRel(connection, outgoing.packetId));
        } else {
            connection.down(() -> connection.leg.onPublish(connection, outgoing.message, outgoing.packetId));
        }
    }

    // what clients do

    /** CONNECT: answers {@code null} when there is nobody to take it. */
    @Nullable
    BrokerConnection connect(VirtualLeg leg, LegOptions legOptions) {
        if (!isReachable()) {
            return null;
        }
        BrokerSession session = sessions.get(leg.clientId());
        if (session != null && session.connection != null) {
            cut(session, true);
        }
        boolean present = session != null && !legOptions.cleanStart();
        if (session != null && !present) {
            forget(session);
        }
        if (session == null || !present) {
            session = new BrokerSession(leg.clientId(), ++lastOrdinal);
            sessions.put(leg.clientId(), session);
        }
        session.generation++;
        session.will = legOptions.will();
        BrokerConnection connection = new BrokerConnection(leg, session, this);
        session.connection = connection;
        connection.down(() -> leg.onConnAck(connection, present));
        for (BrokerSession.Outgoing outgoing : session.inFlight) {
            send(connection, outgoing);
        }
        pump(session);
        return connection;
    }

    void onDisconnect(BrokerConnection connection, boolean keepSession, boolean cleanSession) {
        BrokerSession session = connection.session;
        connection.cut();
        session.connection = null;
        session.will = null;
        session.generation++;
        if (!keepSession) {
            forget(session);
        } else {
            expireLater(session, cleanSession);
        }
    }

    /** CONNECT with a clean start and DISCONNECT at once: the session is gone. */
    void forget(String clientId) {
        BrokerSession session = sessions.get(clientId);
        if (session != null && session.connection == null) {
            forget(session);
        }
    }

    private void forget(BrokerSession session) {
        session.generation++;
        if (session.will != null) {
            fireWill(session);
        }
        sessions.remove(session.clientId, session);
        session.subscriptions.keySet().forEach(filter -> index.remove(session, filter));
        log.tell(new WorldEvent.BrokerSessionLost(session.clientId));
    }

    private void expireLater(BrokerSession session, boolean cleanSession) {
        long generation = session.generation;
        time.after(cleanSession ? options.cleanExpiryNanos() : options.expiryNanos(), () -> {
            if (session.generation == generation && sessions.get(session.clientId) == session) {
                forget(session);
            }
        });
    }

    /** With MQTT 5 it can say no: to some clients, as to one of their topics. */
    private boolean refuses(String clientId, String topic) {
        return options.mqtt5()
                && topic.equals(Topics.uplinkOf(clientId, 0).get(1))
                && random.split("refusals").split(clientId).chance(REFUSED_SHARE);
    }

    void onPublish(BrokerConnection connection, OutgoingPublish publish, int packetId, boolean dup) {
        BrokerSession session = connection.session;
        VirtualLeg leg = connection.leg;
        if (refuses(session.clientId, publish.topic())) {
            if (publish.qos().isAcknowledged()) {
                connection.answer(thinking(session), () -> leg.onRefused(connection, packetId));
            }
            return;
        }
        switch (publish.qos()) {
            case ZERO, MINUS_ONE -> routeFrom(session, publish, false);
            case ONE -> {
                // With DUP it may still be the first to arrive.
                OutgoingPublish former = session.routedQos1.put(packetId, publish);
                routeFrom(session, publish, dup && publish.equals(former));
                connection.answer(thinking(connection.session), () -> {
                    session.routedQos1.remove(packetId);
                    leg.onPubAck(connection, packetId);
                });
            }
            case TWO -> {
                // Packet ids are a client's own: one that has lost its memory uses an id again for something else.
                OutgoingPublish former = session.unreleased.put(packetId, publish);
                if (former == null || !former.equals(publish)) {
                    routeFrom(session, publish, false);
                }
                connection.answer(thinking(connection.session), () -> leg.onPubRec(connection, packetId));
            }
        }
    }

    private long thinking(BrokerSession session) {
        return time.nowNanos() < slowUntilNanos ? luck(session.clientId).between(0, SLOW_NANOS_MAX) : 0;
    }

    private void routeFrom(BrokerSession session, OutgoingPublish publish, boolean again) {
        BrokerMessage message = new BrokerMessage(publish.topic(), publish.payload(), publish.qos(), publish.retain());
        if (log.isHeard()) {
            String key = message.key();
            log.tell(
                    Keys.isWill(key)
                            ? new WorldEvent.WillPublished(session.clientId, message.topic(), again)
                            : new WorldEvent.BrokerGot(session.clientId, key, message.topic(), message.qos()));
        }
        route(message);
    }

    void onPubRel(BrokerConnection connection, int packetId) {
        connection.session.unreleased.remove(packetId);
        connection.answer(0, () -> connection.leg.onPubComp(connection, packetId));
    }

    void onPubAck(BrokerConnection connection, int packetId) {
        BrokerSession session = connection.session;
        BrokerSession.Outgoing outgoing = session.inFlight(packetId);
        if (outgoing != null) {
            session.inFlight.remove(outgoing);
            acknowledged(session, outgoing);
            pump(session);
        }
    }

    void onPubRec(BrokerConnection connection, int packetId) {
        BrokerSession.Outgoing outgoing = connection.session.inFlight(packetId);
        if (outgoing != null && !outgoing.received) {
            outgoing.received = true;
            acknowledged(connection.session, outgoing);
        }
        connection.down(() -> connection.leg.onPubRel(connection, packetId));
    }

    private void acknowledged(BrokerSession session, BrokerSession.Outgoing outgoing) {
        if (!log.isHeard()) {
            return;
        }
        BrokerMessage message = outgoing.message;
        log.tell(new WorldEvent.BrokerWasAcknowledged(session.clientId, message.key(), message.qos()));
    }

    void onPubComp(BrokerConnection connection, int packetId) {
        BrokerSession session = connection.session;
        BrokerSession.Outgoing outgoing = session.inFlight(packetId);
        if (outgoing != null) {
            session.inFlight.remove(outgoing);
            pump(session);
        }
    }

    void onSubscribe(BrokerConnection connection, String filter, Qos qos, long token) {
        BrokerSession session = connection.session;
        session.subscriptions.put(filter, qos);
        index.add(session, filter, qos);
        connection.answer(thinking(connection.session), () -> connection.leg.onSubAck(connection, token, qos));
        for (BrokerMessage message : List.copyOf(retained.values())) {
            if (Topics.matches(filter, message.topic())) {
                deliver(session, message.with(lower(qos, message.qos()), true));
            }
        }
    }

    void onUnsubscribe(BrokerConnection connection, String filter, long token) {
        connection.session.subscriptions.remove(filter);
        index.remove(connection.session, filter);
        connection.answer(thinking(connection.session), () -> connection.leg.onUnsubAck(connection, token));
    }

    // Wills

    private void fireWill(BrokerSession session) {
        Will will = session.will;
        session.will = null;
        if (will != null) {
            log.tell(new WorldEvent.WillPublished(session.clientId, will.topic(), false));
            route(new BrokerMessage(will.topic(), will.message(), will.qos(), will.retain()));
        }
    }

    private void fireWillLater(BrokerSession session) {
        if (session.will == null) {
            return;
        }
        if (options.willDelayNanos() == 0) {
            fireWill(session);
            return;
        }
        long generation = session.generation;
        time.after(options.willDelayNanos(), () -> {
            if (session.generation == generation) {
                fireWill(session);
            }
        });
    }

    // what goes wrong

    /** A connection ends without DISCONNECT; {@code noticed}: the broker finds out, and the Will is due. */
    private void cut(BrokerSession session, boolean noticed) {
        BrokerConnection connection = session.connection;
        if (connection == null) {
            return;
        }
        connection.cut();
        log.tell(new WorldEvent.LegLost(session.clientId));
        session.connection = null;
        session.generation++;
        LegOptions used = connection.leg.current();
        expireLater(session, used == null || used.cleanSession());
        if (noticed) {
            fireWillLater(session);
        }
        VirtualLeg leg = connection.leg;
        long latency = luck(session.clientId).between(options.latencyNanosMin(), options.latencyNanosMax());
        time.after(latency, () -> leg.onCut(connection));
    }

    /** The connection of one client breaks. */
    void cut(String clientId) {
        BrokerSession session = sessions.get(clientId);
        if (session != null) {
            cut(session, true);
        }
    }

    /** The gateway's process is gone; the broker finds out now or when its keep-alive has run out. */
    void onGatewayGone() {
        long noticedNanos = options.halfOpenNanos();
        for (BrokerSession session : List.copyOf(sessions.values())) {
            BrokerConnection connection = session.connection;
            if (connection == null) {
                continue;
            }
            if (noticedNanos == 0) {
                cut(session, true);
            } else {
                time.after(noticedNanos, () -> {
                    if (session.connection == connection) {
                        cut(session, true);
                    }
                });
            }
        }
    }

    /** The broker forgets one client. */
    void lose(String clientId) {
        BrokerSession session = sessions.get(clientId);
        if (session != null) {
            cut(session, false);
            session.will = null;
            forget(session);
        }
    }

    void stop() {
        if (running) {
            running = false;
            log.tell(new WorldEvent.BrokerWentAway());
            sessions.values().forEach(session -> cut(session, false));
        }
    }

    void start(boolean remembers) {
        if (running) {
            return;
        }
        if (!remembers) {
            for (BrokerSession session : List.copyOf(sessions.values())) {
                session.will = null;
                forget(session);
            }
            retained.clear();
        }
        // Wills of connections that broke with the broker went down with it.
        sessions.values().forEach(session -> session.will = null);
        running = true;
        log.tell(new WorldEvent.BrokerCameBack());
        List<Runnable> late = List.copyOf(waiting);
        waiting.clear();
        late.forEach(Runnable::run);
        tellReachable();
    }

    void setReachable(boolean now) {
        if (reachable == now) {
            return;
        }
        reachable = now;
        if (now) {
            log.tell(new WorldEvent.BrokerCameBack());
            tellReachable();
        } else {
            log.tell(new WorldEvent.BrokerWentAway());
            List.copyOf(sessions.values()).forEach(session -> cut(session, true));
        }
    }

    private void tellReachable() {
        if (isReachable()) {
            time.after(VirtualTime.SECOND, onReachable);
        }
    }

    void slowDown(long nanos) {
        slowUntilNanos = Math.max(slowUntilNanos, time.nowNanos() + nanos);
    }

    /** Nothing passes between the broker and its clients for a while. */
    void stall(long nanos) {
        stalledUntilNanos = Math.max(stalledUntilNanos, time.nowNanos() + nanos);
    }

    /** What it says comes late for a while. */
    void delay(long delayNanos, long nanos) {
        lateNanos = delayNanos;
        lateUntilNanos = time.nowNanos() + nanos;
    }

    /** When something that a client sends now arrives, {@code latencyNanos} if all is well. */
    long upArrivalNanos(long latencyNanos) {
        return Math.max(time.nowNanos() + latencyNanos, stalledUntilNanos);
    }

    /** The same for what the broker says. */
    long downArrivalNanos(long latencyNanos) {
        long late = time.nowNanos() < lateUntilNanos ? lateNanos : 0;
        return Math.max(time.nowNanos() + latencyNanos + late, stalledUntilNanos);
    }

    /** Nothing goes wrong any more. */
    void heal() {
        slowUntilNanos = 0;
        start(true);
        setReachable(true);
    }
}
