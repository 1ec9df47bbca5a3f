package org.sngateway.gateway.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The way to the MQTT broker.
 *
 * @param username empty for none
 * @param passwordFile its first line is the password; {@code null} for none
 * @param clientId template of the MQTT client id; {@code {client_id}} stands for the device's
 * @param topicPrefix put before every topic of a device; empty for none
 * @param receiveMaximum messages of one device that the broker may send ahead; 0 when the kind of broker decides
 * @param awayLimit how long devices stay connected while the broker is away
 * @param cleanSessionExpiry how long the broker keeps the session of a device with CleanSession 1 that this gateway
 *     stopped serving without a word
 */
public record BrokerConfig(
        BrokerUrl url,
        MqttVersion mqttVersion,
        String username,
        @Nullable Path passwordFile,
        Tls tls,
        String clientId,
        String topicPrefix,
        Duration keepAlive,
        Duration connectTimeout,
        int connectsAtOnce,
        Reconnect reconnect,
        int receiveMaximum,
        Duration awayLimit,
        Duration cleanSessionExpiry,
        Duration willDelay,
        Spool spool,
        Embedded embedded) {

    /** Which MQTT is spoken with the broker. */
    public enum MqttVersion {
        V3_1_1,
        V5
    }

    /**
     * What makes the connection private; used when the URL's scheme asks for it.
     *
     * @param ca certificates of authorities (PEM) that are trusted; {@code null} for the system's
     * @param cert certificate chain (PEM) of this gateway; {@code null} for none
     * @param key its private key (PEM, PKCS #8); {@code null} exactly when {@code cert} is
     * @param verify whether the broker's certificate is checked
     */
    public record Tls(
            @Nullable Path ca,
            @Nullable Path cert,
            @Nullable Path key,
            boolean verify) {}

    /** Pauses between attempts: from {@code min}, doubled up to {@code max}; with {@code jitter}, varied at random. */
    public record Reconnect(Duration min, Duration max, boolean jitter) {}

    /**
     * What may be stored while the broker is away.
     *
     * @param maxBytes in octets, with topics and about what a message costs beside them
     * @param qos0 whether messages with QoS 0 are stored as well
     */
    public record Spool(int maxMessages, long maxBytes, boolean qos0) {}

    /** The broker inside this process, started when the URL says {@code embedded}. */
    public record Embedded(HostPort bind) {}
}
