package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** What is going to happen, by time; what is due at one time happens in the order in which it was put in. A binary heap. */
final class EventQueue {
    private static final int INITIAL_ROOM = 1024;

    private long[] times = new long[INITIAL_ROOM];
    private long[] sequences = new long[INITIAL_ROOM];
    private @Nullable Runnable[] actions = new @Nullable Runnable[INITIAL_ROOM];
    private int size;
    private long lastSequence;

    int size() {
        return size;
    }

    /** When the next is due, or {@link Long#MAX_VALUE}. */
    long nextNanos() {
        return size == 0 ? Long.MAX_VALUE : times[0];
    }

    void add(long timeNanos, Runnable action) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            sequences = Arrays.copyOf(sequences, 2 * size);
            actions = Arrays.copyOf(actions, 2 * size);
        }
        long sequence = ++lastSequence;
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (times[parent] <= timeNanos) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        put(hole, timeNanos, sequence, action);
    }

    Runnable take() {
        Runnable first = actions[0];
        if (first == null) {
            throw new IllegalStateException("nothing is due");
        }
        int last = --size;
        long time = times[last];
        long sequence = sequences[last];
        Runnable action = actions[last];
        actions[last] = null;
        if (last > 0) {
            int hole = sink(time, sequence);
            put(hole, time, sequence, action);
        }
        return first;
    }

    /** Moves the hole at the top down to where an entry of this time and sequence belongs. */
    private int sink(long time, long sequence) {
        int hole = 0;
        while (true) {
            int child = 2 * hole + 1;
            if (child >= size) {
                return hole;
            }
            if (child + 1 < size && isBefore(child + 1, times[child], sequences[child])) {
                child++;
            }
            if (!isBefore(child, time, sequence)) {
                return hole;
            }
            move(child, hole);
            hole = child;
        }
    }

    private boolean isBefore(int index, long time, long sequence) {
        return times[index] < time || times[index] == time && sequences[index] < sequence;
    }

    private void move(int from, int to) {
        times[to] = times[from];
        sequences[to] = sequences[from];
        actions[to] = actions[from];
    }

    private void put(int index, long time, long sequence, @Nullable Runnable action) {
        times[index] = time;
        sequences[index] = sequence;
        actions[index] = action;
    }
}
