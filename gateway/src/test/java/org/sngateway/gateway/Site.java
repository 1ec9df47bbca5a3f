package org.sngateway.gateway;

import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.adapter.observe.EventLog;
import org.sngateway.gateway.adapter.observe.LogFormat;
import org.sngateway.gateway.adapter.observe.LogLevel;
import org.sngateway.gateway.adapter.observe.LogSettings;
import org.sngateway.gateway.broker.MosquittoProcess;
import org.sngateway.gateway.broker.MqttPeer;
import org.sngateway.gateway.config.ConfigLoader;
import org.sngateway.gateway.config.LoadResult;
import org.sngateway.gateway.device.Forwarder;
import org.sngateway.gateway.device.UdpDevice;
import org.sngateway.gateway.device.UdpLink;
import org.sngateway.gateway.device.Wire;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole gateway in this process, its broker, and everything at hand that a test plays against them. Safe for all
 * threads, but for starting and ending it.
 */
final class Site implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    // configuration
    private final BrokerKind kind;
    private final List<String> assignments =
            new ArrayList<>(List.of("http.bind=127.0.0.1:0", "status_topics.enabled=false"));
    private final Path folder;
    private @Nullable Path file;

    // lives as long as the test class
    private final Wire wire = new Wire();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final AtomicInteger applications = new AtomicInteger();
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private @Nullable MosquittoProcess mosquitto;
    private @Nullable Gateway gateway;
    private int brokerPort;

    private Site(BrokerKind kind, Path folder) {
        this.kind = kind;
        this.folder = folder;
        set("listeners.0.bind=127.0.0.1:0", "listeners.0.discovery.groups=[]");
        set("gateway.shards=" + kind.shards(), "broker.mqtt_version=" + kind.mqttVersion());
        set("broker.reconnect.min=100ms", "broker.reconnect.max=500ms", "storage.dir=" + folder.resolve("data"));
    }

    /** A site to be configured further, and started. */
    static Site of(BrokerKind kind, Path folder) {
        return new Site(kind, folder);
    }

    /** Further assignments, as of {@code --set}. */
    Site set(String... more) {
        assignments.addAll(List.of(more));
        return this;
    }

    /** A configuration file, under the assignments. */
    Site configuredBy(Path configuration) {
        file = configuration;
        return this;
    }

    /** A broker made by the test; the gateway is told where it is. */
    Site with(MosquittoProcess broker) {
        mosquitto = broker;
        return this;
    }

    /** Starts the broker, unless it runs already, and the gateway. */
    Site start() {
        if (!kind.isEmbedded()) {
            MosquittoProcess broker = mosquitto;
            if (broker == null) {
                broker = MosquittoProcess.in(folder).persistent().start();
                mosquitto = broker;
            }
            brokerPort = broker.port();
            if (assignments.stream().noneMatch(assignment -> assignment.startsWith("broker.url="))) {
                set("broker.url=mqtt://127.0.0.1:" + brokerPort);
            }
        } else {
            set("broker.url=embedded", "broker.embedded.bind=127.0.0.1:0");
        }
        startGateway();
        return this;
    }

    /** Starts a gateway with the same configuration, after the former one was closed. */
    void startGateway() {
        ConfigLoader.Sources sources = new ConfigLoader.Sources(file, Map.of(), assignments).withOverrides();
        LoadResult result = ConfigLoader.load(sources);
        if (result instanceof LoadResult.Refused refused) {
            throw new AssertionError(refused.report().format());
        }
        LogSettings settings = new LogSettings(LogLevel.DEBUG, LogFormat.LOGFMT, false, false, Set.of());
        try {
            Gateway started = Gateway.start(
                    new Configured(sources, (LoadResult.Loaded) result),
                    new EventLog(settings, Clock.systemUTC(), this::onLogLine));
            gateway = started;
            if (kind.isEmbedded()) {
                brokerPort = started.embeddedPort();
            }
        } catch (CannotStart cannotStart) {
            throw new AssertionError(cannotStart);
        }
    }

    private void onLogLine(LogLevel level, String line) {
        log.add(line);
        if (level == LogLevel.ERROR) {
            errors.add(line);
        }
    }

    void closeGateway() {
        gateway().close();
        gateway = null;
    }

    Gateway gateway() {
        return Objects.requireNonNull(gateway, "the gateway is not running");
    }

    MosquittoProcess mosquitto() {
        return Objects.requireNonNull(mosquitto, "the broker is the embedded one");
    }

    BrokerKind kind() {
        return kind;
    }

    int brokerPort() {
        return brokerPort;
    }

    Wire wire() {
        return wire;
    }

    List<String> log() {
        return List.copyOf(log);
    }

    /** A device with a socket of its own. */
    UdpDevice device(String clientId) {
        UdpDevice device = new UdpDevice(clientId, link());
        open.add(device);
        return device;
    }

    UdpLink link() {
        return UdpLink.to(gateway().sensorAddress(), wire);
    }

    Forwarder forwarder() {
        return new Forwarder(gateway().sensorAddress(), wire);
    }

    /** An application at the broker. */
    MqttPeer application() {
        MqttPeer peer = MqttPeer.at(brokerPort, "application-" + applications.incrementAndGet());
        open.add(peer);
        return peer;
    }

    /** An application that has subscribed. */
    MqttPeer eye(String filter) {
        MqttPeer peer = application();
        peer.subscribe(filter, 2);
        return peer;
    }

    /** Waits until the assertion holds; what is thrown before that does not matter. */
    static void eventually(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .pollDelay(Duration.ZERO)
                .ignoreExceptions()
                .untilAsserted(assertion);
    }

    /** What must be true of every site at its end: no bug of the gateway was logged, and the wire is clean. */
    void checkTheWireAndTheLog() {
        assertThat(errors).as("errors in the log").isEmpty();
        assertThat(wire.size()).as("datagrams").isPositive();
        assertThat(wire.malformed(folder)).as("malformed packets").isEmpty();
    }

    @Override
    public void close() {
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception failed) {
                log.add("close: " + failed);
            }
        }
        if (gateway != null) {
            gateway.close();
        }
        if (mosquitto != null) {
            mosquitto.close();
        }
    }
}
