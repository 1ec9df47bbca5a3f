package org.sngateway.simulator.fleet;

import org.sngateway.simulator.measure.BatteryModel;
import org.sngateway.simulator.measure.Distribution;
import org.sngateway.simulator.measure.Metric;

import java.util.List;

/** Figures of devices rather than of messages: sessions, what readings cost, retransmissions. */
final class DeviceFigures {
    private static final double SECONDS_PER_DAY = 86_400;

    private final List<FleetTally> tallies;
    private final List<Fleet> sleepers;
    private final List<UplinkLedger> uplinks;
    private final boolean connects;

    DeviceFigures(List<Fleet> fleets, List<UplinkLedger> uplinks) {
        tallies = fleets.stream().map(fleet -> fleet.tally).toList();
        sleepers = fleets.stream().filter(Fleet::isAsleepMostly).toList();
        connects = fleets.stream().anyMatch(fleet -> fleet.spec().connect() != null);
        this.uplinks = uplinks;
    }

    void fill(FigureBook.Sheet sheet) {
        if (connects) {
            sessions(sheet);
        }
        if (!sleepers.isEmpty()) {
            sleep(sheet);
        }
        cost(sheet);
    }

    private void sessions(FigureBook.Sheet sheet) {
        sheet.put(Metric.CONNECTS, FigureBook.sum(tallies, tally -> tally.connects));
        sheet.put(Metric.CONNECTS_REFUSED, FigureBook.sum(tallies, tally -> tally.refused));
        sheet.put(Metric.CONNECTS_CONGESTED, FigureBook.sum(tallies, tally -> tally.congested));
        sheet.times(Distribution.CONNECT_TIME, tallies, tally -> tally.connectTime);
        sheet.times(Distribution.RECONNECT_TIME, tallies, tally -> tally.reconnectTime);
        sheet.put(Metric.SESSIONS_LOST, FigureBook.sum(tallies, tally -> tally.lost));
        sheet.put(Metric.STARTED_OVER, FigureBook.sum(tallies, tally -> tally.startedOver));
        sheet.put(Metric.RESUMED_AFTER_ADDRESS_CHANGE, FigureBook.sum(tallies, tally -> tally.resumed));
    }

    private void sleep(FigureBook.Sheet sheet) {
        List<FleetTally> asleep = sleepers.stream().map(fleet -> fleet.tally).toList();
        sheet.put(Metric.WAKES, FigureBook.sum(asleep, tally -> tally.wakes));
        sheet.put(Metric.WAKES_UNANSWERED, FigureBook.sum(asleep, tally -> tally.wakesUnanswered));
        sheet.put(Metric.HEARD_WHILE_ASLEEP, FigureBook.sum(asleep, tally -> tally.heardAsleep));
        sheet.times(Distribution.AWAKE_TIME, asleep, tally -> tally.awakeTime);
        double powered = FigureBook.sum(asleep, tally -> tally.poweredNanos) / Times.SECOND;
        double awake = FigureBook.sum(asleep, tally -> tally.awakeNanos) / Times.SECOND;
        sheet.ratio(Metric.AWAKE_SHARE, awake, powered);
        if (powered > 0) {
            double deviceDays = powered / SECONDS_PER_DAY;
            sheet.put(
                    Metric.BATTERY_YEARS,
                    BatteryModel.years(new BatteryModel.PerDay(
                            FigureBook.sum(asleep, tally -> tally.datagramsSent) / deviceDays,
                            FigureBook.sum(asleep, tally -> tally.octetsSent) / deviceDays,
                            FigureBook.sum(asleep, tally -> tally.datagramsReceived) / deviceDays,
                            FigureBook.sum(asleep, tally -> tally.octetsReceived) / deviceDays,
                            awake / deviceDays)));
        }
    }

    private void cost(FigureBook.Sheet sheet) {
        double sent = FigureBook.sum(tallies, tally -> tally.datagramsSent);
        double received = FigureBook.sum(tallies, tally -> tally.datagramsReceived);
        double octets = FigureBook.sum(tallies, tally -> tally.octetsSent + tally.octetsReceived);
        double readings = FigureBook.sum(uplinks, ledger -> ledger.readings);
        sheet.ratio(Metric.DATAGRAMS_PER_READING, sent + received, readings);
        sheet.ratio(Metric.BYTES_PER_READING, octets, readings);
        double repeated = FigureBook.sum(tallies, tally -> tally.deviceRetransmissions);
        sheet.put(Metric.DEVICE_RETRANSMISSIONS, repeated);
        sheet.ratio(Metric.DEVICE_RETRANSMISSION_RATIO, repeated, sent);
        sheet.put(Metric.GATEWAY_RETRANSMISSIONS, FigureBook.sum(tallies, tally -> tally.gatewayRetransmissions));
        sheet.put(Metric.STRAYS, FigureBook.sum(tallies, tally -> tally.strays));
        sheet.put(Metric.MALFORMED_FROM_GATEWAY, FigureBook.sum(tallies, tally -> tally.malformed));
    }
}
