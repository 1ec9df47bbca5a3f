package org.sngateway.gateway.session;

import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.Delivery;

import java.util.ArrayDeque;
import java.util.Deque;

/*
 * A broker that resumes a session sends every unacknowledged QoS 1 message again, in the order of the first time and
 * before anything new (MQTT 5 s.4.4, 4.6). The copies that this gateway still has, and those that the device has
 * acknowledged while there was no broker to tell, are therefore recognised by content, for a while after the resume. None
 * of them was acknowledged to the broker, so each comes once, and what is equal to it and new comes later.
 */
/** Recognises what a resumed broker session delivers again, so that a device gets it once. */
final class Redeliveries {
    /** After this time nothing counts as delivered again any more: the broker had nothing to repeat. */
    private static final long PHASE_NANOS = 10_000_000_000L;

    private static final Deque<DownlinkItem> NONE = new ArrayDeque<>(0);

    private int rememberedMax;
    private Deque<DownlinkItem> finished = NONE;
    private boolean expected;
    private long expectedUntilNanos;

    /** @param rememberedMax as many as may be held: the broker may deliver any of them again */
    Redeliveries(int rememberedMax) {
        this.rememberedMax = rememberedMax;
    }

    /** Another limit, not below the former. */
    void limit(int max) {
        rememberedMax = Math.max(rememberedMax, max);
    }

    /** What became of a delivery. */
    enum Match {
        /** Never seen. */
        NEW,
        /** A copy is waiting for the device, or on its way to it; it carries the new delivery's id from now on. */
        WAITING,
        /** The device has it: the broker is to be told. */
        FINISHED
    }

    /** The device acknowledged a message whose connection is gone: the broker cannot be told yet. */
    void finished(DownlinkItem item) {
        if (finished == NONE) {
            finished = new ArrayDeque<>(2);
        }
        if (finished.size() == rememberedMax) {
            finished.removeFirst();
        }
        finished.add(item);
    }

    /** The leg is up again. */
    void onUpstreamUp(boolean sessionPresent, SleepBuffer buffer, long nowNanos) {
        expected = sessionPresent;
        expectedUntilNanos = nowNanos + PHASE_NANOS;
        if (!sessionPresent) {
            end(buffer);
        }
    }

    /** Tells whether a delivery repeats one that is known. */
    Match match(Delivery delivery, SleepBuffer buffer, long nowNanos) {
        if (!expected || delivery.qos() == Qos.ZERO) {
            return Match.NEW;
        }
        if (nowNanos >= expectedUntilNanos) {
            end(buffer);
            return Match.NEW;
        }
        for (DownlinkItem item : finished) {
            if (item.isCopyOf(delivery)) {
                finished.remove(item);
                return Match.FINISHED;
            }
        }
        for (DownlinkItem item : buffer.items()) {
            if ((item.stale || item.mayComeAgain) && item.isCopyOf(delivery)) {
                item.comesAgainAs(delivery, nowNanos);
                return Match.WAITING;
            }
        }
        // Nobody knows it, as when it was given up without a broker to tell; those behind it may be known all the same.
        return Match.NEW;
    }

    private void end(SleepBuffer buffer) {
        expected = false;
        finished = NONE;
        for (DownlinkItem item : buffer.items()) {
            item.orphaned |= item.stale;
            item.stale = false;
            item.mayComeAgain = false;
        }
    }

    void clear() {
        expected = false;
        finished = NONE;
    }
}
