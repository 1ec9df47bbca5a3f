package org.sngateway.simulator.check;

import org.sngateway.simulator.world.Preset;
import org.sngateway.simulator.world.Surgery;

import java.util.Set;
import java.util.function.Supplier;

/**
 * A deliberately broken engine.
 *
 * @param worlds which worlds it has to show in
 * @param caughtBy ids of the invariants of which one has to notice
 * @param firstSeed where the search begins: a world that has what the defect needs to show
 */
record Defect(String name, Supplier<Surgery> engine, Preset worlds, Set<String> caughtBy, long firstSeed) {

    static Defect of(Supplier<Surgery> engine, long firstSeed, String... caughtBy) {
        return of(engine, Preset.DEFAULT, firstSeed, caughtBy);
    }

    /** One that shows only where there are operators. */
    static Defect operated(Supplier<Surgery> engine, long firstSeed, String... caughtBy) {
        return of(engine, Preset.OPERATED, firstSeed, caughtBy);
    }

    private static Defect of(Supplier<Surgery> engine, Preset worlds, long firstSeed, String... caughtBy) {
        String name = engine.get().getClass().getName();
        return new Defect(name.substring(name.lastIndexOf('.') + 1), engine, worlds, Set.of(caughtBy), firstSeed);
    }

    @Override
    public String toString() {
        return name;
    }
}
