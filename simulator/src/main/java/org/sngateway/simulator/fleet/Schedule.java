package org.sngateway.simulator.fleet;

/**
 * When messages are due: fixed by the seed, whatever becomes of them. Device {@code d}'s message {@code n} is due at its
 * start plus a phase (drawn from one interval) plus {@code n} intervals plus at most half the jitter to either side, so that
 * no interval differs by more than the jitter, and nothing drifts.
 *
 * @param leadNanos after a device's start, before its first interval begins: by then an undisturbed device is connected
 */
record Schedule(long seed, long everyNanos, double jitter, long leadNanos) {
    /** Places in the seed's numbers that no message of a device reaches. */
    private static final long PHASE = -1;

    private static final double HALF = 0.5;

    long dueNanos(int device, long startNanos, long number) {
        long own = Chance.split(seed, device);
        long phase = (long) (Chance.fractionAt(own, PHASE) * everyNanos);
        double offset = jitter == 0 ? 0 : (Chance.fractionAt(own, number) - HALF) * jitter * everyNanos;
        return startNanos + leadNanos + Math.max(0, phase + number * everyNanos + (long) offset);
    }
}
