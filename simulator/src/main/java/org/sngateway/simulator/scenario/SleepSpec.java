package org.sngateway.simulator.scenario;

/**
 * How devices sleep.
 *
 * @param durationSeconds told to the gateway, 1..65535
 * @param wakeEveryNanos how often a sleeper collects what waits for it with PINGREQ, 0: only when it publishes
 * @param isConnectedToPublish whether it connects (CONNECT, clean session off) for its readings and sleeps again after
 *     them; otherwise it publishes QoS 1 (or -1) without leaving its sleep
 */
public record SleepSpec(int durationSeconds, long wakeEveryNanos, boolean isConnectedToPublish) {}
