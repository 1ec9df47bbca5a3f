package org.sngateway.simulator.crash;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for conditions on the run's own thread. */
final class Waiting {
    private static final long LOOK_MILLIS = 10;

    private Waiting() {}

    /** Whether the condition came to hold within this time. */
    static boolean until(long millisMax, BooleanSupplier condition) {
        long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millisMax);
        try {
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() - endNanos >= 0) {
                    return false;
                }
                Thread.sleep(LOOK_MILLIS);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CrashException("interrupted");
        }
    }

    static void pass(long millis) {
        until(millis, () -> false);
    }
}
