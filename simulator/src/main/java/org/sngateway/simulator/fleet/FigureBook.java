package org.sngateway.simulator.fleet;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.measure.Distribution;
import org.sngateway.simulator.measure.Figures;
import org.sngateway.simulator.measure.Metric;
import org.sngateway.simulator.measure.Threshold;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Makes figures of a run's books, for any scope. What a scope has nothing of is absent: devices have no QoS, strangers and
 * the simulator's own lateness belong to no fleet.
 */
final class FigureBook {
    /** What only the end of the run can tell. */
    record End(long nowNanos, @Nullable Boolean isGatewayAlive, Lag lag) {}

    /** How late the simulator was, in nanoseconds. */
    record Lag(long p99, long max) {}

    /** What cannot have happened where devices published nothing. */
    private static final List<Metric> NOTHING_WRONG_UP =
            List.of(Metric.UPLINK_LOST_ACKED, Metric.DUPLICATES_TO_BROKER, Metric.UPLINK_OUT_OF_ORDER);

    /** What cannot have happened where nothing was published to devices. */
    private static final List<Metric> NOTHING_WRONG_DOWN = List.of(
            Metric.DOWNLINK_LOST,
            Metric.DOWNLINK_EXPIRED,
            Metric.DOWNLINK_DUPLICATES,
            Metric.DOWNLINK_OUT_OF_ORDER,
            Metric.DOWNLINK_MISDELIVERED);

    private final Recorder recorder;
    private final End end;

    FigureBook(Recorder recorder, End end) {
        this.recorder = recorder;
        this.end = end;
    }

    Figures figures(Threshold.Scope scope) {
        Sheet sheet = new Sheet();
        List<UplinkLedger> uplinks = recorder.uplinks.stream()
                .filter(ledger -> isFleet(scope, ledger.fleet) && isQos(scope, ledger.qos()))
                .toList();
        List<DownlinkLedger> downlinks = recorder.downlinks.stream()
                .filter(ledger -> isFleet(scope, ledger.spec.fleet()) && isQos(scope, ledger.qos()))
                .toList();
        if (!uplinks.isEmpty()) {
            uplink(sheet, uplinks);
        }
        if (!downlinks.isEmpty()) {
            downlink(sheet, downlinks);
        }
        if (recorder.watcher != Recorder.Watcher.ABSENT) {
            NOTHING_WRONG_UP.forEach(metric -> sheet.putIfAbsent(metric, 0));
            NOTHING_WRONG_DOWN.forEach(metric -> sheet.putIfAbsent(metric, 0));
        }
        if (scope.qos() == null) {
            List<Fleet> fleets = recorder.fleets.stream()
                    .filter(fleet -> isFleet(scope, fleet.spec().name()))
                    .toList();
            new DeviceFigures(fleets, uplinks).fill(sheet);
            if (scope.fleet() == null) {
                wholeRun(sheet);
            }
        }
        return sheet.figures();
    }

    private static boolean isFleet(Threshold.Scope scope, String fleet) {
        return scope.fleet() == null || scope.fleet().equals(fleet);
    }

    private static boolean isQos(Threshold.Scope scope, Qos qos) {
        return scope.qos() == null || scope.qos() == qos;
    }

    /** Figures of one scope while they are put together. */
    static final class Sheet {
        private final Map<Metric, Double> values = new EnumMap<>(Metric.class);
        private final Map<Distribution, Histogram> distributions = new EnumMap<>(Distribution.class);

        void put(Metric metric, double value) {
            values.put(metric, value);
        }

        void putIfAbsent(Metric metric, double value) {
            values.putIfAbsent(metric, value);
        }

        /** Absent when there was nothing. */
        void ratio(Metric metric, double part, double whole) {
            if (whole > 0) {
                values.put(metric, part / whole);
            }
        }

        /** The times of all parts together, and each metric that tells of them; nothing where there are none. */
        <T> void times(Distribution distribution, List<T> parts, Function<T, Histogram> times) {
            Histogram all = Times.histogram();
            parts.forEach(part -> all.add(times.apply(part)));
            if (all.getTotalCount() > 0) {
                distributions.put(distribution, all);
                distribution
                        .percentiles()
                        .forEach((metric, percentile) ->
                                put(metric, Times.seconds(all.getValueAtPercentile(percentile))));
            }
        }

        Figures figures() {
            return new Figures(values, distributions);
        }
    }

    static <T> double sum(List<T> parts, ToLongFunction<T> value) {
        return (double) parts.stream().mapToLong(value).sum();
    }

    private void uplink(Sheet sheet, List<UplinkLedger> ledgers) {
        sheet.put(Metric.UPLINK_OFFERED, sum(ledgers, ledger -> ledger.offered));
        sheet.put(Metric.UPLINK_SENT, sum(ledgers, ledger -> ledger.sentMessages));
        List<UplinkLedger> acknowledged =
                ledgers.stream().filter(ledger -> ledger.qos().isAcknowledged()).toList();
        if (!acknowledged.isEmpty()) {
            double acked = sum(acknowledged, ledger -> ledger.ackedMessages);
            sheet.put(Metric.UPLINK_ACKED, acked);
            sheet.ratio(Metric.UPLINK_ACKED_RATIO, acked, sum(acknowledged, ledger -> ledger.sentMessages));
            sheet.put(Metric.UPLINK_REJECTED, sum(acknowledged, ledger -> ledger.rejected));
            sheet.times(Distribution.UPLINK_ACK, acknowledged, ledger -> ledger.ackTime);
        }
        if (recorder.watcher == Recorder.Watcher.ABSENT) {
            return;
        }
        if (!acknowledged.isEmpty()) {
            sheet.put(Metric.UPLINK_LOST_ACKED, sum(acknowledged, ledger -> ledger.lostAcked));
        }
        double delivered = sum(ledgers, ledger -> ledger.delivered);
        sheet.put(Metric.UPLINK_DELIVERED, delivered);
        sheet.ratio(Metric.UPLINK_DELIVERED_RATIO, delivered, sum(ledgers, ledger -> ledger.sentMessages));
        sheet.put(Metric.DUPLICATES_TO_BROKER, sum(ledgers, ledger -> ledger.duplicates));
        sheet.put(Metric.UPLINK_OUT_OF_ORDER, sum(ledgers, ledger -> ledger.outOfOrder));
        sheet.times(Distribution.UPLINK_LATENCY, ledgers, ledger -> ledger.latency);
    }

    private void downlink(Sheet sheet, List<DownlinkLedger> ledgers) {
        double accepted = sum(ledgers, ledger -> ledger.acceptedMessages);
        double delivered = sum(ledgers, ledger -> ledger.delivered);
        List<DownlinkLedger.Missing> missing =
                ledgers.stream().map(ledger -> ledger.missing(end.nowNanos())).toList();
        sheet.put(Metric.DOWNLINK_OFFERED, sum(ledgers, ledger -> ledger.offered));
        sheet.put(Metric.DOWNLINK_DELIVERED, delivered);
        sheet.ratio(Metric.DOWNLINK_DELIVERED_RATIO, delivered, accepted);
        sheet.put(Metric.DOWNLINK_LOST, sum(missing, DownlinkLedger.Missing::lost));
        sheet.put(Metric.DOWNLINK_EXPIRED, sum(missing, DownlinkLedger.Missing::expired));
        sheet.put(Metric.DOWNLINK_DUPLICATES, sum(ledgers, ledger -> ledger.duplicates));
        sheet.put(Metric.DOWNLINK_OUT_OF_ORDER, sum(ledgers, ledger -> ledger.outOfOrder));
        sheet.put(Metric.DOWNLINK_MISDELIVERED, sum(ledgers, ledger -> ledger.misdelivered));
        sheet.times(Distribution.DOWNLINK_WAIT, ledgers, ledger -> ledger.wait);
        List<Long> complete = new ArrayList<>();
        ledgers.forEach(ledger -> complete.add(ledger.completeNanos()));
        if (complete.stream().allMatch(nanos -> nanos >= 0)) {
            long longest = complete.stream().mapToLong(Long::longValue).max().orElse(0);
            sheet.put(Metric.DOWNLINK_COMPLETE_TIME, Times.seconds(longest));
        }
    }

    private void wholeRun(Sheet sheet) {
        Recorder.AttackTally attacks = recorder.attacks;
        if (attacks.happened) {
            sheet.put(Metric.ATTACK_DATAGRAMS, (double) attacks.datagrams);
            sheet.put(Metric.ATTACK_ANSWERED, (double) attacks.answered);
            sheet.ratio(Metric.ATTACK_AMPLIFICATION, (double) attacks.octetsAnswered, (double) attacks.octets);
        }
        if (end.isGatewayAlive() != null) {
            sheet.put(Metric.GATEWAY_ALIVE, end.isGatewayAlive() ? 1 : 0);
        }
        sheet.put(Metric.SIMULATOR_LAG_P99, Times.seconds(end.lag().p99()));
        sheet.put(Metric.SIMULATOR_LAG_MAX, Times.seconds(end.lag().max()));
    }
}
