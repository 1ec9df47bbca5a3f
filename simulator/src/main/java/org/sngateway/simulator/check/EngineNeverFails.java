package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.world.WorldEvent;

/** R6: the engine never throws, and no session of it ends by our own bug. */
public final class EngineNeverFails implements Invariant {
    @Override
    public String id() {
        return "R6";
    }

    @Override
    public String statement() {
        return "the engine never fails";
    }

    @Override
    public @Nullable String on(WorldEvent event, long nowNanos) {
        return event instanceof WorldEvent.EngineFailed failed ? failed.what() : null;
    }
}
