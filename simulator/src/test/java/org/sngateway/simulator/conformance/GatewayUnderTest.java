package org.sngateway.simulator.conformance;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Mosquitto and the packaged gateway, as somebody would start them, on ports of their own. */
public final class GatewayUnderTest implements AutoCloseable {
    /** What the gateway is told about, and the suite with it. */
    public static final String PREDEFINED = "1=snc-predefined/one";

    /** Another such id, whose topic no two runs of the suite at the same time share. */
    static final int OWN_ID = 2;

    static final String OWN_PREFIX = "snc-predefined/of/";
    static final String OWN_TOPIC = OWN_PREFIX + "{client_id}";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Pattern BOUND = Pattern.compile("event=listener.bound .*udp=127\\.0\\.0\\.1:(\\d+)");
    private static final List<Path> MOSQUITTO = List.of(
            Path.of("/usr/sbin/mosquitto"), Path.of("/usr/bin/mosquitto"), Path.of("/usr/local/sbin/mosquitto"));

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final int brokerPort;
    private final Process mosquitto;
    private @Nullable Process gateway;

    private GatewayUnderTest(Path folder) throws IOException {
        brokerPort = freePort();
        Path configuration = Files.write(
                folder.resolve("mosquitto.conf"),
                List.of(
                        "listener " + brokerPort + " 127.0.0.1",
                        "allow_anonymous true",
                        "persistence false",
                        "set_tcp_nodelay true"));
        Path program =
                MOSQUITTO.stream().filter(Files::isExecutable).findFirst().orElseThrow();
        mosquitto = new ProcessBuilder(program.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        Awaitility.await().atMost(START).until(this::brokerListens);
    }

    /** Starts both; {@code settings} are as of {@code --set}. */
    public static GatewayUnderTest start(Path folder, String... settings) throws IOException {
        GatewayUnderTest site = new GatewayUnderTest(folder);
        site.startGateway(folder, settings);
        return site;
    }

    public static boolean isMosquittoInstalled() {
        return MOSQUITTO.stream().anyMatch(Files::isExecutable);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean brokerListens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), brokerPort)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private void startGateway(Path folder, String... settings) throws IOException {
        Path jar = Path.of("..", "gateway", "target", "sn-gateway.jar").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString(),
                "run"));
        List<String> all = new ArrayList<>(List.of(
                "broker.url=" + broker(),
                "listeners.0.bind=127.0.0.1:0",
                "listeners.0.discovery.groups=[]",
                "protocol.retry_interval=1s",
                "protocol.publish_minus_one.enabled=true",
                "topics.predefined.0.id=1",
                "topics.predefined.0.topic=snc-predefined/one",
                "topics.predefined.1.id=" + OWN_ID,
                "topics.predefined.1.topic=" + OWN_TOPIC,
                "storage.dir=data",
                "http.enabled=false"));
        all.addAll(List.of(settings));
        all.forEach(setting -> command.addAll(List.of("--set", setting)));
        Process started = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        gateway = started;
        Thread reader = new Thread(() -> read(started), "output of the gateway");
        reader.setDaemon(true);
        reader.start();
        Awaitility.await()
                .atMost(START)
                .failFast("the gateway has ended", () -> !started.isAlive())
                .until(() -> log.stream().anyMatch(line -> line.contains("event=broker.reachable")));
    }

    private void read(Process started) {
        try (BufferedReader output = started.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(log::add);
        } catch (IOException | UncheckedIOException ended) {
            log.add("the output has ended");
        }
    }

    public URI broker() {
        return URI.create("mqtt://127.0.0.1:" + brokerPort);
    }

    /** Where devices speak to the gateway. */
    public InetSocketAddress address() {
        for (String line : log) {
            Matcher matcher = BOUND.matcher(line);
            if (matcher.find()) {
                return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(matcher.group(1)));
            }
        }
        throw new IllegalStateException("the gateway did not say where it listens: " + log);
    }

    /** What it wrote that speaks of a bug of its own. */
    public List<String> complaints() {
        return log.stream()
                .filter(line -> line.contains("level=error") || line.startsWith("\tat "))
                .toList();
    }

    @Override
    public void close() {
        end(gateway);
        end(mosquitto);
    }

    private static void end(@Nullable Process process) {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
