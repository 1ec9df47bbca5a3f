package org.sngateway.gateway.session;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.sngateway.codec.v12.SnMessage;

import java.util.List;

/**
 * Whatever devices, networks and the broker do, in any order: no bug shows, limits hold, a sleeper is left alone, and at
 * the end nothing is left. Found failures shrink to a short list of steps.
 */
class EnginePropertyTest {

    /** One thing that happens: a device sends, time passes, or the broker does something. */
    record Step(Kind kind, int who, int where, int what) {}

    enum Kind {
        /** A message of client {@code who} from address {@code where}. */
        SENDS,
        /** The same through the forwarder, as node {@code where}. */
        SENDS_AS_NODE,
        /** {@code what} steps of time, of growing size. */
        TIME,
        BROKER
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(12, Kind.SENDS),
                net.jqwik.api.Tuple.of(4, Kind.SENDS_AS_NODE),
                net.jqwik.api.Tuple.of(3, Kind.TIME),
                net.jqwik.api.Tuple.of(4, Kind.BROKER));
        Arbitrary<Step> step = Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, RandomWorld.CLIENTS - 1),
                        Arbitraries.integers().between(0, RandomWorld.ADDRESSES - 1),
                        Arbitraries.integers().between(0, 999))
                .as(Step::new);
        return step.list().ofMinSize(5).ofMaxSize(120);
    }

    @Property(tries = 250, shrinking = ShrinkingMode.BOUNDED)
    void nothingBreaksAndNothingLeaks(@ForAll("steps") List<Step> steps) {
        run(new RandomWorld(true), steps);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void nothingBreaksAndNothingLeaks_withTheOtherOptions(@ForAll("steps") List<Step> steps) {
        run(new RandomWorld(false), steps);
    }

    private static void run(RandomWorld world, List<Step> steps) {
        for (Step step : steps) {
            switch (step.kind) {
                case SENDS -> world.sends(step.who, step.where, message(world, step), false);
                case SENDS_AS_NODE -> world.sends(step.who, step.where, message(world, step), true);
                case TIME -> world.time(step.what);
                case BROKER -> world.broker(step.who, step.what);
            }
            world.checkInvariants();
        }
        world.end();
    }

    private static SnMessage message(RandomWorld world, Step step) {
        return world.message(step.who, step.what);
    }
}
