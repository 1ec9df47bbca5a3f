package org.sngateway.gateway.session.port;

/** A duration that the engine measures, in nanoseconds of its clock; what passes within a batch of inputs counts as 0. */
public enum Measure {
    /** From a QoS 1 or 2 PUBLISH of a device to the broker's acknowledgement. */
    UPLINK,
    /** From PUBLISH to a device to its PUBACK or PUBREC, of those that were sent once. */
    CLIENT_RTT,
    /** From a message's arrival at the gateway until its device has it; QoS 0 until it is sent. */
    DOWNLINK_WAIT,
    /** How long a device was kept awake by its messages; 0 when there were none. */
    AWAKE
}
