package org.sngateway.simulator.world;

import java.util.List;
import java.util.function.Supplier;

/**
 * A failing run, made short and written down.
 *
 * @param lines how many things happen in it
 * @param text for people: what the world was like, what went wrong, and the ladder diagram
 */
public record Story(String invariant, int lines, String text) {

    /** Shrinks a run that failed. */
    public static Story of(
            Seeds seeds,
            Outcome outcome,
            Supplier<? extends List<? extends Judge>> judges,
            Supplier<Surgery> surgeries) {
        Shrinker shrinker = new Shrinker(seeds.options(outcome.seed()), outcome, judges, surgeries);
        return written(shrinker.shrink(), judges.get(), surgeries);
    }

    /** Writes the whole run of a seed down, failing or not. */
    public static Story whole(
            Seeds seeds, long seed, Supplier<? extends List<? extends Judge>> judges, Supplier<Surgery> surgeries) {
        return written(seeds.options(seed), judges.get(), surgeries);
    }

    private static Story written(SwarmOptions options, List<? extends Judge> judges, Supplier<Surgery> surgeries) {
        Transcript transcript = Transcript.full();
        World world = new World(options, judges, surgeries);
        world.listen(transcript);
        Outcome outcome = world.run();
        Outcome.Failure failure = outcome.failure();
        String end = failure == null ? "nothing was broken" : failure.invariant() + " is broken: " + failure.what();
        String text = setting(options) + System.lineSeparator() + transcript.text() + System.lineSeparator() + end;
        return new Story(failure == null ? "" : failure.invariant(), transcript.count(), text);
    }

    private static String setting(SwarmOptions options) {
        StringBuilder text = new StringBuilder();
        text.append("seed ").append(options.seed()).append(System.lineSeparator());
        text.append(options.gateway().engine().timing()).append(System.lineSeparator());
        text.append(options.gateway().engine().sleep()).append(System.lineSeparator());
        text.append(options.gateway().engine().capacity()).append(System.lineSeparator());
        text.append(options.network()).append(System.lineSeparator());
        text.append(options.broker()).append(System.lineSeparator());
        text.append(options.store()).append(System.lineSeparator());
        for (DevicePlan plan : options.devices()) {
            if (!plan.isAbsent()) {
                text.append(plan).append(System.lineSeparator());
            }
        }
        for (Fault fault : options.faults()) {
            text.append("at ").append(fault.atNanos() / 1e9).append(" s: ").append(fault);
            text.append(System.lineSeparator());
        }
        return text.toString();
    }
}
