package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;

/** Somebody who is told everything that happens in a run, in order, and objects when it must not have happened. */
public interface Judge {

    /** Names what is judged. */
    String id();

    /** {@code null} while all is well; otherwise what is wrong. Times are virtual. */
    @Nullable
    String on(WorldEvent event, long nowNanos);
}
