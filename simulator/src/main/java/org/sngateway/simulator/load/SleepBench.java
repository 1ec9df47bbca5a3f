package org.sngateway.simulator.load;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import org.HdrHistogram.Histogram;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.device.ReceivedMessage;
import org.sngateway.simulator.device.VirtualDevice;
import org.sngateway.simulator.udp.NetworkLoop;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

/**
 * {@code bench sleep}: every device subscribes and falls asleep; they wake at a rate, one after the other, and collect what an
 * MQTT client has published for them since they last fell asleep.
 */
public final class SleepBench {
    /** Longer than a run, so that the gateway calls nobody lost who is only slow. */
    private static final int SLEEP_SECONDS = 3_600;

    private final BenchOptions options;
    private final LoadShape shape;
    private final DeliveryLedger ledger;
    private final Sleepers sleepers = new Sleepers();
    private final int run = ThreadLocalRandom.current().nextInt();
    private final byte[] payload;
    private final int[] nextSequence;

    public SleepBench(BenchOptions options) {
        this.options = options;
        shape = options.shape();
        ledger = new DeliveryLedger(shape.devices());
        payload = new byte[Math.max(options.payloadOctets(), Stamp.OCTETS)];
        nextSequence = new int[shape.devices()];
    }

    /** Runs it, on the calling thread, to the end. */
    public BenchReport run() {
        if (options.broker() == null) {
            throw new LoadException("bench sleep needs --broker: somebody has to publish to the sleepers");
        }
        Mqtt3AsyncClient publisher = BrokerSubscriber.client(options.broker(), "sn-sim-publisher-");
        BrokerSubscriber.await(
                publisher.connectWith().keepAlive(60).send(),
                "connect to " + options.broker().getHost());
        try (NetworkLoop loop = new NetworkLoop("load");
                Fleet fleet = new Fleet(loop, options.gateway(), shape, sleepers)) {
            return run(loop, fleet, publisher);
        } finally {
            publisher.disconnect();
        }
    }

    private BenchReport run(NetworkLoop loop, Fleet fleet, Mqtt3AsyncClient publisher) {
        BenchRun.connectAll(loop, fleet, options);
        if (!BenchRun.await(options.connectTimeout(), () -> loop.call(() -> sleepers.asleep) == shape.devices())) {
            throw new LoadException(
                    "only " + loop.call(() -> sleepers.asleep) + " of " + shape.devices() + " devices were let sleep");
        }
        loop.run(() -> sleepers.publishNext = (device, nowNanos) -> publish(publisher, device, nowNanos));
        double rate = options.ratePerSecond() > 0 ? options.ratePerSecond() : 100;
        Pace wakes = new Pace(loop, rate, intended -> wake(fleet, intended), fleet::flush);
        loop.run(wakes::start);
        BenchRun.pass(options.warmup());
        loop.run(() -> sleepers.reset());
        loop.run(wakes.lateness()::reset);
        Watch watch = new Watch(loop, options.gatewayPid());
        BenchRun.pass(options.duration());
        watch.stop();
        loop.run(wakes::stop);
        BenchRun.await(options.drain(), () -> loop.call(() -> sleepers.awake.isEmpty()));
        // What was published for the next wake is collected in a last one.
        loop.run(() -> wakeAll(fleet));
        BenchRun.await(
                options.drain(),
                () -> loop.call(() -> sleepers.awake.isEmpty())
                        && ledger.totals(false).lost() == 0);
        BenchReport report = new BenchReport("sleep: " + shape.devices() + " sleepers, " + rate + " wakes/s, QoS "
                + shape.qos().bits() + ", " + payload.length + " octets");
        loop.run(() -> report(report, watch));
        PublishBench.reportLateness(report, wakes.lateness(), options.latenessMax());
        BenchRun.reportFleet(loop, fleet, report);
        BenchRun.leave(loop, fleet);
        return report;
    }

    private void wake(Fleet fleet, long intendedNanos) {
        LoadDevice device = fleet.devices().get((int) (sleepers.due++ % shape.devices()));
        if (sleepers.begin(device, intendedNanos)) {
            device.device.wake(System.nanoTime());
        }
    }

    /** It is asleep again: what is published now waits for its next wake. */
    private void publish(Mqtt3AsyncClient publisher, LoadDevice device, long nowNanos) {
        int sequence = nextSequence[device.index]++;
        ledger.onSent(device.index);
        publisher
                .publishWith()
                .topic(shape.topic(device.index))
                .qos(MqttQos.fromCode(shape.qos().bits()))
                .payload(new Stamp(run, device.index, sequence, nowNanos)
                        .into(payload)
                        .toByteArray())
                .send();
    }

    private void wakeAll(Fleet fleet) {
        sleepers.isMeasuring = false;
        long nowNanos = System.nanoTime();
        for (LoadDevice device : fleet.devices()) {
            if (sleepers.begin(device, nowNanos)) {
                device.device.wake(nowNanos);
            }
        }
        fleet.flush();
    }

    private void report(BenchReport report, Watch watch) {
        DeliveryLedger.Totals totals = ledger.totals(false);
        report.put("seconds", watch.seconds());
        report.put("wakes", sleepers.wakes);
        report.put("wakes_per_s", sleepers.measuredWakes / watch.seconds());
        report.put("wakes_unanswered", sleepers.unanswered);
        report.put("wakes_still_awake", sleepers.skipped);
        report.putLatency("awake", sleepers.awakeTime);
        report.putLatency("collect", sleepers.collect);
        report.putLatency("downlink_wait", sleepers.waits);
        report.put("published", totals.sent());
        report.put("arrived", totals.arrived());
        report.put("lost", totals.lost());
        report.put("duplicates", totals.duplicates());
        report.put("out_of_order", totals.outOfOrder());
        watch.report(report, sleepers.measuredWakes);
        if (sleepers.unanswered > 0) {
            report.fail(sleepers.unanswered + " wakes stayed without PINGRESP");
        }
        if (totals.lost() > 0 && shape.qos() != Qos.ZERO) {
            report.fail(totals.lost() + " messages did not reach their sleeper");
        }
    }

    /** The devices' side. On the loop. */
    private final class Sleepers implements FleetWork {
        final Histogram awakeTime = new Histogram(3);
        final Histogram collect = new Histogram(3);
        final Histogram waits = new Histogram(3);
        BiConsumer<LoadDevice, Long> publishNext = (device, nowNanos) -> {};
        final Map<LoadDevice, Long> awake = new HashMap<>();
        long due;
        long wakes;
        long measuredWakes;
        long unanswered;
        long skipped;
        int asleep;
        boolean isMeasuring = true;

        void reset() {
            awakeTime.reset();
            collect.reset();
            waits.reset();
            measuredWakes = 0;
        }

        /** Whether it may wake now; latency counts from {@code intendedNanos}. */
        boolean begin(LoadDevice device, long intendedNanos) {
            if (device.device.state() != DeviceState.ASLEEP) {
                skipped++;
                return false;
            }
            awake.put(device, intendedNanos);
            wakes++;
            return true;
        }

        @Override
        public Preparation preparation() {
            return Preparation.SUBSCRIBE;
        }

        @Override
        public void onReady(LoadDevice device, long nowNanos) {
            device.device.sleep(SLEEP_SECONDS, VirtualDevice.NEVER, nowNanos);
        }

        @Override
        public void onAsleep(LoadDevice device, long nowNanos) {
            asleep++;
        }

        @Override
        public void onCollected(LoadDevice device, boolean isAnswered, long nowNanos) {
            Long begunNanos = awake.remove(device);
            if (!isAnswered) {
                unanswered++;
            } else if (begunNanos != null && isMeasuring) {
                measuredWakes++;
                awakeTime.recordValue(Math.max(0, nowNanos - begunNanos));
            }
            if (isMeasuring) {
                publishNext.accept(device, nowNanos);
            }
        }

        @Override
        public void onMessage(LoadDevice device, ReceivedMessage message, long nowNanos) {
            Stamp stamp = Stamp.of(message.data().asByteBuffer());
            if (stamp == null || stamp.run() != run) {
                return;
            }
            ledger.onArrived(stamp.device(), stamp.sequence());
            Long begunNanos = awake.get(device);
            if (isMeasuring && begunNanos != null) {
                collect.recordValue(Math.max(0, nowNanos - begunNanos));
                waits.recordValue(Math.max(0, nowNanos - stamp.intendedNanos()));
            }
        }
    }
}
