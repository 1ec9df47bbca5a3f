package org.sngateway.gateway.adapter.embedded;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the embedded broker is to run.
 *
 * @param bindAddress the address to listen on, a literal or a host name
 * @param port TCP port, 0..65535; 0 takes any free one, see {@link EmbeddedBroker#port}
 * @param directory where everything the broker keeps is written, and nothing elsewhere; created when missing
 * @param login what clients must present; {@code null} admits everyone, which suits a loopback address only
 * @param limits bounds on what clients may make it hold
 */
public record EmbeddedBrokerSettings(
        String bindAddress,
        int port,
        Path directory,
        @Nullable Login login,
        Limits limits) {

    public static final String DEFAULT_BIND_ADDRESS = "127.0.0.1";
    public static final int DEFAULT_PORT = 1883;

    public EmbeddedBrokerSettings {
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
    }

    /** The default address and limits, for everyone on this host. */
    public static EmbeddedBrokerSettings in(Path directory) {
        return new EmbeddedBrokerSettings(DEFAULT_BIND_ADDRESS, DEFAULT_PORT, directory, null, Limits.DEFAULT);
    }

    public EmbeddedBrokerSettings withPort(int other) {
        return new EmbeddedBrokerSettings(bindAddress, other, directory, login, limits);
    }

    public EmbeddedBrokerSettings withLogin(Login other) {
        return new EmbeddedBrokerSettings(bindAddress, port, directory, other, limits);
    }

    public EmbeddedBrokerSettings withLimits(Limits other) {
        return new EmbeddedBrokerSettings(bindAddress, port, directory, login, other);
    }

    /** One user name and password for all clients. */
    public record Login(String username, String password) {
        @Override
        public String toString() {
            return "Login[username=" + username + ", password=***]";
        }
    }

    /**
     * Bounds.
     *
     * @param heapBytesMax messages held in memory, all queues together; what is beyond goes to disk and is read back
     *     when its turn comes. Nothing is refused or dropped because of it
     * @param packetBytesMax the largest MQTT packet accepted; announced to MQTT 5 clients, others are disconnected
     * @param receiveMax unacknowledged QoS 1 and 2 publishes that one MQTT 5 client may have under way, 1..65535
     * @param sessionExpiry how long a persistent MQTT 3.1.1 session outlives its connection; MQTT 5 clients say it
     *     themselves
     * @param diskFreeBytesMin with less free space than this where the directory is, publishers are made to wait
     */
    public record Limits(
            long heapBytesMax, int packetBytesMax, int receiveMax, Duration sessionExpiry, long diskFreeBytesMin) {
        public static final Limits DEFAULT = new Limits(12L << 20, 1 << 20, 1000, Duration.ofDays(7), 64L << 20);
    }
}
