package org.sngateway.simulator.fleet;

import org.sngateway.codec.v12.Octets;
import org.sngateway.simulator.scenario.expression.Expression;

import static org.sngateway.simulator.fleet.Times.NEVER;

/** What one device has to publish: which of its readings are due, and those of its messages that wait to be sent. */
final class DeviceReadings {
    private final FleetDevice.Parts parts;
    private final Fleet fleet;
    private final int index;
    private final String clientId;
    private final Backlog backlog = new Backlog();
    private final int[] nextReadings;
    private long nextNanos = NEVER;

    DeviceReadings(FleetDevice.Parts parts, Fleet fleet, int index, String clientId) {
        this.parts = parts;
        this.fleet = fleet;
        this.index = index;
        this.clientId = clientId;
        nextReadings = new int[fleet.spec().publishes().size()];
    }

    Backlog backlog() {
        return backlog;
    }

    /** When the next reading is due, or would be if traffic went on; NEVER for devices that publish nothing. */
    long nextNanos() {
        return nextNanos;
    }

    UplinkLedger ledger(long entry) {
        return fleet.uplinks.get(Backlog.stream(entry));
    }

    /** What was due while the device had no power is due no more. */
    void skipTo(long nowNanos) {
        for (int i = 0; i < nextReadings.length; i++) {
            while (dueNanos(i) < nowNanos) {
                nextReadings[i]++;
            }
        }
        plan();
    }

    private long dueNanos(int stream) {
        return fleet.uplinks.get(stream).readingDueNanos(index, nextReadings[stream]);
    }

    private void plan() {
        nextNanos = NEVER;
        for (int i = 0; i < nextReadings.length; i++) {
            nextNanos = Math.min(nextNanos, dueNanos(i));
        }
    }

    /** Traffic is over: passes by what would be due, and says whether there was anything. */
    boolean passBy(long nowNanos) {
        boolean wasDue = nextNanos <= nowNanos;
        if (wasDue) {
            skipTo(nowNanos + 1);
        }
        return wasDue;
    }

    /** What has become due joins those that wait. */
    void take(long nowNanos) {
        if (nextNanos > nowNanos) {
            return;
        }
        for (int i = 0; i < nextReadings.length; i++) {
            while (dueNanos(i) <= Math.min(nowNanos, parts.clock().endNanos() - 1)) {
                take(i, nextReadings[i]);
                nextReadings[i]++;
            }
        }
        plan();
    }

    private void take(int stream, int reading) {
        UplinkLedger ledger = fleet.uplinks.get(stream);
        parts.recorder().readingDue(ledger);
        int perReading = ledger.spec.perReading();
        for (int i = 0; i < perReading; i++) {
            if (!backlog.add(Backlog.entry(stream, reading * perReading + i))) {
                fleet.tally.overflowed++;
                parts.recorder().finished(1);
            }
        }
    }

    /** The first message in line leaves the line; what it carries. */
    Octets send(long entry) {
        backlog.removeFirst();
        UplinkLedger ledger = ledger(entry);
        int sequence = Backlog.sequence(entry);
        parts.recorder().sent(ledger, index, sequence);
        if (!ledger.qos().isAcknowledged()) {
            parts.recorder().finished(1);
        }
        long elapsed = ledger.dueNanos(index, sequence) - parts.recorder().startNanos();
        Expression.Circumstances circumstances =
                new Expression.Circumstances(elapsed, index + 1, sequence, clientId, parts.seed());
        Mark mark = new Mark(parts.recorder().run, fleet.firstDevice() + index, ledger.number, sequence);
        return Payloads.of(ledger.spec.payload(), circumstances, mark);
    }

    void acked(long entry, long nowNanos) {
        parts.recorder().acked(ledger(entry), index, Backlog.sequence(entry), nowNanos);
        parts.recorder().finished(1);
    }
}
