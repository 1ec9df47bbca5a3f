package org.sngateway.simulator.crash;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Mosquitto of its own, with its sessions in a folder. It saves them when it is stopped; with {@code savesOnChange}
 * also after every turn of its loop that changed something. That is the most it offers: what it acknowledged in the turn
 * in which it is killed is gone, and so is what it told others of it. {@link #savedNanos} says up to when it had saved.
 */
final class MosquittoProgram implements AutoCloseable {
    private static final long START_MILLIS_MAX = 20_000;
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/sbin/mosquitto"), Path.of("/usr/bin/mosquitto"), Path.of("/usr/local/sbin/mosquitto"));

    private final Path folder;
    private final int port;
    private @Nullable Process process;

    MosquittoProgram(Path folder, int port, boolean savesOnChange) {
        this.folder = folder;
        this.port = port;
        List<String> configuration = List.of(
                "listener " + port + " 127.0.0.1",
                "allow_anonymous true",
                "user " + System.getProperty("user.name"),
                "persistence true",
                "persistence_location " + folder + "/",
                "autosave_on_changes " + savesOnChange,
                "autosave_interval " + (savesOnChange ? 1 : 3_600),
                "max_inflight_messages 0",
                "max_queued_messages 0",
                "set_tcp_nodelay true");
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("mosquitto.conf"), configuration);
        } catch (IOException failed) {
            throw new CrashException("cannot write into " + folder + ": " + failed.getMessage());
        }
    }

    static boolean isInstalled() {
        return PLACES.stream().anyMatch(Files::isExecutable);
    }

    URI uri() {
        return URI.create("mqtt://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    /** Starts it and waits until it listens. */
    void start() {
        Path program = PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new CrashException("the crash tests need mosquitto, which is not installed"));
        try {
            process = new ProcessBuilder(
                            program.toString(),
                            "-c",
                            folder.resolve("mosquitto.conf").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                    .start();
        } catch (IOException failed) {
            throw new CrashException("cannot start mosquitto: " + failed.getMessage());
        }
        if (!Waiting.until(START_MILLIS_MAX, this::isListening)) {
            throw new CrashException("mosquitto does not listen on port " + port + "; see " + logFile());
        }
    }

    Path logFile() {
        return folder.resolve("mosquitto.log");
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** SIGTERM: it saves everything and ends. */
    void stop() {
        end(false);
    }

    /** SIGKILL. */
    void kill() {
        end(true);
    }

    private void end(boolean atOnce) {
        Process running = process;
        if (running == null) {
            return;
        }
        if (atOnce) {
            running.destroyForcibly();
        } else {
            running.destroy();
        }
        try {
            if (!running.waitFor(20, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CrashException("interrupted");
        }
        process = null;
    }

    /** When it last finished saving, on the clock of {@link System#nanoTime}; long ago when it never has. */
    long savedNanos() {
        try {
            long savedMillis =
                    Files.getLastModifiedTime(folder.resolve("mosquitto.db")).toMillis();
            long agoMillis = System.currentTimeMillis() - savedMillis;
            return System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(agoMillis);
        } catch (IOException never) {
            return System.nanoTime() - TimeUnit.DAYS.toNanos(1);
        }
    }

    /** Connections that it has accepted since it first started: lines of its log. */
    long connections() {
        try (var lines = Files.lines(logFile())) {
            return lines.filter(line -> line.contains("New client connected")).count();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
