package org.sngateway.simulator.link;

/** Datagrams that wait for their turn at a link's rate: remembers only when each begins to be sent. */
final class SendQueue {
    private boolean hasSent;
    private long freeAt;

    // when the last datagrams begin to be sent, the oldest at position; as many as may wait
    private long[] begins = new long[0];
    private int count;
    private int position;

    /** Whether one more may be sent now, or wait; {@code waitingMax} 0 is no limit. */
    boolean hasRoom(long nowNanos, int waitingMax) {
        if (waitingMax == 0) {
            return true;
        }
        if (begins.length != waitingMax) {
            begins = new long[waitingMax];
            count = 0;
            position = 0;
        }
        return count < waitingMax || begins[position] - nowNanos <= 0;
    }

    /** Sends one that takes {@code duration}; returns when its last bit is sent. */
    long send(long nowNanos, long duration, int waitingMax) {
        long begin = hasSent && freeAt - nowNanos > 0 ? freeAt : nowNanos;
        hasSent = true;
        freeAt = begin + duration;
        if (waitingMax > 0) {
            begins[position] = begin;
            position = (position + 1) % waitingMax;
            count = Math.min(count + 1, waitingMax);
        }
        return freeAt;
    }
}
