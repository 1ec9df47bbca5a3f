package org.sngateway.simulator;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.check.Invariants;
import org.sngateway.simulator.world.Outcome;
import org.sngateway.simulator.world.Preset;
import org.sngateway.simulator.world.Seeds;
import org.sngateway.simulator.world.Story;
import org.sngateway.simulator.world.Surgery;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** {@code sn-sim world}: whole sensor networks in virtual time, to find what breaks a promise. */
@Command(
        name = "world",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the gateway's engine in a virtual sensor network, with everything that can go wrong.",
            "The same seed makes the same run. A seed that breaks a promise is shrunk to a short story; exit code 99."
        })
final class WorldCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--seed", paramLabel = "N", description = "one seed; default 1")
    private @Nullable Long seed;

    @Option(names = "--seeds", paramLabel = "A..B", description = "all seeds from A to B")
    private @Nullable SeedRange seeds;

    @Option(names = "--preset", defaultValue = "DEFAULT", description = "default, nbiot, calm or operated")
    private Preset preset = Preset.DEFAULT;

    @Option(names = "--hours", paramLabel = "H", description = "virtual time with faults; default: drawn from the seed")
    private double hours;

    @Option(names = "--threads", paramLabel = "T", defaultValue = "1", description = "seeds at a time, default 1")
    private int threads = 1;

    @Option(names = "--transcript", description = "prints everything that happens, of one seed")
    private boolean transcript;

    /** What the runs came to. */
    private static final class Tally {
        final AtomicLong events = new AtomicLong();
        final AtomicLong seeds = new AtomicLong();
        final AtomicLong deviceSeconds = new AtomicLong();
        /** The failure with the lowest seed so far. */
        final AtomicReference<@Nullable Outcome> failure = new AtomicReference<>();

        void add(Outcome outcome) {
            events.addAndGet(outcome.events());
            seeds.incrementAndGet();
            deviceSeconds.addAndGet((long) (outcome.deviceHours() * 3600));
            if (outcome.failure() != null) {
                failure.accumulateAndGet(
                        outcome,
                        (former, now) -> former == null || now != null && now.seed() < former.seed() ? now : former);
            }
        }
    }

    @Override
    public Integer call() {
        SeedRange range = range();
        Seeds runs = new Seeds(preset, (long) (hours * 3600e9));
        PrintWriter out = commandLine().getOut();
        if (transcript) {
            Story story = Story.whole(runs, range.first(), Invariants::all, WorldCommand::nothingDone);
            out.println(story.text());
            return story.invariant().isEmpty() ? SimulatorMain.OK : SimulatorMain.THRESHOLD_MISSED;
        }
        long startNanos = System.nanoTime();
        Tally tally = runAll(range, runs);
        summarize(out, tally, System.nanoTime() - startNanos);
        Outcome failure = tally.failure.get();
        if (failure == null) {
            return SimulatorMain.OK;
        }
        out.println("shrinking seed " + failure.seed() + " ...");
        out.flush();
        out.println(Story.of(runs, failure, Invariants::all, WorldCommand::nothingDone)
                .text());
        out.println("again: " + command(failure.seed()));
        return SimulatorMain.THRESHOLD_MISSED;
    }

    private static Surgery nothingDone() {
        return new Surgery() {};
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets this");
        }
        return spec.commandLine();
    }

    private SeedRange range() {
        if (seed != null && seeds != null || threads < 1 || hours < 0) {
            throw new CommandLine.ParameterException(
                    commandLine(), "give --seed or --seeds, at least one thread, and no negative time");
        }
        if (seeds != null) {
            return seeds;
        }
        long one = seed == null ? 1 : seed;
        return new SeedRange(one, one);
    }

    private String command(long failing) {
        String time = hours > 0 ? " --hours " + hours : "";
        return "sn-sim world --seed " + failing + " --preset " + preset.name().toLowerCase(Locale.ROOT) + time;
    }

    private Tally runAll(SeedRange range, Seeds runs) {
        Tally tally = new Tally();
        AtomicLong next = new AtomicLong(range.first());
        try (TerminalBar bar = new TerminalBar("seeds", range.count(), "")) {
            Runnable worker = () -> work(range, runs, next, new Progress(tally, bar));
            ExecutorService workers = Executors.newFixedThreadPool(threads);
            try {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    all.add(workers.submit(worker));
                }
                for (Future<?> each : all) {
                    each.get();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException failed) {
                throw new IllegalStateException("a run could not be made", failed.getCause());
            } finally {
                workers.shutdownNow();
            }
        }
        return tally;
    }

    private record Progress(Tally tally, TerminalBar bar) {}

    private static void work(SeedRange range, Seeds runs, AtomicLong next, Progress progress) {
        for (long one = next.getAndIncrement(); one <= range.last(); one = next.getAndIncrement()) {
            if (progress.tally().failure.get() != null) {
                return;
            }
            progress.tally().add(runs.run(one, Invariants.all(), WorldCommand::nothingDone));
            progress.bar().step();
        }
    }

    private static void summarize(PrintWriter out, Tally tally, long tookNanos) {
        double seconds = tookNanos / 1e9;
        out.printf(
                Locale.ROOT,
                "%d seeds, %d events (%.0f a second), %d device-hours in %.1f s%n",
                tally.seeds.get(),
                tally.events.get(),
                tally.events.get() / seconds,
                tally.deviceSeconds.get() / 3600,
                seconds);
        Outcome failed = tally.failure.get();
        Outcome.Failure failure = failed == null ? null : failed.failure();
        if (failed != null && failure != null) {
            out.println("seed " + failed.seed() + " breaks " + failure.invariant() + ": " + failure.what());
        }
    }
}
