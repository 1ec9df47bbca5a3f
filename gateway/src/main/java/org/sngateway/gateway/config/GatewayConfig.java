package org.sngateway.gateway.config;

import org.sngateway.gateway.session.EngineOptions;
import org.sngateway.gateway.session.PredefinedTopic;
import org.sngateway.gateway.session.Rate;
import org.sngateway.gateway.session.Tolerance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The effective configuration, checked: what the file, the environment and the command line say over the defaults.
 * Immutable. The configuration reference explains each value; a component here has the name of its key.
 *
 * @param predefinedTopics {@code topics.predefined}
 */
public record GatewayConfig(
        Identity gateway,
        List<ListenerConfig> listeners,
        BrokerConfig broker,
        ProtocolConfig protocol,
        Sleep sleep,
        Sessions sessions,
        Admission admission,
        List<PredefinedTopic> predefinedTopics,
        List<ClientRule> clients,
        Storage storage,
        HttpConfig http,
        StatusTopicsConfig statusTopics,
        HomeAssistantConfig homeAssistant,
        Log log) {

    /** The file with the token for {@code http}, wherever it is. */
    public Path httpTokenFile() {
        return http.tokenFile() == null ? storage.dir().resolve("http.token") : http.tokenFile();
    }

    /** A transparent gateway opens one broker connection for each device. */
    public enum Mode {
        TRANSPARENT
    }

    /**
     * @param id GwId, 0..255
     * @param shards event loops, 1..64; 0 when the machine decides
     */
    public record Identity(int id, String name, Mode mode, int shards) {}

    /**
     * @param wakesMax {@code sleep.wakes_max}: in how many wakes and connections a message may stay unanswered before it is given up
     * @param messagesPerWake 0 for all
     * @param durationSecondsMax {@code sleep.max_duration}
     */
    public record Sleep(
            int durationSecondsMax,
            Tolerance tolerance,
            EngineOptions.WakeFrom wakeFrom,
            WakeConnect wakeConnect,
            Uplink uplink,
            int wakesMax,
            int messagesPerWake,
            Queue queue) {}

    /** What a CONNECT from a sleeping device does to its session (SN12-AMB-01). */
    public enum WakeConnect {
        PRESERVE,
        STRICT
    }

    /** Whether a sleeping device's requests are served before it says that it is awake (SN12-AMB-30). */
    public enum Uplink {
        LENIENT,
        STRICT
    }

    /**
     * The messages kept for one sleeping device.
     *
     * @param keepLatest filters of the topics of which only the newest message is kept
     */
    public record Queue(int maxMessages, long maxBytes, Duration expiry, List<String> keepLatest) {}

    /**
     * @param maxTopics of one device
     * @param maxSubscriptions of one device
     */
    public record Sessions(Duration expiry, int maxClients, int maxTopics, int maxSubscriptions, boolean keepWill) {}

    /** Limits before any session exists. */
    public record Admission(
            int sessionsPerSource,
            Rate connectsPerSource,
            Rate connects,
            Rate disconnectsPerSource,
            Rate disconnects,
            Rate searches,
            int sourcesMax) {}

    /**
     * What outlives this process, and where.
     *
     * @param sessions whether sessions are stored, and messages while the broker is away
     * @param flush how long a change that no promise depends on may wait to be written
     */
    public record Storage(Path dir, boolean sessions, Duration flush, Sync sync) {}

    /** What a commit waits for. */
    public enum Sync {
        FULL,
        NORMAL
    }

    /**
     * @param level the least severe level that is written
     * @param packets whether each message is logged
     */
    public record Log(Level level, Format format, boolean packets) {}

    /** How severe a log line is; the last shows most. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** How a log line is written. */
    public enum Format {
        AUTO,
        TEXT,
        LOGFMT,
        JSON
    }
}
