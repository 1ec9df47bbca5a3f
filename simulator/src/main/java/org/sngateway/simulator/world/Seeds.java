package org.sngateway.simulator.world;

import java.util.List;
import java.util.function.Supplier;

/**
 * Which runs a seed stands for.
 *
 * @param chaosNanos how long things go wrong; 0 when the seed decides
 */
public record Seeds(Preset preset, long chaosNanos) {

    /** Runs that last as long as their seeds say. */
    public static Seeds of(Preset preset) {
        return new Seeds(preset, 0);
    }

    SwarmOptions options(long seed) {
        return SwarmOptions.from(seed, preset, chaosNanos);
    }

    /** Runs one seed. */
    public Outcome run(long seed, List<? extends Judge> judges, Supplier<Surgery> surgeries) {
        return new World(options(seed), judges, surgeries).run();
    }

    /** Runs one seed, and gives a number that stands for all that happened: the same for the same seed, always. */
    public long digest(long seed, List<? extends Judge> judges) {
        Transcript transcript = Transcript.digestOnly();
        World world = new World(options(seed), judges, () -> new Surgery() {});
        world.listen(transcript);
        world.run();
        return transcript.digest();
    }
}
