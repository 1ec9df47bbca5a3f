package org.sngateway.gateway.program;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;

/** mosquitto_sub and mosquitto_pub, as the independent judge of what the broker has. */
final class MosquittoClient implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private MosquittoClient(Process process) {
        this.process = process;
        var output = process.inputReader(StandardCharsets.UTF_8);
        Thread reader = new Thread(() -> output.lines().forEach(lines::add), "mosquitto_sub");
        reader.setDaemon(true);
        reader.start();
    }

    static void assumeInstalled() {
        boolean there = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "mosquitto_sub")));
        Assumptions.assumeTrue(there, "needs mosquitto_sub and mosquitto_pub");
    }

    /** Subscribes, and returns when the subscription stands. */
    static MosquittoClient subscribe(int port, String filter) {
        MosquittoClient client = new MosquittoClient(start(
                "stdbuf", "-oL", "mosquitto_sub", "-d", "-v", "-p", String.valueOf(port), "-q", "1", "-t", filter));
        Awaitility.await("SUBACK")
                .atMost(Duration.ofSeconds(10))
                .until(() -> client.lines.stream().anyMatch(line -> line.startsWith("Subscribed")));
        return client;
    }

    /** What has been printed: {@code topic payload} for each message, and the client's own remarks. */
    List<String> lines() {
        return lines;
    }

    /** Publishes with QoS 1; fails unless the broker acknowledged it. */
    static void publish(int port, String topic, String message) {
        assertThat(GatewayProcess.run(
                        "mosquitto_pub", "-p", String.valueOf(port), "-q", "1", "-t", topic, "-m", message))
                .isZero();
    }

    /** The retained message of a topic, as {@code topic payload}. */
    static List<String> retained(int port, String topic) {
        Process process = start("mosquitto_sub", "-v", "-p", String.valueOf(port), "-t", topic, "-C", "1", "-W", "10");
        return process.inputReader(StandardCharsets.UTF_8).lines().toList();
    }

    private static Process start(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
