package org.sngateway.simulator.load;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.udp.NetworkLoop;

import java.time.Duration;

/** {@code bench pub}: devices publish; what was acknowledged is compared with what arrived at the broker. */
public final class PublishBench {
    private static final Duration QUIET = Duration.ofMillis(500);

    private final BenchOptions options;
    private final LoadShape shape;
    private final DeliveryLedger ledger;

    public PublishBench(BenchOptions options) {
        this.options = options;
        shape = options.shape();
        ledger = new DeliveryLedger(shape.devices());
    }

    /** Runs it, on the calling thread, to the end. */
    public BenchReport run() {
        try (NetworkLoop loop = new NetworkLoop("load")) {
            PublishLoad load = loop.call(() -> new PublishLoad(
                    loop,
                    shape,
                    new PublishLoad.Options(options.ratePerSecond(), options.count(), options.payloadOctets()),
                    ledger));
            try (Fleet fleet = new Fleet(loop, options.gateway(), shape, load)) {
                return run(loop, fleet, load);
            }
        }
    }

    private BenchReport run(NetworkLoop loop, Fleet fleet, PublishLoad load) {
        BrokerSubscriber subscriber = subscriber(load.run());
        try {
            if (shape.qos() != Qos.MINUS_ONE) {
                BenchRun.connectAll(loop, fleet, options);
            }
            loop.run(() -> load.start(fleet));
            BenchRun.pass(options.warmup());
            loop.run(load::startMeasuring);
            Watch watch = new Watch(loop, options.gatewayPid());
            BenchRun.await(options.duration(), () -> loop.call(load::isComplete));
            if (options.count() > 0) {
                BenchRun.await(options.drain(), () -> loop.call(load::outstanding) == 0);
            }
            watch.stop();
            loop.run(load::stopMeasuring);
            loop.run(load::stop);
            boolean drained = BenchRun.await(options.drain(), () -> loop.call(load::outstanding) == 0);
            awaitArrivals(subscriber);
            BenchReport report = new BenchReport(title());
            report(report, loop.call(load::outcome), watch, subscriber != null);
            if (!drained) {
                report.fail(loop.call(load::outstanding) + " messages were never answered");
            }
            BenchRun.reportFleet(loop, fleet, report);
            BenchRun.leave(loop, fleet);
            return report;
        } finally {
            if (subscriber != null) {
                subscriber.close();
            }
        }
    }

    private String title() {
        String way = shape.forwarders() == 0 ? "own sockets" : shape.forwarders() + " forwarders";
        String pace = options.ratePerSecond() > 0
                ? options.ratePerSecond() + " msg/s open loop"
                : "closed loop, " + shape.windowMessagesMax() + " outstanding";
        return "pub: " + shape.devices() + " devices (" + way + "), QoS "
                + shape.qos().level() + ", " + pace + ", "
                + options.payloadOctets() + " octets";
    }

    private @Nullable BrokerSubscriber subscriber(int run) {
        if (options.broker() == null) {
            return null;
        }
        BrokerSubscriber subscriber = new BrokerSubscriber(options.broker(), ledger);
        String filter = shape.qos() == Qos.MINUS_ONE ? "sn" : shape.topicPrefix() + "/+";
        subscriber.subscribe(filter, options.brokerQos() == 0 ? MqttQos.AT_MOST_ONCE : MqttQos.AT_LEAST_ONCE, run);
        return subscriber;
    }

    /** The broker may still be handing out what was acknowledged long ago: wait until it is quiet. */
    private void awaitArrivals(@Nullable BrokerSubscriber subscriber) {
        if (subscriber != null) {
            boolean promised = shape.qos().isAcknowledged();
            BenchRun.await(
                    options.drain(),
                    () -> subscriber.quietNanos() > QUIET.toNanos()
                            || ledger.totals(promised).lost() == 0);
        }
    }

    private void report(BenchReport report, PublishLoad.Outcome outcome, Watch watch, boolean checked) {
        boolean acknowledged = shape.qos().isAcknowledged();
        long measured = acknowledged ? outcome.acknowledgedWhileMeasuring() : outcome.sentWhileMeasuring();
        report.put("seconds", watch.seconds());
        report.put("sent", outcome.sent());
        if (acknowledged) {
            report.put("acknowledged", outcome.acknowledged());
        }
        report.put("throughput_per_s", measured / watch.seconds());
        if (acknowledged) {
            report.putLatency("ack", outcome.latency());
            report.put("abandoned", outcome.abandoned());
            outcome.rejections().forEach((code, count) -> report.put("rejected_0x0" + code, count));
        }
        if (outcome.notSent() > 0) {
            report.put("not_sent", outcome.notSent());
        }
        if (checked) {
            reportArrivals(report, acknowledged);
        }
        watch.report(report, measured);
        reportLateness(report, outcome.lateness(), options.latenessMax());
    }

    private void reportArrivals(BenchReport report, boolean acknowledged) {
        DeliveryLedger.Totals totals = ledger.totals(acknowledged);
        report.put("arrived", totals.arrived());
        report.put("lost", totals.lost());
        report.put("lost_percent", 100.0 * totals.lost() / Math.max(1, totals.sent()));
        report.put("duplicates", totals.duplicates());
        report.put("out_of_order", totals.outOfOrder());
        if (totals.lost() > 0 && acknowledged) {
            report.fail(totals.lost() + " messages were acknowledged and did not arrive");
        }
        if (totals.lost() > 0 && options.brokerQos() == 0) {
            report.note("the checking subscription has QoS 0: the broker may drop for it (see --broker-qos)");
        }
    }

    static void reportLateness(BenchReport report, @Nullable Histogram lateness, Duration latenessMax) {
        if (lateness == null) {
            return;
        }
        report.putLatency("loader_late", lateness);
        if (lateness.getValueAtPercentile(99) > latenessMax.toNanos()) {
            report.invalidate("the loader itself was late by more than " + latenessMax.toMillis() + " ms (p99)");
        }
    }
}
