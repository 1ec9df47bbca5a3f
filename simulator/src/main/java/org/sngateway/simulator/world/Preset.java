package org.sngateway.simulator.world;

/** What kind of world a seed makes. */
public enum Preset {
    /** Everything may happen. */
    DEFAULT,
    /** Cellular sensors: seconds of delay, losses, long sleeps, days of time. */
    NBIOT,
    /** Nothing goes wrong. */
    CALM,
    /** Everything may happen, and operators send to devices, end sessions and empty queues. */
    OPERATED
}
