package org.sngateway.simulator.load;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import org.HdrHistogram.Histogram;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.device.ReceivedMessage;
import org.sngateway.simulator.udp.NetworkLoop;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** {@code bench sub}: every device subscribes to its own topic; an MQTT client publishes to them in turn at a rate. */
public final class ReceiveBench {
    private final BenchOptions options;
    private final LoadShape shape;
    private final DeliveryLedger ledger;
    private final Arrivals arrivals = new Arrivals();
    private final int run = ThreadLocalRandom.current().nextInt();
    private final byte[] payload;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private long published;

    public ReceiveBench(BenchOptions options) {
        this.options = options;
        shape = options.shape();
        ledger = new DeliveryLedger(shape.devices());
        payload = new byte[Math.max(options.payloadOctets(), Stamp.OCTETS)];
    }

    /** Runs it, on the calling thread, to the end. */
    public BenchReport run() {
        if (options.broker() == null) {
            throw new LoadException("bench sub needs --broker: somebody has to publish to the devices");
        }
        Mqtt3AsyncClient publisher = BrokerSubscriber.client(options.broker(), "sn-sim-publisher-");
        BrokerSubscriber.await(
                publisher.connectWith().keepAlive(60).send(),
                "connect to " + options.broker().getHost());
        try (NetworkLoop loop = new NetworkLoop("load");
                Fleet fleet = new Fleet(loop, options.gateway(), shape, arrivals)) {
            return run(loop, fleet, publisher);
        } finally {
            publisher.disconnect();
        }
    }

    private BenchReport run(NetworkLoop loop, Fleet fleet, Mqtt3AsyncClient publisher) {
        BenchRun.connectAll(loop, fleet, options);
        double rate = options.ratePerSecond() > 0 ? options.ratePerSecond() : 1_000;
        Pace pace = new Pace(loop, rate, intended -> publish(publisher, intended), fleet::flush);
        loop.run(pace::start);
        BenchRun.pass(options.warmup());
        loop.run(arrivals.latency::reset);
        loop.run(pace.lateness()::reset);
        long before = loop.call(() -> arrivals.count);
        Watch watch = new Watch(loop, options.gatewayPid());
        BenchRun.pass(options.duration());
        watch.stop();
        long measured = loop.call(() -> arrivals.count) - before;
        loop.run(pace::stop);
        BenchRun.await(options.drain(), () -> ledger.totals(false).lost() == 0);
        BenchReport report = new BenchReport("sub: " + shape.devices() + " devices, QoS "
                + shape.qos().bits() + ", " + rate + " msg/s open loop, " + payload.length + " octets");
        report(report, watch, measured);
        loop.run(() -> report.putLatency("delivery", arrivals.latency));
        PublishBench.reportLateness(report, pace.lateness(), options.latenessMax());
        BenchRun.reportFleet(loop, fleet, report);
        BenchRun.leave(loop, fleet);
        return report;
    }

    private void publish(Mqtt3AsyncClient publisher, long intendedNanos) {
        int device = (int) (published % shape.devices());
        int sequence = (int) (published / shape.devices());
        published++;
        ledger.onSent(device);
        publisher
                .publishWith()
                .topic(shape.topic(device))
                .qos(MqttQos.fromCode(shape.qos().bits()))
                .payload(new Stamp(run, device, sequence, intendedNanos)
                        .into(payload)
                        .toByteArray())
                .send()
                .whenComplete((result, failure) -> (failure == null ? accepted : refused).incrementAndGet());
    }

    private void report(BenchReport report, Watch watch, long measured) {
        DeliveryLedger.Totals totals = ledger.totals(false);
        report.put("seconds", watch.seconds());
        report.put("published", totals.sent());
        report.put("accepted_by_broker", accepted.get());
        report.put("throughput_per_s", measured / watch.seconds());
        report.put("arrived", totals.arrived());
        report.put("lost", totals.lost());
        report.put("duplicates", totals.duplicates());
        report.put("out_of_order", totals.outOfOrder());
        watch.report(report, measured);
        if (totals.lost() > 0 && shape.qos() != Qos.ZERO) {
            report.fail(totals.lost() + " messages did not reach their device");
        }
        if (refused.get() > 0) {
            report.fail(refused.get() + " messages were not taken by the broker");
        }
    }

    /** The devices' side. */
    private final class Arrivals implements FleetWork {
        final Histogram latency = new Histogram(3);
        long count;

        @Override
        public Preparation preparation() {
            return Preparation.SUBSCRIBE;
        }

        @Override
        public void onMessage(LoadDevice device, ReceivedMessage message, long nowNanos) {
            Stamp stamp = Stamp.of(message.data().asByteBuffer());
            if (stamp == null || stamp.run() != run) {
                return;
            }
            count++;
            ledger.onArrived(stamp.device(), stamp.sequence());
            latency.recordValue(Math.max(0, nowNanos - stamp.intendedNanos()));
        }
    }
}
