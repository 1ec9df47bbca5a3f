package org.sngateway.simulator.world;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.device.VirtualDevice;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What a device wants now, which it changes from time to time: its subscriptions and its Will. */
final class DeviceWhims {
    private final DevicePlan plan;
    private final VirtualTime time;
    private final RandomStream wishLuck;
    private final RandomStream willLuck;

    private final Set<String> unwanted = new HashSet<>();
    private boolean begun;
    private boolean wantsAnotherWill;
    private int willChanges;

    DeviceWhims(DevicePlan plan, World.Parts parts) {
        this.plan = plan;
        time = parts.time();
        RandomStream random = parts.random().split("whims " + plan.name());
        wishLuck = random.split("wishes");
        willLuck = random.split("will");
    }

    /**
     * From now on it changes its mind.
     *
     * @param live is called after each change
     * @param isOver ends it
     */
    void begin(Runnable live, BooleanSupplier isOver) {
        if (begun) {
            return;
        }
        begun = true;
        every(wishLuck, plan.whims().wishPauseNanos(), isOver, () -> {
            changeWishes();
            live.run();
        });
        every(willLuck, plan.whims().willPauseNanos(), isOver, () -> {
            wantsAnotherWill = true;
            live.run();
        });
    }

    private void every(RandomStream luck, long pauseNanos, BooleanSupplier isOver, Runnable change) {
        if (pauseNanos > 0) {
            time.after(luck.pause(pauseNanos), () -> {
                if (!isOver.getAsBoolean()) {
                    change.run();
                    every(luck, pauseNanos, isOver, change);
                }
            });
        }
    }

    private void changeWishes() {
        if (!plan.subscriptions().isEmpty()) {
            String filter = wishLuck.pick(plan.subscriptions()).filter();
            if (!unwanted.remove(filter)) {
                unwanted.add(filter);
            }
        }
    }

    boolean wants(DevicePlan.Wish wish) {
        return !unwanted.contains(wish.filter());
    }

    /** Asks for another Will if one is wanted; {@code true} when an answer is to be waited for. */
    boolean changeWill(VirtualDevice device, long nowNanos) {
        if (!wantsAnotherWill) {
            return false;
        }
        wantsAnotherWill = false;
        willChanges++;
        String topic = Topics.willOf(plan.clientId()) + (willLuck.chance(0.5) ? "" : "/b");
        Octets message = Keys.willOf(plan.clientId(), willChanges);
        if (device.will() == null) {
            // The message first: a Will must not go out with that of the deleted one, which is empty.
            return device.updateWillMessage(message, nowNanos) && device.updateWillTopic(topic, qos(), false, nowNanos);
        }
        if (willLuck.chance(0.2)) {
            return device.deleteWill(nowNanos);
        }
        return willLuck.chance(0.5)
                ? device.updateWillMessage(message, nowNanos)
                : device.updateWillTopic(topic, qos(), false, nowNanos);
    }

    private Qos qos() {
        return willLuck.pick(List.of(Qos.ZERO, Qos.ONE, Qos.TWO));
    }
}
