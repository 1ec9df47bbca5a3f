package org.sngateway.simulator.crash;

import org.sngateway.simulator.udp.SourceAddresses;

/** The fleets of the crash tests. */
final class Shapes {
    private static final int SLEEP_SECONDS = 600;
    private static final int PUBLISH_MILLIS = 200;
    private static final int RETRY_MILLIS = 1_000;
    private static final int RETRY_MILLIS_OF_MANY = 5_000;
    private static final int DEVICES_PER_SOURCE = 500;

    private Shapes() {}

    /** Half asleep, half active. */
    static FleetShape mixed(int devices, int wakeMillisMax) {
        return mixed(devices, wakeMillisMax, PUBLISH_MILLIS);
    }

    static FleetShape mixed(int devices, int wakeMillisMax, int publishMillis) {
        return new FleetShape(
                devices,
                devices / 2,
                wakeMillisMax * 2 / 5,
                wakeMillisMax,
                SLEEP_SECONDS,
                publishMillis,
                RETRY_MILLIS,
                false,
                new SourceAddresses(0));
    }

    /** All asleep, and only waking up when they are told to. */
    static FleetShape asleep(int devices) {
        int sources = devices / DEVICES_PER_SOURCE;
        return new FleetShape(
                devices,
                devices,
                SLEEP_SECONDS,
                SLEEP_SECONDS,
                3_600,
                PUBLISH_MILLIS,
                RETRY_MILLIS_OF_MANY,
                true,
                new SourceAddresses(sources));
    }

    /** All asleep, waking up and, when they are to publish, publishing once in {@code wakeMillis}. */
    static FleetShape asleep(int devices, int wakeMillis) {
        return new FleetShape(
                devices,
                devices,
                wakeMillis,
                wakeMillis,
                2 * wakeMillis / 1_000,
                wakeMillis,
                RETRY_MILLIS,
                false,
                new SourceAddresses(0));
    }
}
