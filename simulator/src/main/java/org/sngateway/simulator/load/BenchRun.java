package org.sngateway.simulator.load;

import org.sngateway.simulator.udp.NetworkLoop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** What the benches have in common: waiting, connecting, leaving. Used by the command's thread. */
final class BenchRun {
    private static final long LOOK_MILLIS = 20;
    private static final long LEAVE_SECONDS = 5;

    private BenchRun() {}

    static void connectAll(NetworkLoop loop, Fleet fleet, BenchOptions options) {
        loop.run(() -> fleet.connectWindowed(options.connectsOutstandingMax()));
        awaitReady(loop, fleet, options.connectTimeout());
    }

    static void awaitReady(NetworkLoop loop, Fleet fleet, Duration timeout) {
        if (!isDone(fleet.allReady(), timeout.toMillis())) {
            String failures = loop.call(() -> fleet.failures.toString());
            int ready = loop.call(fleet::ready);
            throw new LoadException("only " + ready + " of " + fleet.shape().devices() + " devices were ready after "
                    + timeout.toSeconds() + " s; failures " + failures);
        }
    }

    static void leave(NetworkLoop loop, Fleet fleet) {
        isDone(loop.call(fleet::disconnectAll), LEAVE_SECONDS * 1_000);
    }

    private static boolean isDone(CompletableFuture<?> future, long millis) {
        try {
            future.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted");
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** Waits until {@code condition} holds or the time is up; says which. */
    static boolean await(Duration timeout, BooleanSupplier condition) {
        long endNanos = System.nanoTime() + timeout.toNanos();
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
            throw new LoadException("interrupted");
        }
    }

    static void pass(Duration time) {
        await(time, () -> false);
    }

    /** Adds what the fleet knows: failures, retransmissions, strays, datagrams that were none. */
    static void reportFleet(NetworkLoop loop, Fleet fleet, BenchReport report) {
        loop.run(() -> {
            report.put("retransmissions", fleet.retransmissions);
            report.put("stray_messages", fleet.strays);
            report.put("malformed_datagrams", fleet.malformed());
            if (!fleet.failures.isEmpty()) {
                report.put("failures", fleet.failures.toString());
                report.fail("devices lost their connection or were refused: " + fleet.failures);
            }
            if (fleet.malformed() > 0) {
                report.fail(fleet.malformed() + " datagrams from the gateway were malformed");
            }
        });
    }
}
