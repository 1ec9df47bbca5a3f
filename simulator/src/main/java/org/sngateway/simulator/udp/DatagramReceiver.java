package org.sngateway.simulator.udp;

import org.sngateway.codec.v12.SnMessage;

/** Takes what arrives at a socket, on the loop's thread. */
public interface DatagramReceiver {
    /** {@code octets} is the length of the datagram. */
    void onMessage(SnMessage message, int octets, long nowNanos);

    /** Something that is no MQTT-SN message. */
    void onMalformed(int octets);

    /** The system says that nobody listens where the socket sends to. */
    default void onUnreachable() {}

    /** Everything that had arrived has been handed over. */
    default void onReadComplete() {}
}
