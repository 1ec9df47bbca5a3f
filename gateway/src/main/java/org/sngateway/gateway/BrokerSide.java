package org.sngateway.gateway;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.adapter.broker.BrokerCredentials;
import org.sngateway.gateway.adapter.broker.BrokerSettings;
import org.sngateway.gateway.adapter.broker.BrokerTls;
import org.sngateway.gateway.adapter.embedded.EmbeddedBrokerSettings;
import org.sngateway.gateway.config.BrokerConfig;
import org.sngateway.gateway.config.BrokerUrl;
import org.sngateway.gateway.config.GatewayConfig;
import org.sngateway.gateway.session.EngineOptions;

import java.time.Duration;

/** Turns the section {@code broker} into the settings of the adapters that it is about. */
final class BrokerSide {
    /** How long publishes under way may keep the connection of a device that has gone. */
    private static final Duration CLOSE = Duration.ofSeconds(5);

    /** How long the end of the gateway waits for the broker. */
    private static final Duration SHUTDOWN = Duration.ofSeconds(1);

    private BrokerSide() {}

    /** Where to connect to; {@code embeddedPort} is used when the broker is the embedded one. */
    static BrokerSettings settings(GatewayConfig config, BrokerCredentials.Source passwords, int embeddedPort)
            throws CannotStart {
        BrokerConfig broker = config.broker();
        return new BrokerSettings(
                server(broker, embeddedPort),
                new BrokerSettings.Identity(
                        config.gateway().name(),
                        broker.clientId(),
                        config.protocol().publishMinusOne().asClient(),
                        broker.topicPrefix(),
                        passwords),
                new BrokerSettings.Sessions(
                        config.sessions().expiry().toSeconds(),
                        broker.cleanSessionExpiry().toSeconds(),
                        broker.willDelay().toSeconds(),
                        receiveMaximum(config),
                        PACKET_OCTETS_MAX),
                new BrokerSettings.Timing(
                        broker.connectTimeout(),
                        broker.keepAlive(),
                        CLOSE,
                        SHUTDOWN,
                        broker.reconnect().min(),
                        broker.reconnect().max()));
    }

    /**
     * What a session cannot hold is to stay with the broker. Smaller would be better, but Artemis delivers out of order once
     * it has to wait for acknowledgements, and Mosquitto 2.0.11 sends more than it was told, whereupon the MQTT client
     * disconnects. So ours is told what is held at most, and others are left to their own window.
     */
    private static int receiveMaximum(GatewayConfig config) {
        int configured = config.broker().receiveMaximum();
        if (configured > 0) {
            return configured;
        }
        return config.broker().url().isEmbedded()
                ? Math.min(
                        RECEIVE_MAXIMUM_NONE,
                        EngineOptions.Capacity.HELD_PER_PLACE
                                * config.sleep().queue().maxMessages())
                : RECEIVE_MAXIMUM_NONE;
    }

    private static final int RECEIVE_MAXIMUM_NONE = 65_535;

    /** A message that fits no device (at most 65535 octets of MQTT-SN) is left with the broker. */
    private static final int PACKET_OCTETS_MAX = 2 * 65_535;

    /** The settings of the connection that tells how the gateway is; its topics are the gateway's own, whatever prefix devices have. */
    static BrokerSettings ofStatus(BrokerSettings settings) {
        BrokerSettings.Identity identity = settings.identity();
        return new BrokerSettings(
                settings.server(),
                new BrokerSettings.Identity(
                        identity.gatewayName(),
                        identity.clientIdTemplate(),
                        identity.gatewayName() + "-status",
                        "",
                        identity.credentials()),
                settings.sessions(),
                settings.timing());
    }

    /** The settings of one shard's link: a broker has one connection per client id, so each shard's own differs. */
    static BrokerSettings ofShard(BrokerSettings settings, int shard) {
        if (shard == 0) {
            return settings;
        }
        BrokerSettings.Identity identity = settings.identity();
        return new BrokerSettings(
                settings.server(),
                new BrokerSettings.Identity(
                        identity.gatewayName(),
                        identity.clientIdTemplate(),
                        identity.gatewayClientId() + "-" + shard,
                        identity.topicPrefix(),
                        identity.credentials()),
                settings.sessions(),
                settings.timing());
    }

    private static BrokerSettings.Server server(BrokerConfig broker, int embeddedPort) throws CannotStart {
        BrokerSettings.ProtocolVersion version = broker.mqttVersion() == BrokerConfig.MqttVersion.V5
                ? BrokerSettings.ProtocolVersion.MQTT_5
                : BrokerSettings.ProtocolVersion.MQTT_3_1_1;
        BrokerUrl url = broker.url();
        if (url.isEmbedded()) {
            String host = connectable(broker.embedded().bind().host());
            return new BrokerSettings.Server(host, embeddedPort, null, null, version);
        }
        String path = webSocketPath(url);
        return new BrokerSettings.Server(url.host(), url.port(), path, tls(broker), version);
    }

    /** The MQTT client wants the path without its leading slash. */
    private static @Nullable String webSocketPath(BrokerUrl url) {
        return switch (url.scheme()) {
            case WS, WSS -> url.path().startsWith("/") ? url.path().substring(1) : url.path();
            case MQTT, MQTTS, EMBEDDED -> null;
        };
    }

    /** An address to connect to for one to bind to. */
    private static String connectable(String host) {
        return switch (host) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "::1";
            default -> host;
        };
    }

    private static @Nullable BrokerTls tls(BrokerConfig broker) throws CannotStart {
        if (!broker.url().scheme().isTls()) {
            return null;
        }
        BrokerConfig.Tls tls = broker.tls();
        try {
            return BrokerTls.load(new BrokerTls.Files(tls.ca(), tls.cert(), tls.key(), tls.verify()));
        } catch (BrokerTls.UnusableFileException unusable) {
            throw CannotStart.configuration("broker.tls: " + unusable.getMessage());
        }
    }

    /** The embedded broker, with its data beside everything else that this gateway keeps. */
    static EmbeddedBrokerSettings embedded(GatewayConfig config) {
        return new EmbeddedBrokerSettings(
                config.broker().embedded().bind().host(),
                config.broker().embedded().bind().port(),
                config.storage().dir().resolve("broker"),
                null,
                EmbeddedBrokerSettings.Limits.DEFAULT);
    }
}
