package org.sngateway.simulator.world;

import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.device.DeviceOptions;

import java.util.List;

/**
 * What one device of a world is like and does.
 *
 * @param name unique in the world; the client id is not, when there is a clone
 * @param options of the protocol machine
 * @param forwarder behind which forwarder it is, or {@link #DIRECT}
 * @param startNanos when it is switched on, since the start of the world
 * @param habit what it does when it has nothing to send
 * @param subscriptions what it asks for when it connects
 * @param whims what else it does
 */
record DevicePlan(
        String name,
        DeviceOptions options,
        int forwarder,
        long startNanos,
        Habit habit,
        List<Wish> subscriptions,
        Whims whims) {
    static final int DIRECT = -1;

    private static final long NEVER = Long.MAX_VALUE;

    /** A topic filter and the QoS that is asked for. */
    record Wish(String filter, Qos qos) {}

    /**
     * How a device spends its time.
     *
     * @param sleepSeconds the duration it announces; 0 when it never sleeps
     * @param wakeNanos how long after falling asleep it collects its messages
     * @param activeNanos how long it stays connected before it sleeps or leaves
     * @param awayNanos how long it stays away after leaving in order; 0 when it never leaves
     */
    record Habit(int sleepSeconds, long wakeNanos, long activeNanos, long awayNanos) {
        boolean sleeps() {
            return sleepSeconds > 0;
        }

        boolean visits() {
            return awayNanos > 0;
        }
    }

    /**
     * What not every device does.
     *
     * @param publishesAsleep whether it sends QoS 1 messages during its sleep without CONNECT
     * @param wishPauseNanos how often it ends a subscription, or asks for an ended one again, on average; 0 for never
     * @param willPauseNanos how often it changes or deletes its Will; 0 for never
     */
    record Whims(boolean publishesAsleep, long wishPauseNanos, long willPauseNanos) {
        static final Whims NONE = new Whims(false, 0, 0);
    }

    String clientId() {
        return options.clientId();
    }

    /** Whether it is never switched on: it only keeps its place. */
    boolean isAbsent() {
        return startNanos == NEVER;
    }

    DevicePlan absent() {
        return new DevicePlan(name, options, forwarder, NEVER, habit, subscriptions, whims);
    }

    DevicePlan with(List<Wish> newSubscriptions) {
        return new DevicePlan(name, options, forwarder, startNanos, habit, newSubscriptions, whims);
    }

    DevicePlan with(DeviceOptions newOptions) {
        return new DevicePlan(name, newOptions, forwarder, startNanos, habit, subscriptions, whims);
    }

    DevicePlan with(Whims newWhims) {
        return new DevicePlan(name, options, forwarder, startNanos, habit, subscriptions, newWhims);
    }
}
