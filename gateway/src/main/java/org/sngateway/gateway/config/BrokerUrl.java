package org.sngateway.gateway.config;

/**
 * Where the MQTT broker is.
 *
 * @param host name or address without brackets; empty for the embedded broker
 * @param port 1..65535; 0 for the embedded broker
 * @param path of a WebSocket, with its leading slash; else empty
 */
public record BrokerUrl(Scheme scheme, String host, int port, String path) {

    /** How the broker is spoken to. */
    public enum Scheme {
        EMBEDDED("embedded", 0, false),
        MQTT("mqtt", 1883, false),
        MQTTS("mqtts", 8883, true),
        WS("ws", 80, false),
        WSS("wss", 443, true);

        private final String word;
        private final int defaultPort;
        private final boolean tls;

        Scheme(String word, int defaultPort, boolean tls) {
            this.word = word;
            this.defaultPort = defaultPort;
            this.tls = tls;
        }

        public String word() {
            return word;
        }

        public int defaultPort() {
            return defaultPort;
        }

        /** Whether the connection is encrypted. */
        public boolean isTls() {
            return tls;
        }
    }

    public static final BrokerUrl EMBEDDED = new BrokerUrl(Scheme.EMBEDDED, "", 0, "");

    public boolean isEmbedded() {
        return scheme == Scheme.EMBEDDED;
    }

    /** As people write it, the port always included. */
    public String text() {
        return isEmbedded() ? scheme.word() : scheme.word() + "://" + new HostPort(host, port).text() + path;
    }
}
