package org.sngateway.gateway.adapter.broker;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** Every number and name of the way to the broker. */
public record BrokerSettings(Server server, Identity identity, Sessions sessions, Timing timing) {

    /** The version of MQTT spoken to the broker. */
    public enum ProtocolVersion {
        MQTT_3_1_1,
        MQTT_5
    }

    /**
     * Where the broker is and how it is spoken to.
     *
     * @param webSocketPath path of {@code ws://} and {@code wss://} addresses; {@code null} for plain TCP
     * @param tls what to trust and to present; {@code null} for no TLS
     */
    public record Server(
            String host,
            int port,
            @Nullable String webSocketPath,
            @Nullable BrokerTls tls,
            ProtocolVersion version) {}

    /**
     * Who the gateway and its devices are towards the broker.
     *
     * @param clientIdTemplate of a device's connection; {@code {client_id}} must be in it, {@code {gateway}} may
     * @param gatewayClientId of the gateway's own connection; one per shard, since a broker has one connection per id
     * @param topicPrefix put before every topic on its way up and taken off on its way down; often empty
     */
    public record Identity(
            String gatewayName,
            String clientIdTemplate,
            String gatewayClientId,
            String topicPrefix,
            BrokerCredentials.Source credentials) {
        private static final String CLIENT_ID = "{client_id}";

        public Identity {
            if (!clientIdTemplate.contains(CLIENT_ID)) {
                throw new IllegalArgumentException("the client id template \"" + clientIdTemplate + "\" has no "
                        + CLIENT_ID + ", so that all devices would share one connection");
            }
        }

        /** The MQTT client id of a device. */
        public String mqttClientId(String clientId) {
            // In this order, so that a device cannot have its id read as a template.
            return clientIdTemplate.replace("{gateway}", gatewayName).replace(CLIENT_ID, clientId);
        }
    }

    /**
     * What the broker is to keep, and how much it may send.
     *
     * @param expirySeconds how long the broker keeps the session of a device that wants it kept, without this gateway
     * @param cleanExpirySeconds the same for a device with a clean session: bridges a restart of the gateway
     * @param willDelaySeconds how long a broker waits with a Will, so that a quick restart fires none; MQTT 5 only
     * @param receiveMaximum how many messages the broker may send ahead of our acknowledgement; MQTT 5 only
     * @param packetOctetsMax the largest MQTT packet taken from the broker; MQTT 5 only, which tells the broker
     */
    public record Sessions(
            long expirySeconds,
            long cleanExpirySeconds,
            long willDelaySeconds,
            int receiveMaximum,
            int packetOctetsMax) {}

    /**
     * How long things may take.
     *
     * @param connect TCP, TLS and MQTT handshakes, each
     * @param keepAlive of the MQTT connections; whole seconds
     * @param close how long publishes under way may keep an ended leg open
     * @param shutdown how long the end of the gateway waits for the broker
     * @param reconnectMin the first pause of the gateway's own connection; doubles up to {@code reconnectMax}
     */
    public record Timing(
            Duration connect,
            Duration keepAlive,
            Duration close,
            Duration shutdown,
            Duration reconnectMin,
            Duration reconnectMax) {

        public static final Timing DEFAULT = new Timing(
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60));
    }
}
