package org.sngateway.simulator.site;

import io.netty.channel.EventLoop;
import org.HdrHistogram.Histogram;
import org.sngateway.simulator.fleet.port.SiteClock;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * This machine's time, and tasks on the event loop. Finer than the loop's own timers need be: what is due soon is looked at
 * again after {@value #TICK_NANOS} ns. Keeps how late every task was, and every {@value #BEAT_NANOS} ns a task of its own,
 * so that a run with few tasks also shows when this program did not get its turn. {@link #at} may be called from anywhere.
 */
final class LoopClock implements SiteClock, SiteClock.Lateness {
    private static final long TICK_NANOS = 100_000;
    private static final long BEAT_NANOS = 10_000_000;
    /** Datagrams get their turn after so many tasks. */
    private static final int TASKS_A_TURN = 256;

    private static final double P99 = 99;

    private record Task(long dueNanos, long order, Runnable work) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(dueNanos - other.dueNanos, 0);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final EventLoop loop;
    private final LongSupplier time;
    private final Turns turns;
    private final Histogram lateness = new Histogram(3);
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long nextOrder;
    private long wakeNanos;
    private boolean isWakeSet;
    private boolean isInTurn;
    private boolean isBeating;
    private long measuredFromNanos;

    LoopClock(EventLoop loop, Turns turns) {
        this(loop, turns, System::nanoTime);
    }

    LoopClock(EventLoop loop, Turns turns, LongSupplier time) {
        this.time = time;
        measuredFromNanos = time.getAsLong();
        this.loop = loop;
        this.turns = turns;
    }

    @Override
    public long nowNanos() {
        return time.getAsLong();
    }

    @Override
    public void at(long nanos, Runnable task) {
        long nowNanos = time.getAsLong();
        long dueNanos = nanos - nowNanos < 0 ? nowNanos : nanos;
        if (loop.inEventLoop()) {
            add(dueNanos, task);
        } else {
            loop.execute(() -> add(dueNanos, task));
        }
    }

    private void add(long dueNanos, Runnable task) {
        tasks.add(new Task(dueNanos, nextOrder++, task));
        if (!isInTurn) {
            setWake();
        }
    }

    /** From now on lateness is kept. */
    void beginMeasuring() {
        lateness.reset();
        isBeating = true;
        beat(time.getAsLong());
    }

    /** What was due until now does not count: it had to wait for the preparation of devices, before they do anything. */
    void forgive() {
        measuredFromNanos = time.getAsLong();
    }

    private void beat(long dueNanos) {
        if (isBeating) {
            add(dueNanos, () -> beat(dueNanos + BEAT_NANOS));
        }
    }

    void stop() {
        isBeating = false;
        tasks.clear();
    }

    private void setWake() {
        Task first = tasks.peek();
        if (first == null || isWakeSet && wakeNanos - first.dueNanos <= 0) {
            return;
        }
        long waitNanos = Math.max(first.dueNanos - time.getAsLong(), 0);
        wakeNanos = first.dueNanos;
        isWakeSet = true;
        long tickNanos = waitNanos == 0 ? 0 : Math.max(waitNanos, TICK_NANOS);
        long forNanos = wakeNanos;
        loop.schedule(() -> turn(forNanos), tickNanos, TimeUnit.NANOSECONDS);
    }

    /** Runs what is due. A wake before which another one was set since is nobody's any more. */
    private void turn(long forNanos) {
        if (!isWakeSet || forNanos != wakeNanos) {
            return;
        }
        isInTurn = true;
        isWakeSet = false;
        long nowNanos = time.getAsLong();
        int left = TASKS_A_TURN;
        Task first = tasks.peek();
        while (first != null && first.dueNanos - nowNanos <= 0 && left > 0) {
            tasks.poll();
            if (first.dueNanos - measuredFromNanos >= 0) {
                lateness.recordValue(nowNanos - first.dueNanos);
            }
            turns.run(first.work);
            left--;
            nowNanos = time.getAsLong();
            first = tasks.peek();
        }
        isInTurn = false;
        turns.end();
        setWake();
    }

    @Override
    public Lateness lateness() {
        return this;
    }

    @Override
    public long p99() {
        return lateness.getValueAtPercentile(P99);
    }

    @Override
    public long max() {
        return lateness.getMaxValue();
    }
}
