package org.sngateway.simulator.load;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.OutgoingMessage;
import org.sngateway.simulator.udp.NetworkLoop;

import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Publishing devices. Closed loop: each keeps its window full. Open loop: messages are due at a rate, device after
 * device, and latency counts from when a message was due, also when it had to wait for a place in the window. Runs on
 * the loop's thread.
 */
final class PublishLoad implements FleetWork {
    /** Due messages that one device may hold back while its window is full; more are counted as not sent. */
    private static final int BACKLOG_MESSAGES_MAX = 10_000;

    /** How long a device pauses after congestion, instead of T_wait's five minutes. */
    private static final long CONGESTION_PAUSE_MILLIS = 100;

    private static final int SEQUENCE_BITS = 28;
    private static final long SEQUENCE_MASK = (1L << SEQUENCE_BITS) - 1;

    /** Without a connection there are no registered topics: a short name serves (MQTT-SN 1.2 s.6.8). */
    static final TopicRef.ShortName SHORT_TOPIC = new TopicRef.ShortName('s' << 8 | 'n');

    // configuration
    private final NetworkLoop loop;
    private final LoadShape shape;
    private final DeliveryLedger ledger;
    private final double ratePerSecond;
    private final long countMax;
    private final byte[] payload;
    private final int run = ThreadLocalRandom.current().nextInt();

    // lives as long as the run
    private final long originNanos = System.nanoTime();
    private final Histogram latency = new Histogram(3);
    private final TreeMap<Integer, Integer> rejections = new TreeMap<>();
    private @Nullable Fleet fleet;
    private @Nullable Pace pace;
    private boolean running;
    private boolean measuring;
    private long measureFromNanos;
    private long sent;
    private long acknowledged;
    private long acknowledgedWhileMeasuring;
    private long sentWhileMeasuring;
    private long abandoned;
    private long notSent;
    private int nextDevice;

    /**
     * @param ratePerSecond messages due per second, all devices together; 0 keeps every window full instead
     * @param countMax messages in all; 0 is no limit
     */
    record Options(double ratePerSecond, long countMax, int payloadOctets) {}

    PublishLoad(NetworkLoop loop, LoadShape shape, Options options, DeliveryLedger ledger) {
        this.loop = loop;
        this.shape = shape;
        this.ledger = ledger;
        ratePerSecond = options.ratePerSecond();
        countMax = options.countMax() == 0 ? Long.MAX_VALUE : options.countMax();
        payload = new byte[Math.max(options.payloadOctets(), Stamp.OCTETS)];
    }

    int run() {
        return run;
    }

    @Override
    public Preparation preparation() {
        return shape.qos() == Qos.MINUS_ONE ? Preparation.NONE : Preparation.REGISTER;
    }

    void start(Fleet publishers) {
        fleet = publishers;
        running = true;
        if (ratePerSecond > 0) {
            Pace newPace = new Pace(loop, ratePerSecond, this::onDue, publishers::flush);
            pace = newPace;
            newPace.start();
        } else {
            long nowNanos = System.nanoTime();
            publishers.devices().forEach(device -> fill(device, nowNanos));
            publishers.flush();
        }
    }

    void startMeasuring() {
        measuring = true;
        measureFromNanos = System.nanoTime();
        if (pace != null) {
            pace.lateness().reset();
        }
    }

    void stopMeasuring() {
        measuring = false;
    }

    void stop() {
        running = false;
        if (pace != null) {
            pace.stop();
        }
    }

    boolean isComplete() {
        return sent >= countMax;
    }

    /** Messages that wait for their acknowledgement, or to be sent at all. */
    long outstanding() {
        long count = 0;
        if (fleet != null) {
            for (LoadDevice device : fleet.devices()) {
                count += device.device.outstandingMessages() + device.backlogNanos.size();
            }
        }
        return count;
    }

    private void onDue(long intendedNanos) {
        if (fleet == null || !mayStart()) {
            return;
        }
        LoadDevice device = fleet.devices().get(nextDevice);
        nextDevice = (nextDevice + 1) % fleet.devices().size();
        boolean isReady = !shape.qos().isAcknowledged() || isFree(device) && device.backlogNanos.isEmpty();
        if (isReady) {
            publish(device, intendedNanos, System.nanoTime());
        } else if (device.backlogNanos.size() < BACKLOG_MESSAGES_MAX) {
            device.backlogNanos.add(intendedNanos);
        } else {
            notSent++;
        }
    }

    private static boolean isFree(LoadDevice device) {
        return device.device.canPublish() && device.topic != null;
    }

    private boolean mayStart() {
        return running && sent < countMax;
    }

    /** Closed loop: fills the window. Open loop: sends what had to wait. */
    private void fill(LoadDevice device, long nowNanos) {
        while (isFree(device)) {
            Long waiting = device.backlogNanos.poll();
            if (waiting != null) {
                publish(device, waiting, nowNanos);
            } else if (ratePerSecond > 0 || !mayStart()) {
                return;
            } else {
                publish(device, nowNanos, nowNanos);
            }
        }
    }

    private void publish(LoadDevice device, long intendedNanos, long nowNanos) {
        TopicRef topic = shape.qos() == Qos.MINUS_ONE ? SHORT_TOPIC : device.topic;
        if (topic == null) {
            notSent++;
            return;
        }
        int sequence = device.nextSequence;
        Stamp stamp = new Stamp(run, device.index, sequence, intendedNanos);
        long token = (intendedNanos - originNanos) / 1_000 << SEQUENCE_BITS | sequence;
        ledger.onSent(device.index);
        device.nextSequence++;
        if (!device.device.publish(
                new OutgoingMessage(topic, shape.qos(), false, stamp.into(payload)), token, nowNanos)) {
            notSent++;
            return;
        }
        sent++;
        if (measuring) {
            sentWhileMeasuring++;
        }
    }

    @Override
    public void onReady(LoadDevice device, long nowNanos) {
        fill(device, nowNanos);
    }

    @Override
    public void onAcknowledged(LoadDevice device, long token, long nowNanos) {
        acknowledged++;
        ledger.onAcknowledged(device.index, (int) (token & SEQUENCE_MASK));
        if (measuring) {
            acknowledgedWhileMeasuring++;
        }
        long intendedNanos = originNanos + (token >>> SEQUENCE_BITS) * 1_000;
        if (measureFromNanos != 0 && intendedNanos - measureFromNanos >= 0) {
            latency.recordValue(Math.max(0, nowNanos - intendedNanos));
        }
        fill(device, nowNanos);
    }

    @Override
    public void onRejected(LoadDevice device, ReturnCode code, long nowNanos) {
        rejections.merge(code.value(), 1, Integer::sum);
        if (code.equals(ReturnCode.INVALID_TOPIC_ID) && fleet != null) {
            fleet.register(device, nowNanos);
            return;
        }
        loop.eventLoop().schedule(() -> resume(device), CONGESTION_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void resume(LoadDevice device) {
        fill(device, System.nanoTime());
        if (fleet != null) {
            fleet.flush();
        }
    }

    @Override
    public void onAbandoned(LoadDevice device, long nowNanos) {
        abandoned++;
    }

    /**
     * What the devices know.
     *
     * @param rejections count by return code
     * @param notSent due, and held back until the end or beyond the backlog
     */
    record Outcome(
            long sent,
            long acknowledged,
            long sentWhileMeasuring,
            long acknowledgedWhileMeasuring,
            long abandoned,
            long notSent,
            TreeMap<Integer, Integer> rejections,
            Histogram latency,
            @Nullable Histogram lateness) {}

    Outcome outcome() {
        return new Outcome(
                sent,
                acknowledged,
                sentWhileMeasuring,
                acknowledgedWhileMeasuring,
                abandoned,
                notSent,
                rejections,
                latency,
                pace == null ? null : pace.lateness());
    }
}
