package org.sngateway.simulator.fleet;

/** How far a run is. */
public enum Phase {
    /** The broker's side subscribes; no device is on yet. */
    PREPARING,
    /** Devices connect, publish and receive; the timeline happens. */
    TRAFFIC,
    /** No more new messages; what is on its way may still arrive. */
    SETTLING,
    /** The gateway is asked whether it is alive, and devices take their leave. Nothing is counted any more. */
    LEAVING
}
