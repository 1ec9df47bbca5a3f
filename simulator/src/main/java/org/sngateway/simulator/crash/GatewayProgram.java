package org.sngateway.simulator.crash;

import org.sngateway.simulator.program.LocalProgram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code java -jar sn-gateway.jar run}, again and again with the same settings and the same data. Its output goes to a
 * file; the events in it are counted.
 */
final class GatewayProgram implements AutoCloseable {
    private static final Pattern EVENT = Pattern.compile("\\bevent=(\\S+)");
    private static final long START_MILLIS_MAX = 60_000;
    private static final int COMPLAINTS_KEPT = 20;

    // configuration
    private final LocalProgram program;

    // lives as long as the run
    private final Map<String, Integer> events = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    // lives as long as one process
    private volatile long startedNanos;
    private long launchedNanos;

    /** @param settings {@code key=value} for {@code --set} */
    GatewayProgram(Path jar, Path folder, List<String> jvmOptions, List<String> settings) {
        if (!Files.isReadable(jar)) {
            throw new CrashException("there is no gateway at " + jar + "; build it first");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString(), "run"));
        // Nobody looks at it, and several may run at a time.
        command.addAll(List.of("--set", "http.enabled=false"));
        for (String setting : settings) {
            command.addAll(List.of("--set", setting));
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new CrashException("cannot make " + folder + ": " + failed.getMessage());
        }
        program = new LocalProgram("the gateway", command, folder, folder.resolve("gateway.log"), this::onLine);
    }

    Path logFile() {
        return program.logFile();
    }

    /** Starts the process; {@link #awaitStarted} says when it serves. */
    void launch() {
        startedNanos = 0;
        launchedNanos = System.nanoTime();
        program.start();
    }

    private void onLine(String line) {
        Matcher matcher = EVENT.matcher(line);
        if (matcher.find()) {
            String event = matcher.group(1);
            events.merge(event, 1, Integer::sum);
            if (event.equals("gateway.started")) {
                startedNanos = System.nanoTime();
            }
        }
        boolean isTrace = line.startsWith("\tat ");
        if ((isTrace || line.contains("level=error")) && complaints.size() < COMPLAINTS_KEPT) {
            complaints.add(line);
        }
    }

    /** Waits until it says that it serves. */
    void awaitStarted() {
        if (!Waiting.until(START_MILLIS_MAX, () -> startedNanos != 0 || !isAlive())) {
            throw new CrashException("the gateway did not start within a minute; see " + logFile());
        }
        if (startedNanos == 0) {
            throw new CrashException("the gateway ended instead of serving; see " + logFile());
        }
    }

    boolean isAlive() {
        return program.isAlive();
    }

    /** When the process was started, and when it said that it serves. */
    long launchedNanos() {
        return launchedNanos;
    }

    long startedNanos() {
        return startedNanos;
    }

    long pid() {
        return program.pid();
    }

    /** SIGKILL; returns when the process is gone and its output has been read. */
    void kill() {
        program.end(true);
    }

    /** SIGTERM; the same. */
    void stop() {
        program.end(false);
    }

    /** How many lines of this event there were, over all its lives. */
    int events(String event) {
        return events.getOrDefault(event, 0);
    }

    /** The events whose name begins like this, with their counts. */
    Map<String, Integer> eventsOf(String prefix) {
        Map<String, Integer> found = new java.util.TreeMap<>();
        events.forEach((name, count) -> {
            if (name.startsWith(prefix)) {
                found.put(name, count);
            }
        });
        return found;
    }

    /** The first lines at level error, and lines of stack traces: bugs of the gateway. */
    List<String> complaints() {
        return complaints;
    }

    /** All that it printed. */
    List<String> log() {
        try {
            return Files.readAllLines(logFile());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
