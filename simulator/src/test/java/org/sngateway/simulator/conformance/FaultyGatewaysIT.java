package org.sngateway.simulator.conformance;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sngateway.simulator.conformance.script.TestBed;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The test of the tester: gateways with one fault each, made of the real one by a proxy. Each fault is found by the tests
 * named for it, and by no test that has nothing to do with it. {@code -Dfaults=part of a name} plays only some.
 */
class FaultyGatewaysIT {
    private static final int FAULTS_AT_A_TIME = 5;
    private static final int TESTS_AT_A_TIME = 24;
    /** Tests that take longer are played only when they have to do with the fault. */
    private static final long QUICK_MILLIS = 1_100;

    private static final String ONLY = System.getProperty("faults", "");

    @TempDir
    static Path folder;

    static GatewayUnderTest site;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(GatewayUnderTest.isMosquittoInstalled(), "needs mosquitto");
        site = GatewayUnderTest.start(folder);
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void everyFaultIsFound_andNothingElse() throws Exception {
        Map<String, TestResult> sound = play(new Fault() {}, Catalogue.all(), "zsnd", Duration.ofSeconds(5));
        assertThat(red(sound)).as("without a fault, through the proxy").isEmpty();

        Map<Faults.Kind, Future<List<String>>> wrong = new LinkedHashMap<>();
        ExecutorService players = Executors.newFixedThreadPool(FAULTS_AT_A_TIME);
        try {
            char letter = 'A';
            for (Faults.Kind kind : Faults.all()) {
                String run = letter + "flt";
                letter = letter == 'Z' ? 'a' : (char) (letter + 1);
                if (kind.name().contains(ONLY)) {
                    wrong.put(kind, players.submit(() -> wrongAbout(kind, sound, run)));
                }
            }
            Map<String, List<String>> complaints = new LinkedHashMap<>();
            for (Map.Entry<Faults.Kind, Future<List<String>>> entry : wrong.entrySet()) {
                complaints.put(entry.getKey().name(), result(entry.getValue()));
            }
            complaints.values().removeIf(List::isEmpty);
            assertThat(complaints).isEmpty();
        } finally {
            players.shutdownNow();
        }
        assertThat(site.complaints()).isEmpty();
    }

    private static List<String> result(Future<List<String>> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }

    /** What the suite says about this fault and should not, or does not say and should. */
    private static List<String> wrongAbout(Faults.Kind kind, Map<String, TestResult> sound, String run)
            throws IOException {
        List<String> related = new ArrayList<>(kind.caughtBy());
        related.addAll(kind.mayAlsoCatch());
        Set<String> ids = ids(Catalogue.matching(related));
        List<TestCase> tests = Catalogue.all().stream()
                .filter(test -> ids.contains(test.id()) || isQuick(test, sound))
                .toList();
        Map<String, TestResult> results = play(kind.fault().get(), tests, run, Duration.ofSeconds(2));
        List<String> wrong = new ArrayList<>();
        for (String id : kind.caughtBy()) {
            TestResult result = Objects.requireNonNull(results.get(id), id);
            if (result.verdict() != Verdict.FAIL && result.verdict() != Verdict.WARN) {
                wrong.add(id + " does not find it: " + result.verdict() + " " + result.reason());
            }
        }
        red(results).forEach((id, what) -> {
            if (!ids.contains(id)) {
                wrong.add(id + " is not about it: " + what);
            }
        });
        System.out.println(kind.name() + ": " + red(results).keySet());
        return wrong;
    }

    private static Set<String> ids(List<TestCase> tests) {
        return tests.stream().map(TestCase::id).collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean isQuick(TestCase test, Map<String, TestResult> sound) {
        TestResult result = Objects.requireNonNull(sound.get(test.id()));
        return result.millis() < QUICK_MILLIS && (!test.alone() || test.group().equals("FMT"));
    }

    private static Map<String, TestResult> play(Fault fault, List<TestCase> tests, String run, Duration patience)
            throws IOException {
        try (FaultyProxy proxy = new FaultyProxy(site.address(), fault, 1 + run.charAt(0))) {
            Map<Integer, String> predefined = Map.of(GatewayUnderTest.OWN_ID, GatewayUnderTest.OWN_TOPIC);
            Settings settings = new Settings(
                    new Settings.Target("127.0.0.1", proxy.port()),
                    site.broker(),
                    new TestBed.Knowledge(Duration.ofSeconds(1), patience, predefined),
                    TESTS_AT_A_TIME,
                    Duration.ofSeconds(240));
            SuiteResult result = new Suite(settings, tests, ignored -> {}, run).play();
            assertThat(result.trouble()).isEmpty();
            return result.results().stream()
                    .collect(Collectors.toMap(r -> r.test().id(), r -> r, (a, b) -> a, LinkedHashMap::new));
        }
    }

    private static Map<String, String> red(Map<String, TestResult> results) {
        Map<String, String> red = new LinkedHashMap<>();
        results.forEach((id, result) -> {
            if (result.verdict() == Verdict.FAIL || result.verdict() == Verdict.WARN) {
                red.put(id, result.verdict() + " " + result.reason());
            }
        });
        return red;
    }
}
