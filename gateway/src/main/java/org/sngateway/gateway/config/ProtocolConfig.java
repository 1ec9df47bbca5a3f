package org.sngateway.gateway.config;

import org.sngateway.gateway.session.Rate;

import java.time.Duration;
import java.util.List;

/**
 * What the gateway does on the sensor network, beyond what the specification fixes.
 *
 * @param retryInterval T_retry
 * @param maxRetries N_retry: repetitions after the first transmission
 * @param probe whether an active device is sent a PINGREQ before it is declared lost
 * @param idleLimit how long a device with keep-alive 0 may be silent
 * @param maxPacketSize octets of the largest message sent to a device
 * @param clientIdMax octets of the longest client id
 * @param forwarders who may encapsulate the messages of others
 * @param uplinkWindow QoS 1 and 2 messages of one device on their way to the broker
 */
public record ProtocolConfig(
        Duration retryInterval,
        int maxRetries,
        Duration transactionTime,
        boolean probe,
        Duration idleLimit,
        int maxPacketSize,
        int clientIdMax,
        Networks forwarders,
        int uplinkWindow,
        PublishMinusOne publishMinusOne) {

    /**
     * QoS -1 (MQTT-SN 1.2 s.6.8).
     *
     * @param asClient MQTT client id of the gateway's own connection
     * @param allowTopics filters; a topic that none of them matches is refused
     * @param allow who may send
     * @param retain whether the retain flag is passed on
     */
    public record PublishMinusOne(
            boolean enabled, String asClient, List<String> allowTopics, Networks allow, Rate rate, boolean retain) {}
}
