package org.sngateway.simulator.conformance;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.conformance.script.TestBed;

import java.net.URI;
import java.time.Duration;

/**
 * How a run is made.
 *
 * @param target host and port as people wrote it
 * @param broker the gateway's broker, or {@code null}: tests that need it are skipped
 * @param knowledge what must be known of the gateway
 * @param parallel tests at a time
 * @param limit when no further test is started
 */
public record Settings(Target target, @Nullable URI broker, TestBed.Knowledge knowledge, int parallel, Duration limit) {

    /** Where the gateway listens. */
    public record Target(String host, int port) {
        /** The port that most gateways use. */
        public static final int USUAL_PORT = 1883;

        /** Parses {@code host}, {@code host:port}, {@code [v6]} or {@code [v6]:port}. */
        public static Target parse(String text) {
            String host = text;
            int port = USUAL_PORT;
            int colon = text.lastIndexOf(':');
            boolean isBareV6 = !text.startsWith("[") && text.indexOf(':') != colon;
            if (!isBareV6 && colon > text.lastIndexOf(']')) {
                host = text.substring(0, colon);
                port = Integer.parseInt(text.substring(colon + 1));
            }
            host = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
            if (host.isEmpty() || port < 1 || port > 65_535) {
                throw new IllegalArgumentException("\"" + text + "\" is not HOST or HOST:PORT");
            }
            return new Target(host, port);
        }

        @Override
        public String toString() {
            return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
        }
    }
}
