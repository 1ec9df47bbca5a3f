package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.device.DeviceState;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A sensor network in one thread: devices, air, gateway, store and broker, all of it virtual but the gateway's engine. First
 * everything may go wrong; then everything heals, and what was promised has to come true in time. The same seed makes the same
 * run, to the last datagram.
 */
public final class World {
    /** How often it is looked whether all has come to an end. */
    private static final long LOOK_NANOS = 30 * VirtualTime.SECOND;

    private static final long MEASURE_NANOS = VirtualTime.MINUTE;
    /** How often engine and store are compared, on average. */
    private static final long COMPARE_NANOS_MEAN = 40 * VirtualTime.SECOND;

    private static final long COARSE_TICK_NANOS = VirtualTime.MINUTE;
    /** A run that never stops talking is broken. */
    private static final long EVENTS_MAX = 20_000_000;

    /** What the pieces of a world share. */
    record Parts(
            VirtualTime time,
            EventLog log,
            RandomStream random,
            VirtualBroker broker,
            VirtualStore store,
            Supplier<Surgery> surgeries) {}

    private final SwarmOptions options;
    private final VirtualTime time = new VirtualTime();
    private final EventLog log;
    private final RandomStream random;
    private final VirtualBroker broker;
    private final GatewayProcess gateway;
    private final VirtualNetwork network;
    private final Strangers strangers;
    private final Operators operators;
    private final RandomStream comparing;
    private final List<SimulatedDevice> devices = new ArrayList<>();
    private boolean healed;
    private long endedNanos;

    World(SwarmOptions options, List<? extends Judge> judges, Supplier<Surgery> surgeries) {
        this.options = options;
        random = new RandomStream(options.seed() + options.luck()).split("world");
        log = new EventLog(time, judges);
        broker = new VirtualBroker(time, log, random.split("broker"), options.broker());
        VirtualStore store = new VirtualStore(time, random.split("store"), options.store());
        Parts parts = new Parts(time, log, random, broker, store, surgeries);
        gateway = new GatewayProcess(
                parts, options.gateway(), (to, message) -> network().fromGateway(to, message));
        comparing = random.split("comparing");
        network = new VirtualNetwork(parts, random.split("network"), options.network(), gateway);
        strangers = new Strangers(network, random.split("strangers"));
        operators = new Operators(gateway, log);
        for (int i = 0; i < options.devices().size(); i++) {
            SimulatedDevice device = new SimulatedDevice(options.devices().get(i), i, parts, network);
            devices.add(device);
            network.add(device);
        }
        broker.onReachable(gateway::onBrokerReachable);
    }

    private VirtualNetwork network() {
        return network;
    }

    void listen(EventLog.Listener listener) {
        log.add(listener);
    }

    /** Runs one seed with the real engine. */
    public static Outcome run(long seed, Preset preset, List<? extends Judge> judges) {
        return run(seed, preset, judges, () -> new Surgery() {});
    }

    /** Runs one seed with an engine that something was done to; every start of the gateway asks for it anew. */
    public static Outcome run(long seed, Preset preset, List<? extends Judge> judges, Supplier<Surgery> surgeries) {
        return Seeds.of(preset).run(seed, judges, surgeries);
    }

    Outcome run() {
        log.tell(new WorldEvent.Began(options.seed(), options.gateway().engine()));
        plan();
        gateway.start();
        runUntil(VirtualTime.START_NANOS + options.chaosNanos());
        heal();
        awaitTheEnd();
        return outcome();
    }

    private void plan() {
        List<DevicePlan> plans = options.devices();
        for (int i = 0; i < plans.size(); i++) {
            SimulatedDevice device = devices.get(i);
            if (plans.get(i).isAbsent()) {
                device.stop();
                continue;
            }
            time.after(plans.get(i).startNanos(), () -> {
                if (!healed) {
                    device.switchOn();
                }
            });
        }
        for (Traffic traffic : options.traffic()) {
            time.after(traffic.atNanos(), () -> publish(traffic));
        }
        for (Fault fault : options.faults()) {
            time.after(fault.atNanos(), () -> strike(fault));
        }
        for (Order order : options.orders()) {
            time.after(order.atNanos(), () -> {
                if (!healed) {
                    operators.give(order, devices.get(order.device()).clientId());
                }
            });
        }
        time.after(MEASURE_NANOS, this::measure);
        time.after(comparing.pause(COMPARE_NANOS_MEAN), this::compare);
    }

    private void publish(Traffic traffic) {
        if (traffic.device() != Traffic.BACKEND) {
            devices.get(traffic.device()).give(traffic);
            return;
        }
        Octets payload = Keys.payload(traffic.key(), 0);
        broker.publish(new BrokerMessage(traffic.topic(), payload, traffic.qos(), traffic.retain()));
    }

    private void measure() {
        if (gateway.isRunning()) {
            log.tell(new WorldEvent.EngineMeasured(gateway.numbers()));
        }
        time.after(healed ? 60 * MEASURE_NANOS : MEASURE_NANOS, this::measure);
    }

    private void compare() {
        gateway.compare();
        if (!healed) {
            time.after(comparing.pause(COMPARE_NANOS_MEAN), this::compare);
        }
    }

    private boolean isOver() {
        return log.broken() != null || time.events() > EVENTS_MAX;
    }

    private void runUntil(long endNanos) {
        while (!isOver()) {
            long event = time.nextNanos();
            long tick = gateway.nextTickNanos();
            if (Math.min(event, tick) > endNanos) {
                time.moveTo(endNanos);
                return;
            }
            if (tick < event) {
                time.moveTo(tick);
                gateway.tick();
            } else {
                time.step();
            }
        }
    }

    private void strike(Fault fault) {
        if (healed) {
            return;
        }
        switch (fault.kind()) {
            case GATEWAY_CRASH -> {
                gateway.crash();
                time.after(fault.lastsNanos(), gateway::start);
            }
            case GATEWAY_STALL -> gateway.stall(fault.lastsNanos());
            case BROKER_RESTART -> {
                broker.stop();
                time.after(fault.lastsNanos(), () -> broker.start(true));
            }
            case BROKER_AMNESIA -> {
                broker.stop();
                time.after(fault.lastsNanos(), () -> broker.start(false));
            }
            case BROKER_UNREACHABLE -> {
                broker.setReachable(false);
                time.after(fault.lastsNanos(), () -> broker.setReachable(true));
            }
            case SLOW_ACKS -> broker.slowDown(fault.lastsNanos());
            case LEG_CUT -> broker.cut(devices.get(fault.device()).clientId());
            case SESSION_LOST -> broker.lose(devices.get(fault.device()).clientId());
            case CLOG -> concerned(fault).forEach(device -> network.clog(device, fault.lastsNanos()));
            case JAM -> concerned(fault).forEach(device -> network.jam(device, fault.lastsNanos()));
            case REBIND -> devices.get(fault.device()).move();
            case REBOOT -> devices.get(fault.device()).reboot();
            case VANISH -> devices.get(fault.device()).vanish();
            case STRANGER -> strangers.speak();
            case DISK_FULL -> {
                gateway.store().fill(fault.lastsNanos());
                log.tell(new WorldEvent.DiskFilled(fault.lastsNanos()));
            }
        }
    }

    private List<SimulatedDevice> concerned(Fault fault) {
        return fault.device() == Fault.EVERYBODY ? devices : List.of(devices.get(fault.device()));
    }

    private void heal() {
        if (isOver()) {
            return;
        }
        healed = true;
        network.heal();
        broker.heal();
        gateway.store().heal();
        gateway.goOn();
        log.tell(new WorldEvent.Healed());
        devices.forEach(SimulatedDevice::settle);
    }

    private void awaitTheEnd() {
        long latest = time.nowNanos() + options.patienceNanos();
        while (!isOver() && time.nowNanos() < latest && !isQuiet()) {
            runUntil(time.nowNanos() + LOOK_NANOS);
        }
        // Everything that was sent arrives.
        runUntil(time.nowNanos() + 3 * VirtualTime.MINUTE);
        if (isOver()) {
            return;
        }
        gateway.compare();
        log.tell(new WorldEvent.EngineMeasured(gateway.numbers()));
        tellBrokerSessions();
        log.tell(new WorldEvent.Ended());
        endedNanos = time.elapsedNanos();
        devices.forEach(SimulatedDevice::stop);
        gateway.tickEvery(COARSE_TICK_NANOS);
        runUntil(time.nowNanos() + longestMemoryNanos());
        if (!isOver()) {
            log.tell(gateway.remains());
        }
    }

    private void tellBrokerSessions() {
        for (SimulatedDevice device : devices) {
            if (broker.session(device.clientId()) != null) {
                log.tell(new WorldEvent.BrokerHasSession(device.clientId()));
            }
        }
    }

    private long longestMemoryNanos() {
        long longest = options.gateway().engine().timing().idleNanos();
        for (DevicePlan plan : options.devices()) {
            int seconds = Math.max(plan.habit().sleepSeconds(), plan.options().keepAliveSeconds());
            longest = Math.max(longest, 3L * seconds * VirtualTime.SECOND);
        }
        return longest + options.gateway().engine().capacity().sessionNanos() + VirtualTime.HOUR;
    }

    /** Whether nothing waits for anything any more. */
    private boolean isQuiet() {
        for (SimulatedDevice device : devices) {
            StateName state = gateway.stateOf(device.clientId());
            boolean forgotten = state == StateName.LOST || state == StateName.DISCONNECTED;
            if (!device.isSettled() || device.isGone() && !forgotten && !isShared(device)) {
                return false;
            }
            BrokerSession session = broker.session(device.clientId());
            if (!device.isGone() && session != null && session.kept() > 0) {
                return false;
            }
            if (!device.isGone() && gateway.store().hasCommands(device.clientId())) {
                return false;
            }
        }
        return gateway.store().spooled() == 0 && !gateway.hasPublishesUnderWay();
    }

    private boolean isShared(SimulatedDevice one) {
        return devices.stream()
                .anyMatch(other -> other != one
                        && other.clientId().equals(one.clientId())
                        && other.state() != DeviceState.OFFLINE);
    }

    private Outcome outcome() {
        EventLog.Broken broken = log.broken();
        Outcome.@Nullable Failure failure = broken == null
                ? null
                : new Outcome.Failure(broken.judge().id(), broken.what(), broken.atNanos() - VirtualTime.START_NANOS);
        double hours = (double) (endedNanos > 0 ? endedNanos : time.elapsedNanos()) / VirtualTime.HOUR;
        return new Outcome(options.seed(), time.events(), hours * devices.size(), failure);
    }
}
