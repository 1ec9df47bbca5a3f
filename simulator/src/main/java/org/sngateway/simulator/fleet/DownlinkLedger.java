package org.sngateway.simulator.fleet;

import org.HdrHistogram.Histogram;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.fleet.port.SiteException;
import org.sngateway.simulator.scenario.DownlinkSpec;

import java.util.Arrays;
import java.util.BitSet;

/** The books of one downlink of the scenario: what became of each message to each device of its fleet. */
final class DownlinkLedger {
    private static final int NONE = -1;

    // what it is about
    final DownlinkSpec spec;
    final int number;
    private final int messagesMax;
    private final long endNanos;

    // each message
    private final BitSet accepted = new BitSet();
    private final BitSet arrived = new BitSet();

    // each device
    private final long[] originNanos;
    private final int[] published;
    private final int[] latestArrived;

    // sums
    final Histogram wait = Times.histogram();
    long offered;
    long acceptedMessages;
    long delivered;
    long duplicates;
    long outOfOrder;
    long misdelivered;
    /** Times at which nothing was published, because the device had not subscribed yet. */
    long postponed;

    private long firstPublishedNanos = Times.NEVER;
    private long lastArrivedNanos;

    /** {@code startNanos} is that of the run. */
    DownlinkLedger(DownlinkSpec spec, int number, int devices, Span span) {
        this.spec = spec;
        this.number = number;
        endNanos = span.startNanos() + span.durationNanos();
        long most = span.durationNanos() / spec.everyNanos() + 2;
        messagesMax = (int) (spec.countPerDevice() > 0 ? Math.min(most, spec.countPerDevice()) : most);
        if ((long) messagesMax * devices > Integer.MAX_VALUE) {
            throw new SiteException("Fleet " + spec.fleet() + " would be sent " + (long) messagesMax * devices
                    + " messages; books are kept of " + Integer.MAX_VALUE + " at most.");
        }
        originNanos = new long[devices];
        for (int i = 0; i < devices; i++) {
            originNanos[i] = span.startNanos() + spec.fromNanos() + (long) ((double) spec.everyNanos() * i / devices);
        }
        published = new int[devices];
        latestArrived = new int[devices];
        Arrays.fill(latestArrived, NONE);
    }

    /** The run's time. */
    record Span(long startNanos, long durationNanos) {}

    Qos qos() {
        return spec.qos();
    }

    int devices() {
        return published.length;
    }

    /** When the next message to this device is due; NEVER when there is none. */
    long nextDueNanos(int device) {
        long due = dueNanos(device, published[device]);
        return published[device] < messagesMax && due < endNanos ? due : Times.NEVER;
    }

    private long dueNanos(int device, int sequence) {
        return originNanos[device] + sequence * spec.everyNanos();
    }

    /** The device has not subscribed: its messages begin later. */
    void postpone(int device) {
        originNanos[device] += spec.everyNanos();
        postponed++;
    }

    /** Returns the message's number. */
    int onPublished(int device) {
        offered++;
        firstPublishedNanos = Math.min(firstPublishedNanos, dueNanos(device, published[device]));
        return published[device]++;
    }

    private int index(int device, int sequence) {
        return device * messagesMax + sequence;
    }

    boolean has(int device, int sequence) {
        return device >= 0 && device < published.length && sequence >= 0 && sequence < published[device];
    }

    void onAccepted(int device, int sequence) {
        accepted.set(index(device, sequence));
        acceptedMessages++;
    }

    /**
     * Returns how long it waited, or -1 when it had arrived before. A copy that the broker kept ({@code isRetained}) comes
     * with every new subscription: that is no duplicate.
     */
    long onArrived(int device, int sequence, boolean isRetained, long nowNanos) {
        int index = index(device, sequence);
        if (arrived.get(index)) {
            duplicates += isRetained ? 0 : 1;
            return NONE;
        }
        arrived.set(index);
        delivered++;
        lastArrivedNanos = nowNanos;
        if (sequence > latestArrived[device]) {
            latestArrived[device] = sequence;
        } else {
            outOfOrder++;
        }
        long nanos = Math.max(0, nowNanos - dueNanos(device, sequence));
        Times.record(wait, nanos);
        return nanos;
    }

    /** What has not arrived of what the broker accepted. */
    record Missing(long lost, long expired) {}

    Missing missing(long nowNanos) {
        long lost = 0;
        long expired = 0;
        BitSet open = (BitSet) accepted.clone();
        open.andNot(arrived);
        for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
            if (isExpired(i / messagesMax, i % messagesMax, nowNanos)) {
                expired++;
            } else {
                lost++;
            }
        }
        return new Missing(lost, expired);
    }

    private boolean isExpired(int device, int sequence, long nowNanos) {
        return spec.expirySeconds() > 0 && dueNanos(device, sequence) + spec.expirySeconds() * Times.SECOND <= nowNanos;
    }

    int missing(int device, long nowNanos) {
        int missing = 0;
        for (int sequence = 0; sequence < published[device]; sequence++) {
            int index = index(device, sequence);
            boolean isOpen = accepted.get(index) && !arrived.get(index);
            missing += isOpen && !isExpired(device, sequence, nowNanos) ? 1 : 0;
        }
        return missing;
    }

    /** From the first message until every device had all of a finite number; -1 when that did not happen. */
    long completeNanos() {
        boolean isComplete = spec.countPerDevice() > 0
                && delivered == spec.countPerDevice() * devices()
                && firstPublishedNanos != Times.NEVER;
        return isComplete ? lastArrivedNanos - firstPublishedNanos : NONE;
    }
}
