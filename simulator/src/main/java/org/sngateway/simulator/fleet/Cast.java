package org.sngateway.simulator.fleet;

import org.sngateway.codec.v12.Octets;
import org.sngateway.simulator.fleet.port.BrokerSide;
import org.sngateway.simulator.fleet.port.Site;
import org.sngateway.simulator.link.LinkSpec;
import org.sngateway.simulator.scenario.DownlinkSpec;
import org.sngateway.simulator.scenario.FleetSpec;
import org.sngateway.simulator.scenario.PublishSpec;
import org.sngateway.simulator.scenario.Scenario;

import java.util.List;

/** Builds everything that takes part in a run, and its books. */
final class Cast {
    /** Devices whose packets are kept from the beginning. */
    static final int SAMPLED_MAX = 200;
    /** Devices whose packets are kept in all, with those that get into trouble. */
    static final int TRACED_MAX = 1000;

    /** Before its readings begin, a device gets this long to connect, and ten times its link's delay. */
    private static final long LEAD_NANOS = 2 * Times.SECOND;

    private static final int LEAD_DELAYS = 10;

    private final Scenario scenario;
    private final Site site;
    private final FleetDevice.Parts parts;
    private final Recorder recorder;

    Cast(Scenario scenario, Site site, FleetDevice.Parts parts) {
        this.scenario = scenario;
        this.site = site;
        this.parts = parts;
        recorder = parts.recorder();
    }

    void build() {
        int firstDevice = 0;
        for (FleetSpec spec : scenario.fleets()) {
            Fleet fleet = new Fleet(spec, firstDevice, scenario.links().getOrDefault(spec.link(), LinkSpec.IDEAL));
            firstDevice += spec.count();
            recorder.fleets.add(fleet);
            Timeline.ramps(scenario, fleet, recorder.startNanos());
            for (PublishSpec publish : spec.publishes()) {
                addUplink(fleet, publish);
            }
        }
        for (DownlinkSpec downlink : scenario.downlinks()) {
            int devices = recorder.fleetOf(downlink.fleet()).spec().count();
            int number = recorder.uplinks.size() + recorder.downlinks.size();
            recorder.downlinks.add(new DownlinkLedger(
                    downlink,
                    number,
                    devices,
                    new DownlinkLedger.Span(recorder.startNanos(), scenario.durationNanos())));
        }
        Troubles.TraceRoom room = new Troubles.TraceRoom(TRACED_MAX);
        int oneOf = oneOf(scenario);
        for (Fleet fleet : recorder.fleets) {
            fleet.watch(room, oneOf);
            for (int i = 0; i < fleet.spec().count(); i++) {
                fleet.devices.add(device(fleet, i));
            }
        }
    }

    static int oneOf(Scenario scenario) {
        return Math.max(1, (scenario.devices() + SAMPLED_MAX - 1) / SAMPLED_MAX);
    }

    private void addUplink(Fleet fleet, PublishSpec publish) {
        int number = recorder.uplinks.size();
        LinkSpec link = fleet.link();
        long lead = LEAD_NANOS + LEAD_DELAYS * (link.delayNanos() + link.jitterNanos());
        Schedule schedule = new Schedule(
                Chance.split(scenario.seed(), Integer.MIN_VALUE + (long) number),
                publish.everyNanos(),
                publish.jitter(),
                Math.min(lead, scenario.durationNanos() / 10));
        UplinkLedger.Span span = new UplinkLedger.Span(fleet.startNanos, scenario.durationNanos());
        UplinkLedger ledger = new UplinkLedger(fleet.spec().name(), publish, number, schedule, span);
        fleet.uplinks.add(ledger);
        recorder.uplinks.add(ledger);
    }

    private FleetDevice device(Fleet fleet, int index) {
        FleetDevice device = new FleetDevice(parts, fleet, index);
        int nodes = fleet.spec().nodesPerForwarder();
        if (nodes == 0) {
            device.radio().open(site.wire());
            return device;
        }
        if (index % nodes == 0) {
            fleet.forwarders.add(new Forwarder(site.wire(), fleet.tally));
        }
        Forwarder forwarder = fleet.forwarders.get(index / nodes);
        Octets nodeId = forwarder.freshNodeId();
        device.radio().open(forwarder, nodeId);
        return device;
    }

    List<Downlinks> downlinks(BrokerSide broker) {
        return recorder.downlinks.stream()
                .map(ledger -> new Downlinks(parts, broker, ledger))
                .toList();
    }
}
