package org.sngateway.simulator.load;

import org.HdrHistogram.Histogram;
import org.sngateway.simulator.udp.NetworkLoop;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * An open-loop schedule: calls at evenly spaced intended times, whatever the answers do, and keeps how late it was
 * itself. Runs on the loop's thread; the loop's timer is not asked for less than {@value #TICK_NANOS} ns.
 */
final class Pace {
    private static final long TICK_NANOS = 100_000;

    private final NetworkLoop loop;
    private final double perSecond;
    private final LongConsumer call;
    private final Runnable afterTick;
    private final Histogram lateness = new Histogram(3);
    private long startNanos;
    private long calls;
    private boolean stopped;

    /** @param call takes the intended time */
    Pace(NetworkLoop loop, double perSecond, LongConsumer call, Runnable afterTick) {
        this.loop = loop;
        this.perSecond = perSecond;
        this.call = call;
        this.afterTick = afterTick;
    }

    void start() {
        startNanos = System.nanoTime();
        tick();
    }

    void stop() {
        stopped = true;
    }

    private long nextNanos() {
        return startNanos + (long) (calls * (1e9 / perSecond));
    }

    private void tick() {
        if (stopped) {
            return;
        }
        long nowNanos = System.nanoTime();
        long intendedNanos = nextNanos();
        while (intendedNanos - nowNanos <= 0 && !stopped) {
            lateness.recordValue(nowNanos - intendedNanos);
            calls++;
            call.accept(intendedNanos);
            intendedNanos = nextNanos();
        }
        afterTick.run();
        long waitNanos = Math.max(intendedNanos - System.nanoTime(), TICK_NANOS);
        loop.eventLoop().schedule(this::tick, waitNanos, TimeUnit.NANOSECONDS);
    }

    /** How long after its intended time each call was made. */
    Histogram lateness() {
        return lateness;
    }
}
