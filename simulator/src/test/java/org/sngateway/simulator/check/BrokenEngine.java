package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.MalformedReason;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.Ports;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.BrokerLeg;
import org.sngateway.gateway.session.port.BrokerLink;
import org.sngateway.gateway.session.port.ControlAnswer;
import org.sngateway.gateway.session.port.ControlRequest;
import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.LegOptions;
import org.sngateway.gateway.session.port.LegOwner;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.SensorLink;
import org.sngateway.gateway.session.port.SessionDirectory;
import org.sngateway.gateway.session.port.SessionStore;
import org.sngateway.gateway.session.port.StoreEvent;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredClient;
import org.sngateway.simulator.world.EngineInput;
import org.sngateway.simulator.world.Surgery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An engine with something done to it: stands between the real engine and all that it talks to, passes everything on, and
 * is overridden where the defect is.
 */
class BrokenEngine implements Surgery, EngineInput, SensorLink, BrokerLink, SessionStore {
    private @Nullable Ports real;
    private @Nullable EngineInput engine;
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final Map<LegOwner, Leg> legs = new HashMap<>();
    private long nowNanos;

    @Override
    public final Ports ports(Ports realPorts) {
        real = realPorts;
        return new Ports(
                this,
                this,
                directory(realPorts.directory()),
                realPorts.clients(),
                observer(realPorts.observer()),
                this);
    }

    @Override
    public final EngineInput input(EngineInput realEngine) {
        engine = realEngine;
        return this;
    }

    final Ports real() {
        Ports known = real;
        if (known == null) {
            throw new IllegalStateException("no ports yet");
        }
        return known;
    }

    final EngineInput engine() {
        EngineInput known = engine;
        if (known == null) {
            throw new IllegalStateException("no engine yet");
        }
        return known;
    }

    /** Does something with the engine when it is not at work: a port must not call back. */
    final void later(Runnable action) {
        later.add(action);
    }

    /** What time it is for the engine. */
    final long now() {
        return nowNanos;
    }

    private void catchUp() {
        for (Runnable action = later.poll(); action != null; action = later.poll()) {
            action.run();
        }
    }

    /** The message itself, when it comes or goes through a forwarder. */
    static SnMessage inner(SnMessage message) {
        return message instanceof Encapsulated encapsulated ? encapsulated.message() : message;
    }

    /** {@code message}, on the same way as {@code like}. */
    static SnMessage wrapped(SnMessage like, SnMessage message) {
        return like instanceof Encapsulated encapsulated
                ? new Encapsulated(encapsulated.radius(), encapsulated.nodeId(), message)
                : message;
    }

    /** Who is at the other end. */
    static Object node(Peer.Udp peer, SnMessage message) {
        return message instanceof Encapsulated encapsulated ? List.of(peer, encapsulated.nodeId()) : peer;
    }

    final @Nullable Leg legOf(LegOwner owner) {
        return legs.get(owner);
    }

    SessionDirectory directory(SessionDirectory directory) {
        return directory;
    }

    GatewayObserver observer(GatewayObserver observer) {
        return observer;
    }

    // what reaches the engine

    @Override
    public void restore(StoredClient stored, long nowNanos) {
        engine().restore(stored, nowNanos);
    }

    @Override
    public void onMessage(Peer.Udp source, SnMessage message, long nowNanos) {
        engine().onMessage(source, message, nowNanos);
    }

    @Override
    public void onMalformed(Peer.Udp source, MalformedReason reason) {
        engine().onMalformed(source, reason);
    }

    @Override
    public void onBrokerEvent(LegOwner owner, BrokerEvent event, long nowNanos) {
        engine().onBrokerEvent(owner, event, nowNanos);
    }

    @Override
    public void onStoreEvent(StoreEvent event, long nowNanos) {
        engine().onStoreEvent(event, nowNanos);
    }

    @Override
    public void onControl(ControlRequest request, ControlAnswer answer, long nowNanos) {
        engine().onControl(request, answer, nowNanos);
    }

    @Override
    public void onBrokerReachable(long nowNanos) {
        engine().onBrokerReachable(nowNanos);
    }

    @Override
    public void onTime(long newNanos) {
        nowNanos = newNanos;
        catchUp();
        engine().onTime(newNanos);
    }

    // what the engine sends to devices

    @Override
    public void send(Peer.Udp peer, SnMessage message) {
        real().sensors().send(peer, message);
    }

    @Override
    public void multicast(int listener, SnMessage message, int radius) {
        real().sensors().multicast(listener, message, radius);
    }

    // what it asks of the broker

    @Override
    public final BrokerLeg leg(String clientId, LegOwner owner) {
        Leg leg = leg(clientId, owner, real().broker().leg(clientId, owner));
        legs.put(owner, leg);
        return leg;
    }

    Leg leg(String clientId, LegOwner owner, BrokerLeg leg) {
        return new Leg(leg);
    }

    @Override
    public void publishAsGateway(String topic, Octets payload, boolean retain) {
        real().broker().publishAsGateway(topic, payload, retain);
    }

    @Override
    public boolean isBrokerReachable() {
        return real().broker().isBrokerReachable();
    }

    /** A leg that passes everything on. */
    static class Leg implements BrokerLeg {
        final BrokerLeg real;

        Leg(BrokerLeg real) {
            this.real = real;
        }

        @Override
        public void open(LegOptions options) {
            real.open(options);
        }

        @Override
        public void publish(long token, OutgoingPublish publish) {
            real.publish(token, publish);
        }

        @Override
        public void subscribe(long token, String filter, Qos qos) {
            real.subscribe(token, filter, qos);
        }

        @Override
        public void unsubscribe(long token, String filter) {
            real.unsubscribe(token, filter);
        }

        @Override
        public void acknowledge(long deliveryId) {
            real.acknowledge(deliveryId);
        }

        @Override
        public void close(boolean keepSession) {
            real.close(keepSession);
        }
    }

    // what it stores

    @Override
    public long append(List<StoreWrite> changes, Urgency urgency) {
        return real().store().append(changes, urgency);
    }

    @Override
    public boolean isHealthy() {
        return real().store().isHealthy();
    }

    @Override
    public boolean takeSpoolRoom(int octets) {
        return real().store().takeSpoolRoom(octets);
    }

    @Override
    public void releaseSpoolRoom(int octets) {
        real().store().releaseSpoolRoom(octets);
    }

    @Override
    public long nextSpoolId() {
        return real().store().nextSpoolId();
    }

    @Override
    public void readSpool(String clientId, long afterId, int messagesMax) {
        real().store().readSpool(clientId, afterId, messagesMax);
    }
}
