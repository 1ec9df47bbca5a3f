package org.sngateway.simulator.conformance;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.conformance.script.BrokerSide;
import org.sngateway.simulator.conformance.script.BrokerUnusable;
import org.sngateway.simulator.conformance.script.Finding;
import org.sngateway.simulator.conformance.script.Level;
import org.sngateway.simulator.conformance.script.Scene;
import org.sngateway.simulator.conformance.script.TestBed;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * One run of tests against one gateway. Tests that disturb nobody are played many at a time, each with sockets, client ids
 * and topics of its own; the others when those are done. Every test and the whole are bounded in time.
 */
public final class Suite {
    private static final Duration TEST_LIMIT = Duration.ofSeconds(40);
    private static final int RUN_LETTERS = 4;
    private static final String LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

    // configuration
    private final Settings settings;
    private final List<TestCase> tests;
    private final Consumer<TestResult> listener;

    // lives as long as the run
    private final Instant started = Instant.now();
    private final long startNanos = System.nanoTime();
    private final String run;
    private volatile String trouble = "";

    /** @param listener is told each result as it is there, on the thread of the test */
    public Suite(Settings settings, List<TestCase> tests, Consumer<TestResult> listener) {
        this(settings, tests, listener, randomName());
    }

    /** @param run four letters, the first of which no run at the same broker and time has */
    Suite(Settings settings, List<TestCase> tests, Consumer<TestResult> listener, String run) {
        this.settings = settings;
        this.tests = tests;
        this.listener = listener;
        this.run = run;
    }

    private static String randomName() {
        SecureRandom random = new SecureRandom();
        StringBuilder name = new StringBuilder();
        for (int letter = 0; letter < RUN_LETTERS; letter++) {
            name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return name.toString();
    }

    /** Plays all. Throws {@link TargetUnreachable} or {@link BrokerUnusable} when it cannot even begin. */
    public SuiteResult play() {
        String target = settings.target().toString();
        InetSocketAddress gateway = new InetSocketAddress(
                settings.target().host(), settings.target().port());
        if (gateway.isUnresolved()) {
            throw new TargetUnreachable("there is no host " + settings.target().host());
        }
        Preflight preflight = new Preflight(gateway, target, run + "-preflight");
        String identity = preflight.check();
        try (Broker broker = new Broker(settings, run);
                TestBed bed = new TestBed(gateway, broker.side(), settings.knowledge(), run)) {
            if (broker.side() != null) {
                preflight.checkBroker(bed);
            }
            Liveness liveness = new Liveness(new Preflight(gateway, target, run + "-alive"));
            Map<String, TestResult> results = playAll(bed, liveness);
            List<TestResult> ordered =
                    tests.stream().map(test -> of(results, test)).toList();
            Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
            String gone = liveness.goneSince();
            String sentence = gone.isEmpty() ? trouble : "the gateway has stopped answering in " + gone;
            return new SuiteResult(target, identity, started, took, ordered, sentence);
        }
    }

    private static TestResult of(Map<String, TestResult> results, TestCase test) {
        TestResult result = results.get(test.id());
        return result == null ? skipped(test, "the run was interrupted") : result;
    }

    /** The broker's side, when there is one. */
    private static final class Broker implements AutoCloseable {
        private final @Nullable BrokerSide side;

        Broker(Settings settings, String run) {
            side = settings.broker() == null ? null : new BrokerSide(settings.broker(), run);
        }

        @Nullable
        BrokerSide side() {
            return side;
        }

        @Override
        public void close() {
            if (side != null) {
                side.close();
            }
        }
    }

    private Map<String, TestResult> playAll(TestBed bed, Liveness liveness) {
        List<TestCase> together = new ArrayList<>();
        List<TestCase> alone = new ArrayList<>();
        for (TestCase test : tests) {
            (test.alone() ? alone : together).add(test);
        }
        together.sort(Comparator.comparingInt(TestCase::retries).reversed());
        // What all datagrams had in common can be said when they have all come.
        alone.sort(Comparator.comparing((TestCase test) -> test.group().equals("FMT")));
        Map<String, TestResult> results = new LinkedHashMap<>();
        playOn(settings.parallel(), together, bed, liveness, results);
        playOn(1, alone, bed, liveness, results);
        return results;
    }

    private void playOn(
            int threads, List<TestCase> cases, TestBed bed, Liveness liveness, Map<String, TestResult> results) {
        ExecutorService players = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "conformance");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<TestResult>> futures = new ArrayList<>();
            for (TestCase test : cases) {
                futures.add(players.submit(() -> play(test, bed, liveness)));
            }
            for (Future<TestResult> future : futures) {
                TestResult result = future.get();
                results.put(result.test().id(), result);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            trouble = "the run was interrupted";
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a test could not be played", failed.getCause());
        } finally {
            players.shutdownNow();
        }
    }

    private TestResult play(TestCase test, TestBed bed, Liveness liveness) {
        TestResult result;
        if (!liveness.goneSince().isEmpty()) {
            result = skipped(test, "the gateway has stopped answering in " + liveness.goneSince());
        } else if (System.nanoTime() - startNanos > settings.limit().toNanos()) {
            result = skipped(test, "the time for the whole run was over (--limit)");
            trouble = "the time for the whole run was over before all tests were played";
        } else {
            result = played(test, bed, liveness);
        }
        listener.accept(result);
        return result;
    }

    private TestResult played(TestCase test, TestBed bed, Liveness liveness) {
        long begin = System.nanoTime();
        Duration retry = settings.knowledge().retry();
        Duration limit = TEST_LIMIT.plus(retry.multipliedBy(2L * test.retries()));
        try (Scene scene = new Scene(bed, test.id(), limit)) {
            Outcome outcome = outcome(test, scene, liveness);
            long millis = (System.nanoTime() - begin) / 1_000_000;
            return new TestResult(
                    test, outcome.verdict(), outcome.reason(), outcome.readings(), scene.endOfTrace(), millis);
        } catch (BrokerUnusable lost) {
            // While clearing up.
            trouble = String.valueOf(lost.getMessage());
            return skipped(test, trouble);
        }
    }

    private record Outcome(Verdict verdict, String reason, List<String> readings) {}

    private Outcome outcome(TestCase test, Scene scene, Liveness liveness) {
        try {
            test.play(scene);
        } catch (Finding found) {
            scene.note(found.text());
            if (found.kind() == Finding.Kind.SILENCE) {
                liveness.check(test.id());
            }
            return found(test, scene, found);
        } catch (BrokerUnusable lost) {
            trouble = String.valueOf(lost.getMessage());
            return new Outcome(Verdict.SKIP, trouble, List.of());
        }
        if (scene.remarks().isEmpty()) {
            return new Outcome(Verdict.PASS, "", List.of());
        }
        return new Outcome(Verdict.WARN, remarks(scene), readings(scene));
    }

    private static Outcome found(TestCase test, Scene scene, Finding found) {
        List<String> readings = new ArrayList<>(readings(scene));
        readings.add(0, found.reading().isEmpty() ? test.reading() : found.reading());
        readings.removeIf(String::isEmpty);
        String text = found.text() + (scene.remarks().isEmpty() ? "" : "; " + remarks(scene));
        boolean isMust = test.level() == Level.MUST;
        return switch (found.kind()) {
            case VIOLATION, SILENCE -> new Outcome(isMust ? Verdict.FAIL : Verdict.WARN, text, readings);
            case READING -> new Outcome(Verdict.WARN, text, readings);
            case NOT_APPLICABLE -> new Outcome(Verdict.SKIP, text, List.of());
        };
    }

    private static String remarks(Scene scene) {
        return String.join(
                "; ", scene.remarks().stream().map(Scene.Remark::text).toList());
    }

    private static List<String> readings(Scene scene) {
        return scene.remarks().stream().map(Scene.Remark::reading).distinct().toList();
    }

    private static TestResult skipped(TestCase test, String why) {
        return new TestResult(test, Verdict.SKIP, why, List.of(), List.of(), 0);
    }
}
