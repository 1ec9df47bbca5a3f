package org.sngateway.simulator.device;

/** Why a device lost its connection. */
public enum LossCause {
    /** A request stayed unanswered after all its retransmissions (SN12-TMR-01). */
    NO_ANSWER,
    /** The gateway sent DISCONNECT on its own. */
    GATEWAY_DISCONNECT
}
