package org.sngateway.simulator.measure;

/** Times that are kept whole, as a histogram in nanoseconds. */
public enum Distribution {
    UPLINK_LATENCY,
    UPLINK_ACK,
    DOWNLINK_WAIT,
    CONNECT_TIME,
    RECONNECT_TIME,
    AWAKE_TIME
}
