package org.sngateway.simulator.check;

import org.sngateway.simulator.world.Surgery;

import java.util.Set;
import java.util.function.Supplier;

/**
 * A deliberately broken engine.
 *
 * @param caughtBy ids of the invariants of which one has to notice
 * @param firstSeed where the search begins: a world that has what the defect needs to show
 */
record Defect(String name, Supplier<Surgery> engine, Set<String> caughtBy, long firstSeed) {

    static Defect of(Supplier<Surgery> engine, long firstSeed, String... caughtBy) {
        String name = engine.get().getClass().getName();
        return new Defect(name.substring(name.lastIndexOf('.') + 1), engine, Set.of(caughtBy), firstSeed);
    }

    @Override
    public String toString() {
        return name;
    }
}
