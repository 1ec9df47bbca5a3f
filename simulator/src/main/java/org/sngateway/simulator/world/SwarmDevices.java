package org.sngateway.simulator.world;

import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.device.DeviceOptions;
import org.sngateway.simulator.device.DeviceWill;

import java.util.ArrayList;
import java.util.List;

import static org.sngateway.simulator.world.VirtualTime.HOUR;
import static org.sngateway.simulator.world.VirtualTime.MINUTE;
import static org.sngateway.simulator.world.VirtualTime.SECOND;

/** Draws the devices of a run. */
final class SwarmDevices {
    private final Preset preset;
    private final long chaosNanos;
    /** Whether a sleeper with a clean session may count on what it had before when it connects (SN12-AMB-01). */
    private final boolean preserves;

    SwarmDevices(Preset preset, long chaosNanos, boolean preserves) {
        this.preset = preset;
        this.chaosNanos = chaosNanos;
        this.preserves = preserves;
    }

    List<DevicePlan> draw(RandomStream random, int count) {
        boolean forwarded = random.chance(0.3);
        boolean clones = (preset == Preset.DEFAULT || preset == Preset.OPERATED) && count > 1 && random.chance(0.05);
        List<DevicePlan> devices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            RandomStream own = random.split("device" + i);
            // The last is a clone of the first, if there is one. Ids that begin with others are there by themselves.
            String clientId = clones && i == count - 1 ? "c0" : "c" + i;
            int forwarder = forwarded && own.chance(0.5) ? own.between(0, 1) : DevicePlan.DIRECT;
            DevicePlan.Habit habit = habit(own);
            devices.add(new DevicePlan(
                    "d" + i,
                    options(own, clientId, habit),
                    forwarder,
                    own.between(0, Math.min(chaosNanos / 10, 10 * MINUTE)),
                    habit,
                    wishes(own, clientId, i),
                    DevicePlan.Whims.NONE));
        }
        return devices;
    }

    private DeviceOptions options(RandomStream random, String clientId, DevicePlan.Habit habit) {
        long retrySeconds = preset == Preset.NBIOT ? random.between(15, 60) : random.between(5, 15);
        int keepAlive = preset == Preset.NBIOT ? random.between(600, 7200) : (int) random.spread(20, 3600);
        DeviceOptions options = DeviceOptions.of(clientId)
                .withCleanSession(random.chance(habit.visits() ? 0.3 : 0.5) && (preserves || !habit.sleeps()))
                .withKeepAliveSeconds(keepAlive)
                .withRetries(retrySeconds * SECOND, random.between(2, 5))
                .withWindowMessagesMax(random.chance(0.6) ? 1 : random.between(2, 6))
                .withPredefined(Topics.predefinedOf(clientId))
                .withLateNanosMax(2 * VirtualNetwork.DELAY_NANOS_MAX);
        if (!random.chance(0.5)) {
            return options;
        }
        Qos qos = random.pick(List.of(Qos.ZERO, Qos.ONE, Qos.TWO));
        return options.withWill(
                new DeviceWill(Topics.willOf(clientId), Keys.willOf(clientId), qos, random.chance(0.2)));
    }

    private DevicePlan.Habit habit(RandomStream random) {
        boolean cellular = preset == Preset.NBIOT;
        if (random.chance(cellular ? 0.9 : 0.5)) {
            long wake = cellular
                    ? random.spread(10 * MINUTE, 12 * HOUR)
                    : random.spread(5 * SECOND, Math.max(10 * SECOND, Math.min(chaosNanos / 6, 4 * HOUR)));
            // Most wake in time even when one wake fails; some cut it fine.
            int seconds = (int) Math.min(65_535, wake / SECOND * random.between(1, 3) + 1);
            return new DevicePlan.Habit(
                    seconds, Math.min(wake, seconds * SECOND), random.between(1, cellular ? 60 : 30) * SECOND, 0);
        }
        if (random.chance(0.3)) {
            long most = Math.max(10 * SECOND, chaosNanos / 6);
            return new DevicePlan.Habit(0, 0, random.spread(5 * SECOND, most), random.spread(5 * SECOND, most));
        }
        return new DevicePlan.Habit(0, 0, 0, 0);
    }

    private static List<DevicePlan.Wish> wishes(RandomStream random, String clientId, int index) {
        List<String> topics = Topics.downlinkOf(clientId, index);
        List<String> filters = new ArrayList<>();
        if (random.chance(0.5)) {
            filters.add(random.chance(0.5) ? "down/" + clientId + "/#" : "down/" + clientId + "/+");
        } else {
            filters.addAll(topics.subList(0, random.between(1, 3)));
        }
        for (String other : topics.subList(3, topics.size())) {
            if (random.chance(0.5)) {
                filters.add(other);
            }
        }
        List<DevicePlan.Wish> wishes = new ArrayList<>();
        for (String filter : filters) {
            wishes.add(new DevicePlan.Wish(filter, random.pick(List.of(Qos.ZERO, Qos.ONE, Qos.TWO, Qos.TWO))));
        }
        return random.chance(0.1) ? List.of() : wishes;
    }

    /** Drawn apart, so that all else stays what it is. */
    List<DevicePlan> withWhims(RandomStream random, List<DevicePlan> devices, boolean lenient) {
        boolean publishAsleep = lenient && random.chance(0.4);
        boolean changeWishes = random.chance(0.4);
        boolean changeWills = random.chance(0.4);
        List<DevicePlan> whimsical = new ArrayList<>(devices.size());
        for (DevicePlan plan : devices) {
            RandomStream own = random.split(plan.name());
            long pause = Math.max(chaosNanos / 50, own.spread(20 * SECOND, 30 * MINUTE));
            whimsical.add(plan.with(new DevicePlan.Whims(
                    publishAsleep && plan.habit().sleeps() && own.chance(0.7),
                    changeWishes && own.chance(0.7) ? pause : 0,
                    changeWills && plan.options().will() != null && own.chance(0.7) ? pause : 0)));
        }
        return whimsical;
    }
}
