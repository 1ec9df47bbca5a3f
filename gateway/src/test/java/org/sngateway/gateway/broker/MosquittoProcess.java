package org.sngateway.gateway.broker;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.sngateway.gateway.program.FreePorts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Mosquitto of its own on a free port of the loopback interface, configured in a folder of the test. */
public final class MosquittoProcess implements AutoCloseable {
    private static final long START_MILLIS_MAX = 10_000;

    private final Path folder;
    private final List<String> config = new ArrayList<>();
    private int port;
    private @Nullable Process process;

    private MosquittoProcess(Path folder) {
        this.folder = folder;
    }

    /** A broker that lets everybody in; to be configured further and started. */
    public static MosquittoProcess in(Path folder) {
        Assumptions.assumeTrue(isInstalled(), "needs mosquitto");
        MosquittoProcess mosquitto = new MosquittoProcess(folder);
        mosquitto.config.add("max_inflight_messages 0");
        // Started by root it would become another user, who may not write into the folder of the test.
        mosquitto.config.add("user " + System.getProperty("user.name"));
        return mosquitto;
    }

    private static boolean isInstalled() {
        return run("mosquitto", "-h") >= 0;
    }

    /** Sessions and retained messages survive {@link #restart} and {@link #stop}. */
    public MosquittoProcess persistent() {
        config.add("persistence true");
        config.add("persistence_location " + folder + "/");
        config.add("autosave_on_changes true");
        config.add("autosave_interval 1");
        return this;
    }

    /** Only this user is let in, and others that are added likewise. */
    public MosquittoProcess user(String name, String password) {
        Path file = folder.resolve("passwords");
        boolean isFirst = !Files.exists(file);
        int code = isFirst
                ? run("mosquitto_passwd", "-c", "-b", file.toString(), name, password)
                : run("mosquitto_passwd", "-b", file.toString(), name, password);
        if (code != 0) {
            throw new AssertionError("mosquitto_passwd failed");
        }
        if (isFirst) {
            config.add("password_file " + file);
            config.add("allow_anonymous false");
        }
        return this;
    }

    /** Who gives no user name is let in too. */
    public MosquittoProcess anonymousToo() {
        config.remove("allow_anonymous false");
        return this;
    }

    /** TLS with this certificate; with a CA file, clients must present a certificate of it. */
    public MosquittoProcess tls(Path certificate, Path key, @Nullable Path clientCa) {
        config.add("certfile " + certificate);
        config.add("keyfile " + key);
        if (clientCa != null) {
            config.add("cafile " + clientCa);
            config.add("require_certificate true");
        }
        return this;
    }

    /** One more line of mosquitto.conf. */
    public MosquittoProcess option(String line) {
        config.add(line);
        return this;
    }

    /** Starts it and waits until it accepts connections. */
    public MosquittoProcess start() {
        if (port == 0) {
            port = FreePorts.tcp();
        }
        try {
            Path file = folder.resolve("mosquitto.conf");
            List<String> lines = new ArrayList<>(List.of("listener " + port + " 127.0.0.1"));
            if (config.stream().noneMatch(line -> line.startsWith("allow_anonymous"))) {
                lines.add("allow_anonymous true");
            }
            lines.addAll(config);
            Files.write(file, lines);
            process = new ProcessBuilder("mosquitto", "-c", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("mosquitto.log").toFile())
                    .start();
            awaitListening();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return this;
    }

    private void awaitListening() throws IOException {
        long deadline = System.currentTimeMillis() + START_MILLIS_MAX;
        while (!accepts()) {
            Process running = process;
            if (running == null || !running.isAlive() || System.currentTimeMillis() > deadline) {
                throw new AssertionError(
                        "mosquitto did not start: " + Files.readString(folder.resolve("mosquitto.log")));
            }
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException notYet) {
            return !waited();
        }
    }

    /** A short pause between two attempts to connect; always true. */
    private static boolean waited() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
        return true;
    }

    public int port() {
        return port;
    }

    public long pid() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running.pid();
    }

    /** Ends it in order: persistent state is saved. */
    public void stop() {
        end(false);
    }

    /** Ends it at once. */
    public void kill() {
        end(true);
    }

    /** Stops it in order and starts it again on the same port. */
    public void restart() {
        stop();
        start();
    }

    private void end(boolean forcibly) {
        Process running = process;
        if (running == null) {
            return;
        }
        process = null;
        if (forcibly) {
            running.destroyForcibly();
        } else {
            running.destroy();
        }
        try {
            if (!running.waitFor(5, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it has logged. */
    public List<String> log() {
        try {
            return Files.readAllLines(folder.resolve("mosquitto.log"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Publishes with Mosquitto's own client, which speaks MQTT 5 here; further options as of mosquitto_pub. */
    public void publish(String topic, String message, int qos, String... options) {
        List<String> command = new ArrayList<>(List.of(
                "mosquitto_pub",
                "-V",
                "5",
                "-p",
                String.valueOf(port),
                "-t",
                topic,
                "-m",
                message,
                "-q",
                String.valueOf(qos)));
        command.addAll(List.of(options));
        if (run(command.toArray(new String[0])) != 0) {
            throw new AssertionError("mosquitto_pub failed");
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** Its exit code, or -1 when there is no such command. */
    private static int run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor();
        } catch (IOException missing) {
            return -1;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
