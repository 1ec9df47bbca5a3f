package org.sngateway.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.Octets;
import org.sngateway.simulator.fleet.SeriesBook.Count;
import org.sngateway.simulator.measure.RunResult;

import java.util.ArrayList;
import java.util.List;

/** All books of a run: told what happens, it counts. On the site's thread. */
final class Recorder {
    /** What became of the broker's watching client. */
    enum Watcher {
        ABSENT,
        PRESENT,
        /** It was away for a time although nobody had asked for that. */
        INTERRUPTED
    }

    // the run
    final int run;
    final SeriesBook series;
    final List<UplinkLedger> uplinks = new ArrayList<>();
    final List<DownlinkLedger> downlinks = new ArrayList<>();
    final List<Fleet> fleets = new ArrayList<>();
    final AttackTally attacks = new AttackTally();
    private final long startNanos;
    private final List<RunResult.Event> events = new ArrayList<>();

    // states of devices
    private final Counts<DeviceView> states = new Counts<>(DeviceView.class);

    // what is under way
    private long waitingUplinks;
    private long delivered;
    private boolean heardFromGateway;
    private boolean frozen;
    Watcher watcher = Watcher.ABSENT;
    private boolean watcherExpectedAway;
    private int watcherGone;

    /** Where a device is, as the series tells it. */
    enum DeviceView {
        OFF,
        CONNECTING,
        ACTIVE,
        ASLEEP,
        AWAKE
    }

    /** What strangers did, and what they got for it. */
    static final class AttackTally {
        boolean happened;
        long datagrams;
        long octets;
        long answered;
        long octetsAnswered;
    }

    Recorder(int run, long startNanos, long plannedNanos) {
        this.run = run;
        this.startNanos = startNanos;
        series = new SeriesBook(plannedNanos);
    }

    long startNanos() {
        return startNanos;
    }

    /** Whether counting is over. */
    boolean isFrozen() {
        return frozen;
    }

    void freeze() {
        frozen = true;
    }

    void event(long fromNanos, @Nullable Long untilNanos, String label) {
        Double until = untilNanos == null ? null : Double.valueOf(Times.seconds(untilNanos - startNanos));
        events.add(new RunResult.Event(Times.seconds(fromNanos - startNanos), until, label));
    }

    List<RunResult.Event> events() {
        return events;
    }

    // devices

    void stateChanged(@Nullable DeviceView from, DeviceView to) {
        if (from != null) {
            states.add(from, -1);
        }
        states.add(to, 1);
    }

    Progress.Devices devices() {
        return new Progress.Devices(
                (int) states.get(DeviceView.ACTIVE),
                (int) states.get(DeviceView.ASLEEP),
                (int) states.get(DeviceView.AWAKE),
                (int) states.get(DeviceView.CONNECTING),
                (int) states.get(DeviceView.OFF));
    }

    boolean hasHeardFromGateway() {
        return heardFromGateway;
    }

    void deviceSent(FleetTally tally, MessageType type, int octets) {
        if (!frozen) {
            tally.datagramsSent++;
            tally.octetsSent += octets;
            series.sent(type);
        }
    }

    void gatewaySent(FleetTally tally, boolean isRepeated) {
        heardFromGateway = true;
        if (isRepeated && !frozen) {
            tally.gatewayRetransmissions++;
            series.count(Count.GATEWAY_RETRANSMISSIONS);
        }
    }

    void deviceReceived(FleetTally tally, MessageType type, int octets) {
        if (!frozen) {
            tally.datagramsReceived++;
            tally.octetsReceived += octets;
            series.received(type);
        }
    }

    // uplink

    void readingDue(UplinkLedger ledger) {
        ledger.onReadingDue();
        series.count(Count.OFFERED, ledger.spec.perReading());
        waitingUplinks += ledger.spec.perReading();
    }

    void sent(UplinkLedger ledger, int device, int sequence) {
        ledger.onSent(device, sequence);
    }

    void acked(UplinkLedger ledger, int device, int sequence, long nowNanos) {
        if (!frozen) {
            long nanos = ledger.onAcked(device, sequence, nowNanos);
            Times.record(series.ackTime, nanos);
            series.count(Count.ACKED);
        }
    }

    void rejected(UplinkLedger ledger) {
        if (!frozen) {
            ledger.rejected++;
            series.count(Count.REJECTED);
        }
    }

    /** A message that was due is finished, whatever became of it. */
    void finished(long messages) {
        waitingUplinks -= messages;
    }

    /** A message at the broker's subscriber. Returns its mark when it belongs to this run. */
    @Nullable
    Mark atBroker(Octets payload, long nowNanos) {
        Mark mark = Mark.in(payload);
        if (mark == null || mark.run() != run || mark.stream() >= uplinks.size() || frozen) {
            return null;
        }
        UplinkLedger ledger = uplinks.get(mark.stream());
        int device = mark.device() - fleetOf(ledger.fleet).firstDevice();
        if (!ledger.has(device, mark.sequence())) {
            return null;
        }
        long nanos = ledger.onArrived(device, mark.sequence(), nowNanos);
        if (nanos < 0) {
            series.count(Count.DUPLICATES);
        } else {
            delivered++;
            series.count(Count.DELIVERED);
            Times.record(series.latency, nanos);
            fleetOf(ledger.fleet).troubles(device).latency(nanos);
        }
        return mark;
    }

    Fleet fleetOf(String name) {
        for (int i = 0; i < fleets.size(); i++) {
            if (fleets.get(i).spec().name().equals(name)) {
                return fleets.get(i);
            }
        }
        throw new IllegalStateException("no fleet " + name);
    }

    // downlink

    /** A message that {@code device}, the run's number of it, got. */
    void atDevice(Octets payload, int device, boolean isRetained, long nowNanos) {
        Mark mark = Mark.in(payload);
        int stream = mark == null ? -1 : mark.stream() - uplinks.size();
        if (mark == null || mark.run() != run || stream < 0 || stream >= downlinks.size() || frozen) {
            return;
        }
        DownlinkLedger ledger = downlinks.get(stream);
        Fleet fleet = fleetOf(ledger.spec.fleet());
        int index = mark.device() - fleet.firstDevice();
        if (!ledger.has(index, mark.sequence())) {
            return;
        }
        if (mark.device() != device) {
            ledger.misdelivered++;
            fleet.troubles(index).misdelivered++;
            return;
        }
        long nanos = ledger.onArrived(index, mark.sequence(), isRetained, nowNanos);
        if (nanos >= 0) {
            series.count(Count.DOWNLINK_DELIVERED);
            Times.record(series.wait, nanos);
        }
    }

    // the watching client

    /** The timeline takes the broker away, and the watching client with it. */
    void expectWatcherAway(boolean isExpected) {
        watcherExpectedAway = isExpected;
    }

    void watcherConnection(boolean isConnected, long nowNanos) {
        if (frozen || watcher == Watcher.ABSENT) {
            return;
        }
        event(
                nowNanos,
                null,
                isConnected ? "the broker's watching client is back" : "the broker's watching client is gone");
        if (!isConnected) {
            watcherGone++;
            watcher = watcherExpectedAway ? watcher : Watcher.INTERRUPTED;
        }
    }

    /** How often it was gone, for whatever reason. */
    int timesWatcherGone() {
        return watcherGone;
    }

    // totals

    Progress.Messages messages() {
        long offered = 0;
        long sent = 0;
        long acked = 0;
        long ackedArrived = 0;
        for (UplinkLedger ledger : uplinks) {
            offered += ledger.offered;
            sent += ledger.sentMessages;
            acked += ledger.ackedMessages;
            ackedArrived += watcher == Watcher.ABSENT ? 0 : ledger.lostAcked;
        }
        long downlinkOffered = 0;
        long downlinkDelivered = 0;
        for (DownlinkLedger ledger : downlinks) {
            downlinkOffered += ledger.offered;
            downlinkDelivered += ledger.delivered;
        }
        return new Progress.Messages(offered, sent, acked, delivered, downlinkOffered, downlinkDelivered, ackedArrived);
    }

    /** Whether nothing is under way any more whose fate is open. */
    boolean isSettled(long nowNanos) {
        if (waitingUplinks > 0) {
            return false;
        }
        if (watcher != Watcher.ABSENT && uplinks.stream().anyMatch(ledger -> ledger.lostAcked > 0)) {
            return false;
        }
        return downlinks.stream()
                .allMatch(ledger -> ledger.acceptedMessages == ledger.offered
                        && ledger.missing(nowNanos).lost() == 0);
    }
}
