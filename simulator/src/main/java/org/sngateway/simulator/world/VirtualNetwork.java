package org.sngateway.simulator.world;

import org.sngateway.codec.SnDecoder;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.Peer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The air between devices and gateway: loses, repeats, delays, overtakes and damages datagrams, and knows whose address is
 * whose. Each device has a link of its own with its own luck in either direction.
 */
final class VirtualNetwork {
    /** No datagram travels longer: otherwise it could be taken for the answer to another request. */
    static final long DELAY_NANOS_MAX = 5 * VirtualTime.SECOND;

    /** In a bad phase nearly everything is lost, and it ends with this probability per datagram. */
    private static final double LOSS_IN_BURST = 0.9;

    private static final double END_OF_BURST = 0.15;
    private static final int GATEWAY_LISTENER = 0;

    /** Whom datagrams reach. */
    interface Gateway {
        /** A datagram arrived; dealt with at once, later or never. */
        void receive(Consumer<EngineInput> datagram);
    }

    /** One direction of one device's link. */
    private static final class Way {
        final RandomStream random;
        long lastArrivalNanos;
        boolean bad;

        Way(RandomStream random) {
            this.random = random;
        }
    }

    /** One device's link. */
    private static final class Link {
        final Way up;
        final Way down;
        long cloggedUntilNanos;
        long jammedUntilNanos;

        Link(RandomStream random) {
            up = new Way(random.split("up"));
            down = new Way(random.split("down"));
        }
    }

    private final VirtualTime time;
    private final EventLog log;
    private final Gateway gateway;
    private final RandomStream random;
    private final Map<Peer, SimulatedDevice> addresses = new HashMap<>();
    private final Map<SimulatedDevice, Link> links = new HashMap<>();
    private SwarmOptions.Network options;

    VirtualNetwork(World.Parts parts, RandomStream random, SwarmOptions.Network options, Gateway gateway) {
        time = parts.time();
        log = parts.log();
        this.random = random;
        this.options = options;
        this.gateway = gateway;
    }

    void add(SimulatedDevice device) {
        links.put(device, new Link(random.split(device.name())));
        addresses.put(device.peer(), device);
    }

    void move(SimulatedDevice device, Peer from, Peer to) {
        addresses.remove(from, device);
        addresses.put(to, device);
        log.tell(new WorldEvent.DeviceMoved(device.name(), device.clientId()));
    }

    static Peer.Udp address(int host, int port) {
        return Peer.Udp.ofIpv4(GATEWAY_LISTENER, 10 << 24 | host, port);
    }

    private Link link(SimulatedDevice device) {
        Link link = links.get(device);
        if (link == null) {
            throw new IllegalStateException(device.name() + " has no link");
        }
        return link;
    }

    // trouble

    void clog(SimulatedDevice device, long nanos) {
        Link link = link(device);
        link.cloggedUntilNanos = Math.max(link.cloggedUntilNanos, time.nowNanos() + nanos);
    }

    void jam(SimulatedDevice device, long nanos) {
        Link link = link(device);
        link.jammedUntilNanos = Math.max(link.jammedUntilNanos, time.nowNanos() + nanos);
    }

    void heal() {
        options = options.withoutFaults();
        for (Link link : links.values()) {
            link.cloggedUntilNanos = 0;
            link.jammedUntilNanos = 0;
            link.up.bad = false;
            link.down.bad = false;
        }
    }

    // datagrams

    void fromDevice(SimulatedDevice device, SnMessage message) {
        log.tell(new WorldEvent.DeviceSent(device.name(), device.clientId(), message));
        Link link = link(device);
        Peer source = device.peer();
        travel(link, link.up, () -> arriveAtGateway(device, source, message));
    }

    void fromGateway(Peer.Udp to, SnMessage message) {
        SnMessage inner = message;
        Peer peer = to;
        if (message instanceof Encapsulated encapsulated) {
            inner = encapsulated.message();
            peer = new Peer.Forwarded(to, encapsulated.nodeId());
        }
        SimulatedDevice device = addresses.get(peer);
        SnMessage sent = inner;
        if (device == null) {
            log.tell(new WorldEvent.GatewaySent(null, null, sent));
            return;
        }
        log.tell(new WorldEvent.GatewaySent(device.name(), device.clientId(), sent));
        Peer destination = peer;
        Link link = link(device);
        travel(link, link.down, () -> arriveAtDevice(device, destination, sent));
    }

    private void travel(Link link, Way way, Runnable arrival) {
        SwarmOptions.Network now = options;
        if (time.nowNanos() < link.cloggedUntilNanos || isLost(way, now)) {
            return;
        }
        schedule(link, way, arrival);
        if (way.random.chance(now.duplication())) {
            schedule(link, way, arrival);
        }
    }

    private static boolean isLost(Way way, SwarmOptions.Network now) {
        if (way.bad) {
            way.bad = !way.random.chance(END_OF_BURST);
        } else {
            way.bad = way.random.chance(now.burst());
        }
        return way.random.chance(way.bad ? LOSS_IN_BURST : now.loss());
    }

    private void schedule(Link link, Way way, Runnable arrival) {
        SwarmOptions.Network now = options;
        long delay = way.random.between(now.delayNanosMin(), now.delayNanosMax());
        if (way.random.chance(now.reordering())) {
            long extra = way.random.between(0, 2 * now.delayNanosMax());
            time.after(Math.min(DELAY_NANOS_MAX, delay + extra), arrival);
            return;
        }
        long at = Math.max(Math.max(way.lastArrivalNanos, link.jammedUntilNanos), time.nowNanos() + delay);
        way.lastArrivalNanos = at;
        time.at(at, arrival);
    }

    private void arriveAtGateway(SimulatedDevice device, Peer source, SnMessage message) {
        SnMessage datagram =
                source instanceof Peer.Forwarded forwarded ? new Encapsulated(0, forwarded.nodeId(), message) : message;
        RandomStream luck = link(device).up.random;
        if (luck.chance(options.damage())) {
            arriveDamaged(luck, source.endpoint(), datagram);
            return;
        }
        gateway.receive(engine -> {
            log.tell(new WorldEvent.GatewayReceived(device.name(), device.clientId(), message));
            engine.onMessage(source.endpoint(), datagram, time.nowNanos());
        });
    }

    /** What still looks like a message is stopped by UDP's checksum. */
    private void arriveDamaged(RandomStream luck, Peer.Udp source, SnMessage datagram) {
        byte[] octets = SnEncoder.encode(datagram);
        if (luck.chance(0.5)) {
            octets = Arrays.copyOf(octets, luck.between(0, octets.length - 1));
        } else {
            octets[luck.between(0, octets.length - 1)] ^= (byte) (1 << luck.between(0, 7));
        }
        if (SnDecoder.decode(octets) instanceof DecodeResult.Malformed malformed) {
            String description = "damaged " + datagram.type() + " from " + source.text();
            foreign(description, engine -> engine.onMalformed(source, malformed.reason()));
        }
    }

    /** Something from an address that no device has. */
    void fromStranger(Peer.Udp source, SnMessage message) {
        if (!addresses.containsKey(source)) {
            String description = message.type() + " from the stranger " + source.text();
            foreign(description, engine -> engine.onMessage(source, message, time.nowNanos()));
        }
    }

    private void foreign(String description, Consumer<EngineInput> datagram) {
        gateway.receive(engine -> {
            log.tell(new WorldEvent.GatewayReceivedForeign(description));
            datagram.accept(engine);
            log.tell(new WorldEvent.ForeignHandled(null));
        });
    }

    private void arriveAtDevice(SimulatedDevice device, Peer destination, SnMessage message) {
        SimulatedDevice there = addresses.get(destination);
        if (there == device && device.isListening()) {
            log.tell(new WorldEvent.DeviceReceived(device.name(), device.clientId(), message));
            device.onMessage(message);
        }
    }
}
