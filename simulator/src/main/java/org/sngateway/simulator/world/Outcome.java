package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;

/**
 * What became of a run.
 *
 * @param events how many things happened, the ticks of the gateway's clock aside
 * @param deviceHours virtual time, summed over the devices
 * @param failure {@code null} when everything held
 */
public record Outcome(
        long seed,
        long events,
        double deviceHours,

        @Nullable Failure failure) {

    /**
     * What did not hold.
     *
     * @param invariant its id: S1, L2
     * @param atNanos since the start of the world
     */
    public record Failure(String invariant, String what, long atNanos) {}
}
