package org.sngateway.simulator.fleet;

import org.sngateway.simulator.link.LinkSpec;
import org.sngateway.simulator.scenario.FleetSpec;

import java.util.ArrayList;
import java.util.List;

/** The devices of one kind, and what is counted for all of them. */
final class Fleet {
    private final FleetSpec spec;
    private final int firstDevice;
    final FleetTally tally = new FleetTally();
    final List<UplinkLedger> uplinks = new ArrayList<>();
    final List<FleetDevice> devices = new ArrayList<>();
    final List<Forwarder> forwarders = new ArrayList<>();
    /** When each device is switched on first. */
    final long[] startNanos;

    private final Troubles[] troubles;
    private LinkSpec link;

    /** @param firstDevice the run's number of its first device */
    Fleet(FleetSpec spec, int firstDevice, LinkSpec link) {
        this.spec = spec;
        this.firstDevice = firstDevice;
        this.link = link;
        startNanos = new long[spec.count()];
        troubles = new Troubles[spec.count()];
    }

    /** Every {@code oneOf}th device is watched from the beginning. */
    void watch(Troubles.TraceRoom room, int oneOf) {
        for (int i = 0; i < troubles.length; i++) {
            troubles[i] = new Troubles(room, i % oneOf == 0);
        }
    }

    FleetSpec spec() {
        return spec;
    }

    int firstDevice() {
        return firstDevice;
    }

    LinkSpec link() {
        return link;
    }

    void link(LinkSpec changed) {
        link = changed;
        devices.forEach(device -> device.radio().change(changed));
    }

    boolean isAsleepMostly() {
        return spec.sleep() != null;
    }

    /** {@code index} within the fleet, from 0. */
    Troubles troubles(int index) {
        return troubles[index];
    }
}
