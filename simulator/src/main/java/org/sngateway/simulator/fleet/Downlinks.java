package org.sngateway.simulator.fleet;

import org.sngateway.codec.v12.Octets;
import org.sngateway.simulator.fleet.port.BrokerSide;
import org.sngateway.simulator.scenario.DownlinkSpec;
import org.sngateway.simulator.scenario.expression.Expression;

import static org.sngateway.simulator.fleet.Times.NEVER;

/**
 * Publishes one downlink of the scenario: to each device of its fleet when it is due, spread over the interval. A device
 * that has never subscribed in this run gets nothing yet; its messages begin one or more intervals later.
 */
final class Downlinks {
    private final RunClock clock;
    private final Recorder recorder;
    private final BrokerSide broker;
    private final DownlinkLedger ledger;
    private final Fleet fleet;
    private final long seed;

    Downlinks(FleetDevice.Parts parts, BrokerSide broker, DownlinkLedger ledger) {
        clock = parts.clock();
        recorder = parts.recorder();
        seed = parts.seed();
        this.broker = broker;
        this.ledger = ledger;
        fleet = recorder.fleetOf(ledger.spec.fleet());
    }

    void start() {
        for (int device = 0; device < ledger.devices(); device++) {
            int index = device;
            plan(index, () -> act(index));
        }
    }

    private void plan(int device, Runnable action) {
        long due = ledger.nextDueNanos(device);
        if (due != NEVER) {
            clock.at(due, action);
        }
    }

    private void act(int device) {
        if (clock.isTrafficOver()) {
            return;
        }
        if (fleet.devices.get(device).hasSubscribed()) {
            publish(device, clock.nowNanos());
        } else {
            ledger.postpone(device);
        }
        plan(device, () -> act(device));
    }

    private void publish(int device, long nowNanos) {
        DownlinkSpec spec = ledger.spec;
        String clientId = fleet.devices.get(device).clientId();
        int sequence = ledger.onPublished(device);
        recorder.series.count(SeriesBook.Count.DOWNLINK_OFFERED);
        Mark mark = new Mark(recorder.run, fleet.firstDevice() + device, ledger.number, sequence);
        Octets payload = Payloads.of(
                spec.payload(),
                new Expression.Circumstances(nowNanos - recorder.startNanos(), device + 1, sequence, clientId, seed),
                mark);
        String topic = spec.topic().of(fleet.spec().name(), device + 1, clientId);
        broker.publish(
                new BrokerSide.Publication(topic, payload, spec.qos(), spec.retain(), spec.expirySeconds()),
                () -> ledger.onAccepted(device, sequence));
    }
}
