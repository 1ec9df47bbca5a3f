package org.sngateway.gateway.session.port;

/** The states of a session as people see them (MQTT-SN 1.2 s.6.14); CONNECTING is this implementation's (SN12 s.2.14). */
public enum StateName {
    DISCONNECTED,
    CONNECTING,
    ACTIVE,
    ASLEEP,
    AWAKE,
    LOST
}
