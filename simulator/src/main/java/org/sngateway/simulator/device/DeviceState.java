package org.sngateway.simulator.device;

/** Where a device is in its life, from its own point of view (MQTT-SN 1.2 s.6.14). */
public enum DeviceState {
    /** Without a connection: never connected, disconnected in order, or lost. */
    OFFLINE,
    /** CONNECT, WILLTOPIC or WILLMSG waits for its answer. */
    CONNECTING,
    ACTIVE,
    /** DISCONNECT with a duration waits for its answer. */
    FALLING_ASLEEP,
    ASLEEP,
    /** PINGREQ with the client id was sent; messages arrive until PINGRESP. */
    AWAKE,
    /** DISCONNECT waits for its answer. */
    DISCONNECTING
}
