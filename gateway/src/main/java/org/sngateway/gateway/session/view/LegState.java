package org.sngateway.gateway.session.view;

/** Where a device's own connection to the broker stands. */
public enum LegState {
    /** There is none, and none is needed. */
    CLOSED,
    /** It is being opened. */
    CONNECTING,
    UP,
    /** It waits for one of the few places in which connections are opened. */
    WAITING,
    /** It was lost, or could not be opened; the next attempt comes after a pause. */
    DOWN
}
