package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.world.Judge;
import org.sngateway.simulator.world.WorldEvent;

/**
 * One thing that must hold in every run. Told everything that happens, in order; says at once when it has been broken.
 */
public interface Invariant extends Judge {

    /** Its name in the architecture: S1, L2. */
    @Override
    String id();

    /** One sentence for people. */
    String statement();

    /**
     * A fact of the run. {@code nowNanos} is virtual time.
     *
     * @return what is wrong, naming device and message; {@code null} while it holds
     */
    @Override
    @Nullable
    String on(WorldEvent event, long nowNanos);
}
