package org.sngateway.simulator.crash;

import org.sngateway.simulator.udp.SourceAddresses;

/**
 * What the devices of a crash test are like. The first {@code sleepers} of them sleep, the others stay active; every
 * tenth has a clean session.
 *
 * @param wakeMillisMin shortest time from one wake-up of a sleeper to the next; each has its own
 * @param sleepSeconds the duration that sleepers announce, longer than any outage
 * @param publishMillis time from one message of an active device to its next
 * @param retryMillis T_retry
 * @param isQuiet sleepers neither wake up nor publish by themselves
 */
record FleetShape(
        int devices,
        int sleepers,
        int wakeMillisMin,
        int wakeMillisMax,
        int sleepSeconds,
        int publishMillis,
        int retryMillis,
        boolean isQuiet,
        SourceAddresses sources) {

    private static final int CLEAN_EVERY = 10;

    boolean isSleeper(int device) {
        return device < sleepers;
    }

    boolean isClean(int device) {
        return device % CLEAN_EVERY == CLEAN_EVERY - 1;
    }
}
