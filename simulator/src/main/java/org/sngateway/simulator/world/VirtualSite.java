package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.simulator.fleet.port.BrokerSide;
import org.sngateway.simulator.fleet.port.Programs;
import org.sngateway.simulator.fleet.port.Site;
import org.sngateway.simulator.fleet.port.SiteClock;
import org.sngateway.simulator.fleet.port.Wire;
import org.sngateway.simulator.scenario.FleetSpec;
import org.sngateway.simulator.scenario.PublishSpec;
import org.sngateway.simulator.scenario.Scenario;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A site without sockets and without waiting: the gateway's own engine with the product's default settings, a model broker, a
 * model disk, and time that jumps from event to event. The wire itself loses and delays nothing. One thread, the caller's;
 * the same scenario makes the same run. {@link #run} fails when there is nothing left that could happen.
 */
public final class VirtualSite implements Site {
    private static final long TICK_NANOS = 100_000_000L;

    /** The product's default for QoS -1; a scenario with more of it gets what it asks for, and half again. */
    private static final double MINUS_ONE_RATE_LEAST = 100;

    private static final double MINUS_ONE_ROOM = 1.5;
    private static final int FIRST_PORT = 20_000;
    private static final int HOSTS_MAX = 1 << 24;

    private final VirtualTime time = new VirtualTime();
    private final VirtualBroker broker;
    private final GatewayProcess gateway;
    private final Map<Peer, Endpoint> endpoints = new HashMap<>();
    private final VirtualBrokerSide brokerSide;
    private int lastHost;
    private int lastPort = FIRST_PORT;

    private VirtualSite(Scenario scenario) {
        RandomStream random = new RandomStream(scenario.seed()).split("site");
        EventLog log = new EventLog(time, List.of());
        broker = new VirtualBroker(time, log, random.split("broker"), ProductEngine.broker());
        VirtualStore store = new VirtualStore(time, random.split("store"), ProductEngine.store());
        World.Parts parts = new World.Parts(time, log, random, broker, store, () -> new Surgery() {});
        double rate = minusOneRate(scenario);
        SwarmOptions.Gateway options = new SwarmOptions.Gateway(
                ProductEngine.options(
                        rate > 0, Math.max(MINUS_ONE_RATE_LEAST, MINUS_ONE_ROOM * rate), scenario.seed() | 1),
                TICK_NANOS,
                true,
                SharedTopics.of(scenario));
        gateway = new GatewayProcess(parts, options, this::fromGateway);
        broker.onReachable(gateway::onBrokerReachable);
        brokerSide = new VirtualBrokerSide(time, broker);
        gateway.start();
    }

    /** A site for this scenario: its predefined topics are configured, and QoS -1 is on when it has any. */
    public static VirtualSite of(Scenario scenario) {
        return new VirtualSite(scenario);
    }

    private static double minusOneRate(Scenario scenario) {
        double rate = 0;
        for (FleetSpec fleet : scenario.fleets()) {
            for (PublishSpec publish : fleet.publishes()) {
                if (publish.qos() == Qos.MINUS_ONE) {
                    double readings = (double) VirtualTime.SECOND / publish.everyNanos();
                    rate += readings * publish.perReading() * fleet.count();
                }
            }
        }
        return rate;
    }

    @Override
    public SiteClock clock() {
        return new SiteClock() {
            @Override
            public long nowNanos() {
                return time.nowNanos();
            }

            @Override
            public void at(long nanos, Runnable task) {
                time.at(nanos, task);
            }

            @Override
            public Lateness lateness() {
                return NEVER_LATE;
            }
        };
    }

    private static final SiteClock.Lateness NEVER_LATE = new SiteClock.Lateness() {
        @Override
        public long p99() {
            return 0;
        }

        @Override
        public long max() {
            return 0;
        }
    };

    @Override
    public Wire wire() {
        return Endpoint::new;
    }

    @Override
    public BrokerSide broker() {
        return brokerSide;
    }

    @Override
    public Programs programs() {
        return new VirtualPrograms(time, broker, gateway, brokerSide);
    }

    @Override
    public void run(BooleanSupplier isOver) {
        while (!isOver.getAsBoolean()) {
            long event = time.nextNanos();
            long tick = gateway.nextTickNanos();
            if (event == Long.MAX_VALUE && tick == Long.MAX_VALUE) {
                throw new IllegalStateException("nothing can happen any more");
            }
            if (tick < event) {
                time.moveTo(tick);
                gateway.tick();
            } else {
                time.step();
            }
        }
    }

    @Override
    public void close() {
        gateway.crash();
    }

    private void fromGateway(Peer.Udp to, SnMessage message) {
        Endpoint endpoint = endpoints.get(to);
        if (endpoint != null) {
            time.after(0, () -> endpoint.arrive(to, message));
        }
    }

    /** A socket of the run's. */
    private final class Endpoint implements Wire.Socket {
        private Wire.Receiver receiver;
        private Peer.@Nullable Udp address;
        private int host;

        Endpoint(Wire.Receiver receiver) {
            this.receiver = receiver;
            move(true);
        }

        private void move(boolean changesAddress) {
            if (changesAddress) {
                lastHost = lastHost % (HOSTS_MAX - 1) + 1;
                host = lastHost;
            }
            lastPort = lastPort == 0xFFFF ? FIRST_PORT : lastPort + 1;
            Peer.Udp fresh = VirtualNetwork.address(host, lastPort);
            address = fresh;
            endpoints.put(fresh, this);
        }

        @Override
        public void send(SnMessage message) {
            Peer.Udp from = address;
            if (from != null) {
                gateway.receive(engine -> engine.onMessage(from, message, time.nowNanos()));
            }
        }

        @Override
        public void sendRaw(byte[] datagram) {
            Peer.Udp from = address;
            DecodeResult result = SnDecoder.decode(datagram);
            if (result instanceof DecodeResult.Decoded decoded) {
                send(decoded.message());
            } else if (from != null && result instanceof DecodeResult.Malformed malformed) {
                gateway.receive(engine -> engine.onMalformed(from, malformed.reason()));
            }
        }

        void arrive(Peer.Udp at, SnMessage message) {
            if (at.equals(address)) {
                receiver.receive(message, SnEncoder.encodedLength(message));
            }
        }

        @Override
        public void rebind(boolean changesAddress) {
            close();
            move(changesAddress);
        }

        @Override
        public void receiver(Wire.Receiver newReceiver) {
            receiver = newReceiver;
        }

        @Override
        public void close() {
            endpoints.remove(address, this);
            address = null;
        }
    }
}
