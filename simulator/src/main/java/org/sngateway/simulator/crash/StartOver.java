package org.sngateway.simulator.crash;

/**
 * A device had to begin anew, which no gateway may ask of it.
 *
 * @param isExcused an active device with a clean session after a kill of the gateway: such sessions are not stored
 */
record StartOver(int round, int device, String cause, boolean isExcused) {
    @Override
    public String toString() {
        return "device " + device + " in round " + round + ": " + cause;
    }
}
