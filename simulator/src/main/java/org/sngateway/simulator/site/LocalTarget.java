package org.sngateway.simulator.site;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.fleet.port.SiteException;
import org.sngateway.simulator.program.Mosquitto;
import org.sngateway.simulator.scenario.FleetSpec;
import org.sngateway.simulator.scenario.Scenario;
import org.sngateway.simulator.scenario.Step;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;

/**
 * A gateway of this project and a Mosquitto behind it, on free ports, with their data in a folder, configured for a scenario:
 * its predefined topics are known, and QoS -1 is let in when it has any. Without Mosquitto the gateway's embedded broker
 * serves; then the broker cannot be restarted, and nothing can come between the two.
 */
public final class LocalTarget {
    private static final String HOST = "127.0.0.1";
    /** Room for a fleet's QoS -1, all from one address. */
    private static final String MINUS_ONE_RATE = "100000/s";

    private static final int PORT_MIN = 20_000;
    private static final int PORT_MAX = 32_000;
    private static final int PORT_TRIES = 100;

    private final Path folder;
    private final int gatewayPort;
    private final int brokerPort;
    private final int proxyPort;
    private final int httpPort;
    private final @Nullable Path mosquitto;

    /** Writes the configurations into {@code folder}. */
    public LocalTarget(Scenario scenario, Path folder) {
        this.folder = folder.toAbsolutePath();
        mosquitto = Mosquitto.program();
        gatewayPort = freePort(LocalTarget::isFreeUdp);
        brokerPort = freePort(LocalTarget::isFreeTcp);
        proxyPort = freePort(port -> port != brokerPort && isFreeTcp(port));
        httpPort = freePort(port -> port != brokerPort && port != proxyPort && isFreeTcp(port));
        try {
            Files.createDirectories(this.folder.resolve("broker"));
            Files.write(this.folder.resolve("gateway.yaml"), gatewayConfiguration(scenario));
            Files.write(this.folder.resolve("mosquitto.conf"), brokerConfiguration(killsBroker(scenario)));
        } catch (IOException failed) {
            throw new SiteException("Cannot write into " + folder + ": " + failed.getMessage() + ".", failed);
        }
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return gatewayPort;
    }

    public String brokerUrl() {
        return "mqtt://" + HOST + ":" + brokerPort;
    }

    /** Where the gateway's own metrics are. */
    public String metricsUrl() {
        return "http://" + HOST + ":" + httpPort + "/metrics";
    }

    /** @param gatewayJar the packaged gateway */
    public SiteOptions.Hands hands(Path gatewayJar) {
        if (!Files.isReadable(gatewayJar)) {
            throw new SiteException("There is no gateway at " + gatewayJar + "; say where with --gateway-jar.");
        }
        List<String> gateway = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                gatewayJar.toAbsolutePath().toString(),
                "run",
                "-c",
                folder.resolve("gateway.yaml").toString());
        if (mosquitto == null) {
            return new SiteOptions.Hands(gateway, List.of(), -1, folder);
        }
        List<String> broker = List.of(
                mosquitto.toString(), "-c", folder.resolve("mosquitto.conf").toString());
        return new SiteOptions.Hands(gateway, broker, proxyPort, folder);
    }

    private List<String> gatewayConfiguration(Scenario scenario) {
        List<String> lines = new ArrayList<>();
        lines.add("broker:");
        if (mosquitto == null) {
            lines.add("  url: embedded");
            lines.add("  embedded:");
            lines.add("    bind: \"" + HOST + ":" + brokerPort + "\"");
        } else {
            lines.add("  url: \"mqtt://" + HOST + ":" + proxyPort + "\"");
        }
        lines.add("http: {bind: \"" + HOST + ":" + httpPort + "\"}");
        lines.add("listeners:");
        lines.add("  - bind: \"" + HOST + ":" + gatewayPort + "\"");
        lines.add("    discovery: {groups: []}");
        lines.add("storage: {dir: " + quoted(folder.resolve("data").toString()) + "}");
        if (hasMinusOne(scenario)) {
            lines.add("protocol:");
            lines.add("  publish_minus_one: {enabled: true, rate: " + MINUS_ONE_RATE + "}");
        }
        List<PredefinedTopics.Entry> topics = PredefinedTopics.of(scenario);
        if (!topics.isEmpty()) {
            lines.add("topics:");
            lines.add("  predefined:");
            topics.forEach(entry -> lines.add("    - {id: " + entry.id() + ", topic: " + quoted(entry.topic())
                    + ", clients: " + quoted(entry.clients()) + "}"));
        }
        return lines;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean hasMinusOne(Scenario scenario) {
        return scenario.fleets().stream()
                .map(FleetSpec::publishes)
                .flatMap(List::stream)
                .anyMatch(publish -> publish.qos() == Qos.MINUS_ONE);
    }

    private static boolean killsBroker(Scenario scenario) {
        return scenario.timeline().stream()
                .anyMatch(step -> step.action() instanceof Step.BrokerRestart restart && restart.isKill());
    }

    /**
     * Keeps everything for everybody, so that what is missing is the gateway's doing. Saves when it is stopped in order;
     * for kills after every change, which is the most it offers.
     */
    private List<String> brokerConfiguration(boolean isKilled) {
        return List.of(
                "listener " + brokerPort + " " + HOST,
                "allow_anonymous true",
                "user " + System.getProperty("user.name"),
                "persistence true",
                "persistence_location " + folder.resolve("broker") + "/",
                "autosave_on_changes " + isKilled,
                "autosave_interval " + (isKilled ? 1 : 3_600),
                "max_inflight_messages 0",
                "max_queued_messages 0",
                "set_tcp_nodelay true");
    }

    /**
     * A port that nobody has. Not of those that systems give to clients (32768 and above on Linux): while a program is down, a
     * device's socket could take its port.
     */
    private static int freePort(IntPredicate isFree) {
        for (int tries = 0; tries < PORT_TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(PORT_MIN, PORT_MAX);
            if (isFree.test(port)) {
                return port;
            }
        }
        throw new SiteException("There is no free port between " + PORT_MIN + " and " + PORT_MAX + ".");
    }

    private static boolean isFreeTcp(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static boolean isFreeUdp(int port) {
        try (DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
