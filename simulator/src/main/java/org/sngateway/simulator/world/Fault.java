package org.sngateway.simulator.world;

import java.util.Locale;

/**
 * One thing that goes wrong, or at least changes.
 *
 * @param atNanos since the start of the world
 * @param device whom it concerns, an index; {@link #EVERYBODY} where it concerns all
 * @param lastsNanos how long, where it lasts
 */
record Fault(long atNanos, Kind kind, int device, long lastsNanos) {
    static final int EVERYBODY = -1;

    enum Kind {
        /** The gateway is gone at once; the store is cut somewhere. Back after a while. */
        GATEWAY_CRASH(true),
        /** The gateway stands still, and everybody else goes on: a suspended machine. */
        GATEWAY_STALL(true),
        /** The broker is gone and comes back with all its sessions. */
        BROKER_RESTART(true),
        /** Gateway and broker cannot reach each other; the broker finds the connections dead and fires Wills. */
        BROKER_UNREACHABLE(true),
        /** The broker is gone and comes back without any session. */
        BROKER_AMNESIA(true),
        /** The broker answers late. */
        SLOW_ACKS(true),
        /** One device's connection to the broker breaks. */
        LEG_CUT(false),
        /** The broker forgets one device's session. */
        SESSION_LOST(false),
        /** Nothing passes between the device and the gateway; datagrams are lost. */
        CLOG(true),
        /** Nothing passes for a while, and then everything at once. */
        JAM(true),
        /** The device's source port changes. */
        REBIND(false),
        /** Batteries out and in again. */
        REBOOT(false),
        /** The device is gone for good. */
        VANISH(false),
        /** Somebody unknown, or line noise, sends datagrams. */
        STRANGER(false),
        /** The gateway's disk takes nothing. */
        DISK_FULL(true);

        final boolean lasts;

        Kind(boolean lasts) {
            this.lasts = lasts;
        }
    }

    @Override
    public String toString() {
        String text = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String whom = device == EVERYBODY ? "" : " of device " + device;
        return kind.lasts ? text + whom + " for " + lastsNanos / 1_000_000 + " ms" : text + whom;
    }
}
