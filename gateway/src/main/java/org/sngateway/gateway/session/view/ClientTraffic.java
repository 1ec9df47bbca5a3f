package org.sngateway.gateway.session.view;

/**
 * What one session has exchanged with its device since the gateway started, or since the session began.
 *
 * @param datagramsUp MQTT-SN messages from the device
 * @param octetsUp of those, in their shortest form and without a forwarder's envelope
 * @param publishesUp messages that were taken for the broker; repetitions are not counted
 * @param publishesDown messages that were sent to the device, each once
 * @param retransmissions messages that the gateway sent again because no answer came
 * @param addressChanges how often the device was heard from another address
 * @param connects CONNECTs that were accepted
 */
public record ClientTraffic(
        long datagramsUp,
        long octetsUp,
        long datagramsDown,
        long octetsDown,
        long publishesUp,
        long publishesDown,
        long retransmissions,
        long addressChanges,
        long connects) {}
