package org.sngateway.simulator.world;

import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.EngineOptions;
import org.sngateway.gateway.session.Rate;
import org.sngateway.gateway.session.Tolerance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import static org.sngateway.simulator.world.VirtualTime.HOUR;
import static org.sngateway.simulator.world.VirtualTime.MINUTE;
import static org.sngateway.simulator.world.VirtualTime.SECOND;

/*
 * Swarm testing (Groce et al., ISSTA 2012): a run with everything switched on finds less than many runs, each with another
 * half of the features, since features hide each other's bugs.
 */
/** Draws a whole run from a seed. */
final class SwarmDraw {
    private static final long MILLI = 1_000_000L;
    private static final int TRAFFIC_MAX = 3000;
    private static final int DEVICES_MAX = 20;

    private final long seed;
    private final Preset preset;
    private final RandomStream root;
    private final long chaosNanos;

    SwarmDraw(long seed, Preset preset, long fixedChaosNanos) {
        this.seed = seed;
        this.preset = preset;
        root = new RandomStream(seed);
        chaosNanos = fixedChaosNanos > 0 ? fixedChaosNanos : chaos(root.split("chaos"));
    }

    private long chaos(RandomStream random) {
        return switch (preset) {
            case DEFAULT, OPERATED ->
                random.chance(0.05) ? random.spread(3 * HOUR, 48 * HOUR) : random.spread(2 * MINUTE, 2 * HOUR);
            case NBIOT -> random.spread(24 * HOUR, 14 * 24 * HOUR);
            case CALM -> random.spread(2 * MINUTE, HOUR);
        };
    }

    SwarmOptions draw() {
        SwarmOptions.Gateway gateway = gateway(root.split("gateway"));
        RandomStream random = root.split("devices");
        int count = preset == Preset.NBIOT ? random.between(5, DEVICES_MAX) : (int) random.spread(1, DEVICES_MAX);
        SwarmDevices drawn =
                new SwarmDevices(preset, chaosNanos, gateway.engine().sleep().preserveOnConnect());
        List<DevicePlan> devices = drawn.withWhims(
                root.split("whims"),
                drawn.draw(random, count),
                gateway.engine().sleep().lenientUplink());
        List<Traffic> traffic = traffic(root.split("traffic"), devices);
        if (gateway.engine().publishMinusOne().enabled()) {
            traffic = withMinusOne(root.split("minus one"), traffic, devices);
        }
        return new SwarmOptions(
                seed,
                0,
                chaosNanos,
                patience(devices, traffic.size(), gateway.engine()),
                gateway,
                network(root.split("network")),
                broker(root.split("broker")),
                store(root.split("store")),
                devices,
                traffic,
                preset == Preset.CALM ? List.of() : withFullDisks(faults(root.split("faults"), count)),
                preset == Preset.OPERATED ? new OrderDraw(chaosNanos).draw(root.split("orders"), devices) : List.of());
    }

    private List<Fault> withFullDisks(List<Fault> faults) {
        RandomStream random = root.split("full disks");
        if (!random.chance(0.25)) {
            return faults;
        }
        List<Fault> all = new ArrayList<>(faults);
        int count = random.between(1, 3);
        for (int i = 0; i < count; i++) {
            all.add(fault(random, Fault.Kind.DISK_FULL, 1));
        }
        all.sort(Comparator.comparingLong(Fault::atNanos));
        return all;
    }

    /** Devices with a topic that needs no registration send messages that nobody answers, connected or not. */
    private List<Traffic> withMinusOne(RandomStream random, List<Traffic> traffic, List<DevicePlan> devices) {
        List<Traffic> all = new ArrayList<>(traffic);
        for (int i = 0; i < devices.size(); i++) {
            RandomStream own = random.split("device" + i);
            if (own.chance(0.5)) {
                List<String> topics = Topics.withoutRegistration(devices.get(i).clientId(), i);
                long pause = Math.max(chaosNanos / 50, own.spread(4 * SECOND, 20 * MINUTE));
                long at = own.pause(pause);
                for (int k = 0; at < chaosNanos; k++) {
                    all.add(new Traffic(at, "m" + i + "-" + k, i, own.pick(topics), Qos.MINUS_ONE, false));
                    at += own.pause(pause);
                }
            }
        }
        all.sort(Comparator.comparingLong(Traffic::atNanos));
        return all;
    }

    private SwarmOptions.Gateway gateway(RandomStream random) {
        long tickNanos = preset == Preset.NBIOT ? SECOND : random.pick(List.of(100L, 100L, 250L, 1000L)) * MILLI;
        EngineOptions engine = new EngineOptions(
                new EngineOptions.Identity(1, List.of(0L), peer -> true, 128),
                timing(random),
                sleep(random),
                capacity(random),
                admission(),
                upstream(random),
                minusOne(root.split("gateway minus one")));
        return new SwarmOptions.Gateway(engine, tickNanos, random.chance(0.8));
    }

    private static EngineOptions.PublishMinusOne minusOne(RandomStream random) {
        return new EngineOptions.PublishMinusOne(
                random.chance(0.3), peer -> true, List.of("#"), new Rate(100, 100), false);
    }

    private EngineOptions.Timing timing(RandomStream random) {
        long retryNanos = preset == Preset.NBIOT ? random.between(10, 30) * SECOND : random.between(5, 15) * SECOND;
        return new EngineOptions.Timing(
                retryNanos,
                random.between(2, 5),
                random.between(60, 120) * SECOND,
                random.between(1, 24) * HOUR,
                random.chance(0.3),
                random.chance(0.7) ? Tolerance.SPECIFICATION : new Tolerance(random.between(30, 100)));
    }

    private static EngineOptions.Sleep sleep(RandomStream random) {
        return new EngineOptions.Sleep(
                86_400,
                random.chance(0.5) ? EngineOptions.WakeFrom.SAME_IP : EngineOptions.WakeFrom.ANY,
                random.chance(0.8),
                random.chance(0.8),
                random.between(5, 50),
                random.chance(0.7) ? 0 : random.between(1, 5));
    }

    private EngineOptions.Capacity capacity(RandomStream random) {
        return new EngineOptions.Capacity(
                random.between(1, 8),
                random.between(20, 50),
                random.between(10, 50),
                random.between(1, 100),
                65_536,
                chaosNanos + 30 * 24 * HOUR,
                chaosNanos + random.between(1L, 7L) * 24 * HOUR,
                random.chance(0.8),
                preset == Preset.OPERATED && root.split("keep latest").chance(0.4)
                        ? List.of("down/+/c", "pre/#")
                        : List.of());
    }

    /** Wide open: every device of a world may come at once. */
    private static EngineOptions.Admission admission() {
        Rate wide = new Rate(10_000, 10_000);
        return new EngineOptions.Admission(1000, wide, wide, wide, wide, wide, 1000);
    }

    private EngineOptions.Upstream upstream(RandomStream random) {
        return new EngineOptions.Upstream(
                random.between(1, 50),
                SECOND,
                random.between(5, 60) * SECOND,
                chaosNanos + 24 * HOUR,
                random.between(0, 3));
    }

    private SwarmOptions.Network network(RandomStream random) {
        long delayMin = preset == Preset.NBIOT ? random.between(200, 1000) : random.between(1, 50);
        long delayMax = preset == Preset.NBIOT ? random.between(1500, 4000) : delayMin + random.spread(1, 2000);
        if (preset == Preset.CALM) {
            return new SwarmOptions.Network(0, 0, 0, 0, 0, delayMin * MILLI, (delayMin + 20) * MILLI);
        }
        return new SwarmOptions.Network(
                random.chance(0.6) ? random.fraction() * 0.3 : 0,
                random.chance(0.4) ? random.fraction() * 0.03 : 0,
                random.chance(0.5) ? random.fraction() * 0.2 : 0,
                random.chance(0.5) ? random.fraction() * 0.2 : 0,
                random.chance(0.3) ? random.fraction() * 0.05 : 0,
                delayMin * MILLI,
                delayMax * MILLI);
    }

    private SwarmOptions.Broker broker(RandomStream random) {
        boolean mqtt5 = random.chance(0.7);
        long latencyMin = random.between(0, 5);
        return new SwarmOptions.Broker(
                mqtt5,
                random.between(1, 20),
                latencyMin * MILLI,
                (latencyMin + random.between(0, 200)) * MILLI,
                mqtt5 && random.chance(0.7) ? random.between(5, 120) * SECOND : 0,
                chaosNanos + 30 * 24 * HOUR,
                mqtt5 ? random.between(1, 24) * HOUR : chaosNanos + 30 * 24 * HOUR,
                random.chance(0.5) ? 0 : random.between(1, 90) * SECOND);
    }

    private static SwarmOptions.Store store(RandomStream random) {
        boolean fast = random.chance(0.5);
        return new SwarmOptions.Store(
                0,
                fast ? random.between(0, 5) * MILLI : random.between(1, 500) * MILLI,
                random.between(100, 5000) * MILLI,
                random.chance(0.7) ? 10_000 : random.between(1, 20),
                random.chance(0.8) ? 10_000_000 : random.between(200, 4000));
    }

    private List<Traffic> traffic(RandomStream random, List<DevicePlan> devices) {
        List<Traffic> all = new ArrayList<>();
        for (int i = 0; i < devices.size(); i++) {
            DevicePlan plan = devices.get(i);
            long pause = preset == Preset.NBIOT
                    ? random.spread(HOUR, 24 * HOUR)
                    : Math.max(chaosNanos / 300, random.spread(4 * SECOND, 20 * MINUTE));
            List<String> up = Topics.uplinkOf(plan.clientId(), i);
            if (random.chance(0.85)) {
                stream(random.split("up" + i), all, new Source("u" + i, i, up, pause));
            }
            if (random.chance(0.85)) {
                List<String> down = Topics.downlinkOf(plan.clientId(), i);
                stream(random.split("down" + i), all, new Source("b" + i, Traffic.BACKEND, down, pause));
            }
        }
        all.sort(Comparator.comparingLong(Traffic::atNanos));
        return all.size() > TRAFFIC_MAX ? List.copyOf(all.subList(0, TRAFFIC_MAX)) : all;
    }

    private record Source(String prefix, int device, List<String> topics, long pauseNanos) {}

    private void stream(RandomStream random, List<Traffic> all, Source source) {
        boolean bursts = random.chance(0.3);
        List<Qos> levels = random.chance(0.3)
                ? List.of(Qos.TWO)
                : random.chance(0.3) ? List.of(Qos.ONE) : List.of(Qos.ZERO, Qos.ONE, Qos.ONE, Qos.TWO, Qos.TWO);
        double retained = source.device() == Traffic.BACKEND && random.chance(0.2) ? 0.1 : 0;
        long at = random.pause(source.pauseNanos());
        for (int i = 0; at < chaosNanos && i < TRAFFIC_MAX; i++) {
            int together = bursts ? random.between(1, 8) : 1;
            for (int k = 0; k < together; k++) {
                String topic = random.pick(source.topics());
                String key = source.prefix() + "-" + i + (together > 1 ? "." + k : "");
                all.add(new Traffic(at, key, source.device(), topic, random.pick(levels), random.chance(retained)));
            }
            at += random.pause(source.pauseNanos() * together);
        }
    }

    private List<Fault> faults(RandomStream random, int devices) {
        Set<Fault.Kind> kinds = EnumSet.noneOf(Fault.Kind.class);
        for (Fault.Kind kind : Fault.Kind.values()) {
            if (kind != Fault.Kind.DISK_FULL && random.chance(0.4)) {
                kinds.add(kind);
            }
        }
        List<Fault> all = new ArrayList<>();
        for (Fault.Kind kind : kinds) {
            RandomStream own = random.split(kind.name());
            int count = kind == Fault.Kind.VANISH ? own.between(1, 2) : (int) own.spread(1, 12);
            for (int i = 0; i < count; i++) {
                all.add(fault(own, kind, devices));
            }
        }
        all.sort(Comparator.comparingLong(Fault::atNanos));
        return all;
    }

    private Fault fault(RandomStream random, Fault.Kind kind, int devices) {
        long at = random.between(chaosNanos / 50, chaosNanos - 1);
        int device = random.between(0, devices - 1);
        boolean all = switch (kind) {
            case CLOG, JAM -> random.chance(0.3);
            case GATEWAY_CRASH,
                    GATEWAY_STALL,
                    BROKER_RESTART,
                    BROKER_UNREACHABLE,
                    BROKER_AMNESIA,
                    SLOW_ACKS,
                    DISK_FULL -> true;
            case LEG_CUT, SESSION_LOST, REBIND, REBOOT, VANISH, STRANGER -> false;
        };
        return new Fault(at, kind, all ? Fault.EVERYBODY : device, lasting(random, kind));
    }

    private long lasting(RandomStream random, Fault.Kind kind) {
        if (!kind.lasts) {
            return 0;
        }
        long longest = Math.max(2 * SECOND, chaosNanos / 4);
        return switch (kind) {
            case GATEWAY_STALL -> random.spread(SECOND, Math.min(longest, 6 * HOUR));
            case CLOG -> random.spread(SECOND, Math.min(longest, 10 * MINUTE));
            case JAM -> random.between(SECOND / 10, VirtualNetwork.DELAY_NANOS_MAX / 2);
            default -> random.spread(SECOND / 10, Math.min(longest, 2 * HOUR));
        };
    }

    /** Long enough for everything that waits, were it collected one message a wake. */
    private long patience(List<DevicePlan> devices, int messages, EngineOptions engine) {
        long cycle = MINUTE;
        long supervision = engine.timing().idleNanos();
        for (DevicePlan plan : devices) {
            DevicePlan.Habit habit = plan.habit();
            cycle = Math.max(cycle, habit.wakeNanos() + 2 * habit.activeNanos() + habit.awayNanos());
            supervision = Math.max(
                    supervision,
                    3L * Math.max(habit.sleepSeconds(), plan.options().keepAliveSeconds()) * SECOND);
        }
        int perWake = engine.sleep().messagesPerWakeMax();
        long wakes = 20L + (perWake == 0 ? 0 : messages / perWake);
        return HOUR + supervision + wakes * (cycle + 3 * MINUTE);
    }
}
