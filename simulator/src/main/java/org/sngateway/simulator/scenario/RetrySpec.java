package org.sngateway.simulator.scenario;

/**
 * MQTT-SN 1.2 s.6.13, and what devices do when they are refused or lost.
 *
 * @param intervalNanos T_retry
 * @param count N_retry
 * @param reconnectNanos how long a lost or refused device waits before it connects again, doubled each time up to 16
 *     times this; MQTT-SN's T_WAIT is five minutes
 */
public record RetrySpec(long intervalNanos, int count, long reconnectNanos) {}
