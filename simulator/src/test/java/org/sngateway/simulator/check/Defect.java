package org.sngateway.simulator.check;

import org.sngateway.simulator.world.Preset;
import org.sngateway.simulator.world.Surgery;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A deliberately broken engine.
 *
 * @param caughtBy ids of the invariants of which one has to notice
 * @param seeds the worlds in which it has to be noticed, tried in this order
 */
record Defect(String name, Supplier<Surgery> engine, Set<String> caughtBy, Preset preset, List<Long> seeds) {
    @Override
    public String toString() {
        return name;
    }
}
