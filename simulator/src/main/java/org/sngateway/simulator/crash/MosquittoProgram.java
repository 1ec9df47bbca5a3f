package org.sngateway.simulator.crash;

import org.sngateway.simulator.program.LocalProgram;
import org.sngateway.simulator.program.Mosquitto;

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
    private final Path folder;
    private final int port;
    private final LocalProgram program;

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
        Path installed = Mosquitto.program();
        if (installed == null) {
            throw new CrashException("the crash tests need mosquitto, which is not installed");
        }
        program = new LocalProgram(
                "mosquitto",
                List.of(
                        installed.toString(),
                        "-c",
                        folder.resolve("mosquitto.conf").toString()),
                folder,
                folder.resolve("mosquitto.log"),
                null);
    }

    static boolean isInstalled() {
        return Mosquitto.program() != null;
    }

    URI uri() {
        return URI.create("mqtt://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    /** Starts it and waits until it listens. */
    void start() {
        program.start();
        if (!Waiting.until(START_MILLIS_MAX, this::isListening)) {
            throw new CrashException("mosquitto does not listen on port " + port + "; see " + logFile());
        }
    }

    Path logFile() {
        return program.logFile();
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
        program.end(false);
    }

    /** SIGKILL. */
    void kill() {
        program.end(true);
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
