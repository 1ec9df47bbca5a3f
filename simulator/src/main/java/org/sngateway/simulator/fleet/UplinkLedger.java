package org.sngateway.simulator.fleet;

import org.HdrHistogram.Histogram;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.fleet.port.SiteException;
import org.sngateway.simulator.scenario.PublishSpec;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The books of one publication of a fleet: what became of each message of each device. Four bits a message; times go into
 * histograms at once.
 */
final class UplinkLedger {
    private static final int NONE = -1;

    // what it is about
    final String fleet;
    final PublishSpec spec;
    final int number;
    final Schedule schedule;
    private final long[] startNanos;
    private final int messagesMax;

    // each message
    private final BitSet sent = new BitSet();
    private final BitSet acked = new BitSet();
    private final BitSet arrived = new BitSet();
    private final BitSet resent = new BitSet();

    // each device
    private final int[] latestArrived;

    // sums
    final Histogram latency = Times.histogram();
    final Histogram ackTime = Times.histogram();
    long readings;
    long offered;
    long sentMessages;
    long ackedMessages;
    long delivered;
    long duplicates;
    long outOfOrder;
    long rejected;
    /** Acknowledged to their devices and not arrived, so far. */
    long lostAcked;

    /**
     * @param number of this stream in the run's marks
     * @param span when each device is switched on first, shared with the fleet
     */
    UplinkLedger(String fleet, PublishSpec spec, int number, Schedule schedule, Span span) {
        this.fleet = fleet;
        this.spec = spec;
        this.number = number;
        this.schedule = schedule;
        this.startNanos = span.startNanos;
        long slots = span.durationNanos / spec.everyNanos() + 2;
        long messages = slots * spec.perReading();
        if (messages * startNanos.length > Integer.MAX_VALUE) {
            throw new SiteException("Fleet " + fleet + " would publish " + messages * startNanos.length
                    + " messages; books are kept of " + Integer.MAX_VALUE + " at most.");
        }
        messagesMax = (int) messages;
        latestArrived = new int[startNanos.length];
        Arrays.fill(latestArrived, NONE);
    }

    /** When devices start, and how long after the first start they publish. */
    static final class Span {
        private final long[] startNanos;
        private final long durationNanos;

        Span(long[] startNanos, long durationNanos) {
            this.startNanos = startNanos;
            this.durationNanos = durationNanos;
        }
    }

    Qos qos() {
        return spec.qos();
    }

    long readingDueNanos(int device, int reading) {
        return schedule.dueNanos(device, startNanos[device], reading);
    }

    long dueNanos(int device, int sequence) {
        return readingDueNanos(device, sequence / spec.perReading());
    }

    private int index(int device, int sequence) {
        return device * messagesMax + sequence;
    }

    /** Whether such a message exists at all: marks come from outside. */
    boolean has(int device, int sequence) {
        return device >= 0 && device < startNanos.length && sequence >= 0 && sequence < messagesMax;
    }

    void onReadingDue() {
        readings++;
        offered += spec.perReading();
    }

    void onSent(int device, int sequence) {
        int index = index(device, sequence);
        if (sent.get(index)) {
            resent.set(index);
        } else {
            sent.set(index);
            sentMessages++;
        }
    }

    /** Returns how long it took since it was due. */
    long onAcked(int device, int sequence, long nowNanos) {
        int index = index(device, sequence);
        acked.set(index);
        ackedMessages++;
        lostAcked += arrived.get(index) ? 0 : 1;
        long nanos = nowNanos - dueNanos(device, sequence);
        Times.record(ackTime, nanos);
        return nanos;
    }

    /** Returns how long it took since it was due, or -1 when it had arrived before. */
    long onArrived(int device, int sequence, long nowNanos) {
        int index = index(device, sequence);
        if (arrived.get(index)) {
            duplicates++;
            return NONE;
        }
        arrived.set(index);
        delivered++;
        lostAcked -= acked.get(index) ? 1 : 0;
        if (sequence > latestArrived[device]) {
            latestArrived[device] = sequence;
        } else if (!resent.get(index)) {
            // A device that was refused and tried again later has put it out of order itself.
            outOfOrder++;
        }
        long nanos = Math.max(0, nowNanos - dueNanos(device, sequence));
        Times.record(latency, nanos);
        return nanos;
    }

    int lostAcked(int device) {
        return count(device, true);
    }

    int notArrived(int device) {
        return count(device, false);
    }

    private int count(int device, boolean onlyAcked) {
        BitSet from = onlyAcked ? acked : sent;
        int end = index(device + 1, 0);
        int lost = 0;
        for (int i = from.nextSetBit(index(device, 0)); i >= 0 && i < end; i = from.nextSetBit(i + 1)) {
            lost += arrived.get(i) ? 0 : 1;
        }
        return lost;
    }
}
