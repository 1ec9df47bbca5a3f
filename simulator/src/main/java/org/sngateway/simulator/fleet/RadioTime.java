package org.sngateway.simulator.fleet;

import static org.sngateway.simulator.fleet.Times.NEVER;

/**
 * When a device's radio is on, and what a gateway may send to it.
 *
 * <p>The rule for {@code heard_while_asleep}: a device's radio goes off when it has got the last answer that it waits for
 * (DISCONNECT, PINGRESP, a sleeper's PUBACK). The gateway sent that answer at a known time. Whatever it sends later, before
 * anything of the device's has left for it again, it sends to a device that it knows to be asleep: such a datagram counts
 * when it reaches the device while the radio is off, or is lost on its way. One that was sent before that answer and was
 * overtaken by it does not count, nor does one that answers a datagram of the device's that was still under way; and after
 * a wake-up that went unanswered nothing counts until the next one, for the gateway may answer late.
 */
final class RadioTime {
    private final FleetTally tally;
    private boolean isOn;
    private boolean isFirst = true;
    private long onSinceNanos;
    private long poweredSinceNanos = NEVER;
    private long quietSinceNanos = NEVER;
    private long lastLeftNanos;
    private boolean wakeIsOpen;
    private boolean moved;

    RadioTime(FleetTally tally) {
        this.tally = tally;
    }

    void powerOn(long nowNanos) {
        poweredSinceNanos = nowNanos;
        isFirst = true;
        quietSinceNanos = NEVER;
    }

    void powerOff(long nowNanos, boolean isSleeper) {
        if (poweredSinceNanos == NEVER) {
            return;
        }
        if (isOn) {
            // Cut off: no whole time awake.
            isFirst = true;
            set(false, nowNanos, isSleeper);
        }
        tally.poweredNanos += nowNanos - poweredSinceNanos;
        poweredSinceNanos = NEVER;
        moved = false;
    }

    void set(boolean on, long nowNanos, boolean isSleeper) {
        if (on == isOn) {
            return;
        }
        isOn = on;
        if (on) {
            onSinceNanos = nowNanos;
            quietSinceNanos = NEVER;
            return;
        }
        tally.awakeNanos += nowNanos - onSinceNanos;
        if (isSleeper && !isFirst) {
            Times.record(tally.awakeTime, nowNanos - onSinceNanos);
        }
        // The first time on is that of connecting.
        isFirst = false;
    }

    /** A datagram that the gateway sent then was the last that the device waited for: its radio is off now. */
    void quietSince(long sentNanos) {
        quietSinceNanos = wakeIsOpen ? NEVER : sentNanos;
    }

    /** The device has given up a wake-up of which the gateway may think that it still goes on. */
    void wakeUnanswered() {
        wakeIsOpen = true;
    }

    /** The gateway has said that the device may sleep. */
    void sleepGranted() {
        wakeIsOpen = false;
    }

    void left(long nowNanos) {
        lastLeftNanos = nowNanos;
    }

    /** Whether the gateway must have known that the device was asleep when it sent something then. */
    boolean wasKnownAsleep(long sentNanos) {
        return quietSinceNanos != NEVER && sentNanos > quietSinceNanos && lastLeftNanos <= quietSinceNanos;
    }

    // other addresses

    void moved() {
        moved = true;
    }

    boolean takeMoved() {
        boolean was = moved;
        moved = false;
        return was;
    }

    void onSessionEnded() {
        moved = false;
    }
}
