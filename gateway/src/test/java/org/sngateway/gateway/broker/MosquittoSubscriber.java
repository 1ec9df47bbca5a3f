package org.sngateway.gateway.broker;

import org.awaitility.Awaitility;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** mosquitto_sub at work: the independent eye on what the broker has got. */
public final class MosquittoSubscriber implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();

    private MosquittoSubscriber(Process process) {
        this.process = process;
        read(process.errorReader(StandardCharsets.UTF_8), log);
        read(process.inputReader(StandardCharsets.UTF_8), lines);
    }

    /** Subscribes with QoS 2 and waits for the SUBACK. */
    public static MosquittoSubscriber to(MosquittoProcess broker, String filter) {
        return to(broker.port(), filter);
    }

    /** Subscribes with QoS 2 at whatever broker listens to this port of the loopback interface. */
    public static MosquittoSubscriber to(int port, String filter, String... options) {
        try {
            // Debug output tells when the subscription stands; it goes where messages go, so those are marked.
            List<String> command = new ArrayList<>(List.of(
                    "stdbuf",
                    "-oL",
                    "mosquitto_sub",
                    "-d",
                    "-p",
                    String.valueOf(port),
                    "-t",
                    filter,
                    "-q",
                    "2",
                    "-F",
                    "MSG %t %q %r %p"));
            command.addAll(List.of(options));
            Process process = new ProcessBuilder(command).start();
            MosquittoSubscriber subscriber = new MosquittoSubscriber(process);
            Awaitility.await("SUBACK").atMost(Duration.ofSeconds(10)).until(subscriber::isSubscribed);
            return subscriber;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean isSubscribed() {
        return lines.stream().anyMatch(line -> line.startsWith("Subscribed"))
                || log.stream().anyMatch(line -> line.startsWith("Subscribed"));
    }

    private static void read(BufferedReader from, List<String> to) {
        Thread reader = new Thread(
                () -> {
                    try {
                        from.lines().forEach(to::add);
                    } catch (UncheckedIOException ended) {
                        to.add("ended");
                    }
                },
                "mosquitto_sub");
        reader.setDaemon(true);
        reader.start();
    }

    /** What has come: {@code topic qos retain payload} each. */
    public List<String> messages() {
        return lines.stream()
                .filter(line -> line.startsWith("MSG "))
                .map(line -> line.substring("MSG ".length()))
                .toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
