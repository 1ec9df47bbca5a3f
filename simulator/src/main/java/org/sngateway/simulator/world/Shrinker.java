package org.sngateway.simulator.world;

import org.sngateway.simulator.device.DeviceOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/*
 * Delta debugging (Zeller, Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002): takes away halves, quarters,
 * and at last single pieces, and keeps what breaks the same rule without them.
 */
/** Makes a failing run short enough to be read. */
final class Shrinker {
    private static final int RUNS_MAX = 3000;
    private static final int LUCK_TRIES = 5;
    private static final long EVENTS_MAX = 60_000_000;

    private final Supplier<? extends List<? extends Judge>> judges;
    private final Supplier<Surgery> surgeries;
    private final String invariant;
    private SwarmOptions best;
    private Outcome outcome;
    private int runs;
    private long events;

    Shrinker(
            SwarmOptions failing,
            Outcome outcome,
            Supplier<? extends List<? extends Judge>> judges,
            Supplier<Surgery> surgeries) {
        this.judges = judges;
        this.surgeries = surgeries;
        this.outcome = outcome;
        best = failing;
        Outcome.Failure failure = outcome.failure();
        if (failure == null) {
            throw new IllegalArgumentException("seed " + outcome.seed() + " breaks nothing");
        }
        invariant = failure.invariant();
    }

    /** The smallest run found that breaks the same rule. */
    SwarmOptions shrink() {
        boolean progress = true;
        while (progress && hasBudget()) {
            progress = cutTime();
            progress |= thin(best.faults(), remaining -> best.withFaults(remaining));
            progress |= thin(best.orders(), remaining -> best.withOrders(remaining));
            progress |= removeDevices();
            progress |= thin(best.traffic(), remaining -> best.withTraffic(remaining));
            progress |= calmNetwork();
            progress |= simplifyDevices();
        }
        return best;
    }

    Outcome outcome() {
        return outcome;
    }

    private boolean hasBudget() {
        return runs < RUNS_MAX && events < EVENTS_MAX;
    }

    private boolean fails(SwarmOptions candidate) {
        if (!hasBudget()) {
            return false;
        }
        // What is taken away changes the luck of the rest: it may need another to break the same rule.
        for (int luck = 0; luck < LUCK_TRIES && hasBudget(); luck++) {
            SwarmOptions tried = candidate.withLuck(best.luck() + luck);
            runs++;
            Outcome now = new World(tried, judges.get(), surgeries).run();
            events += now.events();
            Outcome.Failure failure = now.failure();
            if (failure != null && failure.invariant().equals(invariant)) {
                best = tried;
                outcome = now;
                return true;
            }
        }
        return false;
    }

    private boolean cutTime() {
        boolean progress = false;
        Outcome.Failure failure = outcome.failure();
        if (failure != null && failure.atNanos() + VirtualTime.SECOND < best.chaosNanos()) {
            progress = fails(best.withTime(failure.atNanos() + VirtualTime.SECOND, best.patienceNanos()));
        }
        for (int eighths = 4; eighths < 8; eighths++) {
            long shorter = best.chaosNanos() / 8 * eighths;
            if (shorter > VirtualTime.SECOND && fails(best.withTime(shorter, best.patienceNanos()))) {
                return true;
            }
        }
        return progress;
    }

    /** Takes pieces away, from halves down to single ones. */
    private <T> boolean thin(List<T> all, Function<List<T>, SwarmOptions> with) {
        boolean progress = false;
        List<T> kept = all;
        if (!kept.isEmpty() && fails(with.apply(List.of()))) {
            return true;
        }
        for (int chunk = kept.size() / 2; chunk >= 1; chunk /= 2) {
            int from = 0;
            while (from < kept.size() && hasBudget()) {
                List<T> fewer = new ArrayList<>(kept.subList(0, from));
                fewer.addAll(kept.subList(Math.min(kept.size(), from + chunk), kept.size()));
                if (fails(with.apply(fewer))) {
                    kept = fewer;
                    progress = true;
                } else {
                    from += chunk;
                }
            }
        }
        return progress;
    }

    private boolean removeDevices() {
        boolean progress = false;
        for (int i = 0; i < best.devices().size(); i++) {
            DevicePlan plan = best.devices().get(i);
            progress |= !plan.isAbsent() && fails(replace(i, plan.absent()));
        }
        return progress;
    }

    private SwarmOptions replace(int index, DevicePlan plan) {
        List<DevicePlan> plans = new ArrayList<>(best.devices());
        plans.set(index, plan);
        return best.withDevices(plans);
    }

    private boolean calmNetwork() {
        SwarmOptions.Network n = best.network();
        long delay = n.delayNanosMin();
        List<SwarmOptions.Network> calmer = List.of(
                new SwarmOptions.Network(0, 0, 0, 0, 0, delay, delay),
                new SwarmOptions.Network(
                        n.loss(), n.burst(), n.duplication(), n.reordering(), 0, delay, n.delayNanosMax()),
                new SwarmOptions.Network(n.loss(), n.burst(), n.duplication(), 0, n.damage(), delay, n.delayNanosMax()),
                new SwarmOptions.Network(n.loss(), n.burst(), 0, n.reordering(), n.damage(), delay, n.delayNanosMax()),
                new SwarmOptions.Network(
                        n.loss(), 0, n.duplication(), n.reordering(), n.damage(), delay, n.delayNanosMax()),
                new SwarmOptions.Network(
                        0, n.burst(), n.duplication(), n.reordering(), n.damage(), delay, n.delayNanosMax()));
        for (SwarmOptions.Network candidate : calmer) {
            if (!candidate.equals(best.network()) && fails(best.with(candidate))) {
                return true;
            }
        }
        return false;
    }

    private boolean simplifyDevices() {
        boolean progress = false;
        for (int i = 0; i < best.devices().size(); i++) {
            DevicePlan plan = best.devices().get(i);
            if (plan.isAbsent()) {
                continue;
            }
            for (int k = plan.subscriptions().size() - 1; k >= 0; k--) {
                List<DevicePlan.Wish> fewer =
                        new ArrayList<>(best.devices().get(i).subscriptions());
                fewer.remove(k);
                progress |= fails(replace(i, best.devices().get(i).with(fewer)));
            }
            if (!plan.whims().equals(DevicePlan.Whims.NONE)) {
                progress |= fails(replace(i, best.devices().get(i).with(DevicePlan.Whims.NONE)));
            }
            DeviceOptions options = best.devices().get(i).options();
            if (options.will() != null) {
                progress |= fails(replace(i, best.devices().get(i).with(withoutWill(options))));
            }
        }
        return progress;
    }

    private static DeviceOptions withoutWill(DeviceOptions options) {
        return new DeviceOptions(
                options.clientId(),
                options.cleanSession(),
                options.keepAliveSeconds(),
                null,
                options.retryNanos(),
                options.retriesMax(),
                options.windowMessagesMax(),
                options.predefined(),
                options.lateNanosMax());
    }
}
