package org.sngateway.gateway.session.port;

/** Which way a message goes. */
public enum Direction {
    /** From a device to the broker. */
    UPLINK,
    /** From the broker to a device. */
    DOWNLINK
}
