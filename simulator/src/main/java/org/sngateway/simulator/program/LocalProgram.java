package org.sngateway.simulator.program;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.fleet.port.SiteException;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One command, run again and again; its output goes to a file, a line of which may be watched. Has a session of its own
 * where the system can ({@code setsid}), so that Ctrl-C in the terminal ends the test and not the program under test. Methods
 * may be called by one thread at a time.
 */
public final class LocalProgram implements AutoCloseable {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final long STOP_SECONDS_MAX = 20;
    private static final long LAST_LINES_SECONDS = 5;

    /** All that run at the moment, for {@link #killAll}. */
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    // configuration
    private final String name;
    private final List<String> command;
    private final Path folder;
    private final Path logFile;
    private final @Nullable Consumer<String> onLine;

    // lives as long as one process
    private @Nullable Process process;
    private @Nullable Thread reader;

    /**
     * @param name for sentences: "the gateway"
     * @param folder where it runs
     * @param onLine gets each line that it prints, on a thread of its own; {@code null}: they only go to the file
     */
    public LocalProgram(
            String name, List<String> command, Path folder, Path logFile, @Nullable Consumer<String> onLine) {
        this.name = name;
        this.command = List.copyOf(command);
        this.folder = folder;
        this.logFile = logFile;
        this.onLine = onLine;
    }

    public Path logFile() {
        return logFile;
    }

    /** Starts the process; whether it serves is another question. */
    public void start() {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            words.add(SETSID.toString());
        }
        words.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SN_GATEWAY_"));
        if (onLine == null) {
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
        }
        requireProgram(command.get(0));
        try {
            Process started = builder.start();
            process = started;
            RUNNING.add(started);
            if (onLine != null) {
                read(started, onLine);
            }
        } catch (IOException failed) {
            throw new SiteException("Cannot start " + name + ": " + failed.getMessage() + ".", failed);
        }
    }

    /** With setsid in between, the system would not say that there is no such program. */
    private void requireProgram(String program) {
        boolean isPath = program.indexOf('/') >= 0;
        String path = System.getenv().getOrDefault("PATH", "");
        boolean exists = isPath
                ? Files.isExecutable(folder.resolve(program))
                : List.of(path.split(":", -1)).stream().anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        if (!exists) {
            throw new SiteException("Cannot start " + name + ": there is no program " + program + ".");
        }
    }

    private void read(Process started, Consumer<String> watcher) {
        Thread thread = new Thread(() -> copy(started, watcher), "output of " + name);
        thread.setDaemon(true);
        thread.start();
        reader = thread;
    }

    private void copy(Process started, Consumer<String> watcher) {
        try (BufferedReader output = started.inputReader(StandardCharsets.UTF_8);
                BufferedWriter log =
                        Files.newBufferedWriter(logFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                log.write(line);
                log.newLine();
                log.flush();
                watcher.accept(line);
            }
        } catch (IOException closed) {
            // The pipe of a process that is killed may break; what it printed before has been read.
            watcher.accept("(output cut: " + closed.getMessage() + ")");
        }
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    public long pid() {
        if (process == null) {
            throw new IllegalStateException(name + " does not run");
        }
        return process.pid();
    }

    /**
     * Ends it, and what it started itself; returns when it is gone and its output has been read.
     *
     * @param isKill SIGKILL; otherwise SIGTERM, and SIGKILL when that does not help within {@value #STOP_SECONDS_MAX} s
     */
    public void end(boolean isKill) {
        Process running = process;
        if (running == null) {
            return;
        }
        List<ProcessHandle> children = running.descendants().toList();
        try {
            if (!isKill) {
                running.destroy();
                boolean ignored = running.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS);
            }
            running.destroyForcibly().waitFor();
            children.forEach(ProcessHandle::destroyForcibly);
            if (reader != null) {
                reader.join(TimeUnit.SECONDS.toMillis(LAST_LINES_SECONDS));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SiteException("Interrupted while " + name + " was to end.", interrupted);
        }
        RUNNING.remove(running);
        process = null;
    }

    /** Kills whatever of this kind still runs, because this program ends now. From any thread. */
    public static void killAll() {
        RUNNING.forEach(running -> {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        });
    }

    @Override
    public void close() {
        end(true);
    }
}
