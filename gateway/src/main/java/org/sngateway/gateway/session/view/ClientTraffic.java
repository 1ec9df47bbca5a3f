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
        long connects) {

    /** Of the messages sent to the device, the share that was sent again; 0 when nothing was sent. */
    public double retransmissionPercent() {
        return datagramsDown == 0 ? 0 : 100.0 * retransmissions / datagramsDown;
    }

    /** What one message of the device costs on its network, in both directions; NaN when there was none. */
    public double octetsPerUplink() {
        return publishesUp == 0 ? Double.NaN : (double) (octetsUp + octetsDown) / publishesUp;
    }

    /** The same in datagrams. */
    public double datagramsPerUplink() {
        return publishesUp == 0 ? Double.NaN : (double) (datagramsUp + datagramsDown) / publishesUp;
    }
}
