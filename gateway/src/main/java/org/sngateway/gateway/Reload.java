package org.sngateway.gateway;

import org.sngateway.gateway.adapter.observe.Event;
import org.sngateway.gateway.adapter.observe.EventLog;
import org.sngateway.gateway.config.ConfigChange;
import org.sngateway.gateway.config.ConfigLoader;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.config.LoadResult;
import org.sngateway.gateway.config.LoadResult.Loaded;
import org.sngateway.gateway.config.LoadResult.Refused;
import org.sngateway.gateway.config.Overrides;
import org.sngateway.gateway.config.Place;
import org.sngateway.gateway.config.Problem;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Reads the configuration again while the gateway runs. All of it is checked as at the start; only when nothing is wrong does
 * what counts at once come into force, and the rest is named. One change at a time, on a thread that is there only for it.
 * Safe for all threads.
 */
final class Reload {
    private static final long IDLE_SECONDS = 10;
    /** Calls that wait while another one is worked on. */
    static final int WAITING_MAX = 8;

    private static final long WALK_SECONDS = 30;
    private static final int PROBLEMS_LOGGED_MAX = 20;

    /** The gateway, as far as it can be changed. */
    interface Target {
        /**
         * Puts a configuration in force, whose keys that count at a start are as they were.
         *
         * @return how many sessions keep a topic id's former meaning, when all of them have heard of it
         */
        CompletableFuture<Integer> adopt(GatewayConfig next) throws CannotStart;
    }

    /** Too many want to change or check the configuration at once: one sentence. */
    static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Busy(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /**
     * What became of it.
     *
     * @param problems when there are some, nothing has changed
     */
    record Result(List<String> applied, List<String> needsRestart, List<Problem> problems) {}

    private final ConfigLoader.Sources sources;
    private final EventLog log;
    private final Target target;
    private final Executor worker;
    private final AtomicBoolean reloadWaits = new AtomicBoolean();
    private volatile Loaded running;
    private volatile boolean lastSuccessful = true;
    private volatile long successMillis = System.currentTimeMillis();

    // confined to the worker
    private CompletableFuture<Integer> walk = CompletableFuture.completedFuture(0);

    Reload(Configured configured, EventLog log, Target target) {
        this.sources = configured.sources();
        this.running = configured.loaded();
        this.log = log;
        this.target = target;
        this.worker = new ThreadPoolExecutor(
                0, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), task -> {
                    Thread thread = new Thread(task, "reload");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** The configuration in force. */
    Loaded running() {
        return running;
    }

    /** Whether the last attempt was good, as far as there was one. */
    boolean wasLastSuccessful() {
        return lastSuccessful;
    }

    /** When a configuration was last found good, in milliseconds since 1970. */
    long successMillis() {
        return successMillis;
    }

    /**
     * Reads the files again. While one such call waits for its turn, another is refused with {@link Busy}: the one that waits
     * will find the files as they are then.
     *
     * @param cause what asks for it, for the log: {@code signal}, {@code http}
     */
    CompletableFuture<Result> reload(String cause) {
        if (!reloadWaits.compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(new Busy(
                    "a reload is running, and another waits already, which will find the files as they are then"));
        }
        CompletableFuture<Result> result = inTurn(() -> {
            reloadWaits.set(false);
            return finish(cause, read(sources));
        });
        if (result.isCompletedExceptionally()) {
            reloadWaits.set(false);
        }
        return result;
    }

    /** One after the other; when too many wait, it fails with {@link Busy}. */
    private <T> CompletableFuture<T> inTurn(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, worker);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.failedFuture(new Busy("a change of the configuration is running, and "
                    + WAITING_MAX + " calls wait for it already; nothing was changed"));
        }
    }

    /** What would be wrong with a file of this text. */
    CompletableFuture<List<Problem>> check(String text) {
        return inTurn(() -> {
            LoadResult result = ConfigLoader.check(sources, text);
            return result instanceof Refused refused
                    ? refused.report().problems()
                    : problemsOfFiles(((Loaded) result).config());
        });
    }

    /** Changes what is kept besides the file: checked with everything else, then written, then put in force. */
    CompletableFuture<Result> override(String cause, UnaryOperator<Overrides> change) {
        return inTurn(() -> finish(cause, overridden(change)));
    }

    private Result overridden(UnaryOperator<Overrides> change) {
        LoadResult now = ConfigLoader.load(sources);
        if (now instanceof Refused refused) {
            return refused(refused.report().problems());
        }
        Overrides former = ((Loaded) now).overrides();
        Overrides changed = change.apply(former);
        Problem excess = changed.excess(former);
        if (excess != null) {
            return refused(List.of(excess));
        }
        LoadResult result = ConfigLoader.load(sources.with(changed));
        if (result instanceof Refused refused) {
            return refused(refused.report().problems());
        }
        Loaded checked = (Loaded) result;
        List<Problem> ineffective = ineffective(changed, checked);
        if (!ineffective.isEmpty()) {
            return refused(ineffective);
        }
        try {
            changed.write(Overrides.file(running.config().storage().dir()));
        } catch (IOException unwritable) {
            return refused(List.of(new Problem(
                    new Place.WholeFile(), "", "", Overrides.FILE + " cannot be written: " + unwritable.getMessage())));
        }
        return adopt(checked);
    }

    /** The environment and the command line come first: what they say cannot be changed here. */
    private static List<Problem> ineffective(Overrides wanted, Loaded checked) {
        boolean holds = wanted.predefined() == null
                || wanted.predefined().equals(checked.config().predefinedTopics());
        return holds
                ? List.of()
                : List.of(new Problem(
                        Place.DEFAULT,
                        "topics.predefined",
                        "",
                        "is set by the environment or on the command line, which come before what is changed here"));
    }

    private Result read(ConfigLoader.Sources from) {
        LoadResult result = ConfigLoader.load(from);
        return result instanceof Refused refused ? refused(refused.report().problems()) : adopt((Loaded) result);
    }

    private static Result refused(List<Problem> problems) {
        return new Result(List.of(), List.of(), problems);
    }

    private Result adopt(Loaded read) {
        List<Problem> problems = problemsOfFiles(read.config());
        if (!problems.isEmpty()) {
            return refused(problems);
        }
        ConfigChange.Outcome outcome = ConfigChange.of(running, read);
        if (outcome.next() instanceof Refused refused) {
            return refused(refused.report().problems());
        }
        Loaded next = (Loaded) outcome.next();
        if (!hasWalked()) {
            return refused(List.of(
                    new Problem(Place.DEFAULT, "", "", "the change before is still on its way through the sessions")));
        }
        try {
            walk = target.adopt(next.config());
        } catch (CannotStart unreadable) {
            return refused(List.of(new Problem(Place.DEFAULT, "", "", unreadable.sentence())));
        }
        running = next;
        return new Result(outcome.applied(), outcome.needsRestart(), List.of());
    }

    /** What a start would refuse of the files that the configuration names. */
    private static List<Problem> problemsOfFiles(GatewayConfig config) {
        String sentence = GatewayService.problemOf(config);
        return sentence == null ? List.of() : List.of(new Problem(Place.DEFAULT, "", "", sentence));
    }

    private boolean hasWalked() {
        try {
            walk.get(WALK_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException ended) {
            return true;
        } catch (TimeoutException slow) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Result finish(String cause, Result result) {
        lastSuccessful = result.problems().isEmpty();
        if (lastSuccessful) {
            successMillis = System.currentTimeMillis();
            boolean walked = hasWalked();
            log.write(Event.info("config.reloaded")
                    .with("cause", cause)
                    .with("applied", String.join(",", result.applied()))
                    .with("needs_restart", String.join(",", result.needsRestart()))
                    .with("keep_topics", walked && !walk.isCompletedExceptionally() ? walk.join() : 0));
        } else {
            logProblems(cause, result.problems());
        }
        return result;
    }

    private void logProblems(String cause, List<Problem> problems) {
        for (int i = 0; i < Math.min(problems.size(), PROBLEMS_LOGGED_MAX); i++) {
            Problem problem = problems.get(i);
            log.write(Event.warn("config.rejected")
                    .with("cause", cause)
                    .with("problem", i + 1)
                    .with("problems", problems.size())
                    .with("place", problem.place().text())
                    .with("key", problem.path())
                    .with("message", problem.message() + "; nothing was changed"));
        }
    }
}
