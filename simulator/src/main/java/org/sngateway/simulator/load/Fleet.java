package org.sngateway.simulator.load;

import org.HdrHistogram.Histogram;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.DeviceOptions;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.udp.NetworkLoop;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The devices of a run on one loop: connects them, keeps their deadlines, reconnects whom it loses, disconnects them.
 * Everything but the constructor and {@link #close} runs on the loop's thread.
 */
public final class Fleet implements AutoCloseable {
    private static final long DEADLINE_CHECK_MILLIS = 20;
    private static final long RECONNECT_MILLIS = 1_000;
    private static final int RETRIES_MAX = 3;

    // configuration
    private final NetworkLoop loop;
    private final LoadShape shape;
    private final FleetWork work;

    // lives as long as the run
    private final List<LoadDevice> devices = new ArrayList<>();
    private final DeviceTransport transport;
    private final CompletableFuture<Integer> allReady = new CompletableFuture<>();
    private final CompletableFuture<Integer> allGone = new CompletableFuture<>();
    final Histogram connectLatency = new Histogram(3);
    final TreeMap<String, Integer> failures = new TreeMap<>();
    long retransmissions;
    long strays;
    private int started;
    private int ready;
    private int connectsOutstandingMax;
    private boolean leaving;
    private int gone;

    public Fleet(NetworkLoop loop, InetSocketAddress gateway, LoadShape shape, FleetWork work) {
        this.loop = loop;
        this.shape = shape;
        this.work = work;
        transport = loop.call(() -> shape.forwarders() == 0
                ? new DirectTransport(loop, gateway, shape.sources(), this::receive)
                : new ForwarderTransport(loop, gateway, shape, this::receive));
        loop.run(this::populate);
        loop.eventLoop()
                .scheduleWithFixedDelay(
                        this::checkDeadlines, DEADLINE_CHECK_MILLIS, DEADLINE_CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void populate() {
        for (int i = 0; i < shape.devices(); i++) {
            DeviceOptions options = DeviceOptions.of(shape.clientIdPrefix() + i)
                    .withKeepAliveSeconds(shape.keepAliveSeconds())
                    .withRetries(shape.retryNanos(), RETRIES_MAX)
                    .withWindowMessagesMax(shape.windowMessagesMax());
            devices.add(new LoadDevice(i, options, transport.open(i), this));
        }
    }

    LoadShape shape() {
        return shape;
    }

    FleetWork work() {
        return work;
    }

    List<LoadDevice> devices() {
        return devices;
    }

    int ready() {
        return ready;
    }

    long malformed() {
        return transport.malformed();
    }

    void flush() {
        transport.flush();
    }

    /** Completes when every device has been connected and prepared once. */
    CompletableFuture<Integer> allReady() {
        return allReady;
    }

    private void receive(int index, SnMessage message, long nowNanos) {
        try {
            devices.get(index).device.onMessage(message, nowNanos);
        } catch (RuntimeException ownBug) {
            onOwnBug(ownBug);
        }
    }

    /** One device's failure by our own fault must not stop the others, but fails the run. */
    private void onOwnBug(RuntimeException ownBug) {
        failures.merge("internal error: " + ownBug, 1, Integer::sum);
    }

    private void checkDeadlines() {
        long nowNanos = System.nanoTime();
        for (int i = 0; i < started; i++) {
            LoadDevice device = devices.get(i);
            try {
                if (device.device.nextDeadlineNanos() <= nowNanos) {
                    device.device.onTime(nowNanos);
                }
            } catch (RuntimeException ownBug) {
                onOwnBug(ownBug);
            }
        }
        flush();
    }

    /** Connects with at most so many CONNECTs outstanding. */
    void connectWindowed(int outstandingMax) {
        connectsOutstandingMax = outstandingMax;
        connectMore(System.nanoTime());
        flush();
    }

    private void connectMore(long nowNanos) {
        while (started < devices.size() && started - ready < connectsOutstandingMax) {
            connectNext(nowNanos, nowNanos);
        }
    }

    /** Connects the next device; latency counts from {@code intendedNanos}. */
    void connectNext(long intendedNanos, long nowNanos) {
        LoadDevice device = devices.get(started++);
        device.connectNanos = intendedNanos;
        device.device.connect(nowNanos);
    }

    int started() {
        return started;
    }

    void onConnected(LoadDevice device, long nowNanos) {
        connectLatency.recordValue(Math.max(0, nowNanos - device.connectNanos));
        String topic = shape.topic(device.index);
        switch (work.preparation()) {
            case REGISTER -> register(device, nowNanos);
            case SUBSCRIBE -> device.device.subscribe(new TopicRef.Named(Octets.ofUtf8(topic)), shape.qos(), nowNanos);
            case NONE -> onReady(device, nowNanos);
        }
    }

    /** Asks for the id of the device's topic; it has none to publish to until the answer. */
    void register(LoadDevice device, long nowNanos) {
        device.topic = null;
        device.device.register(shape.topic(device.index), nowNanos);
    }

    void onReady(LoadDevice device, long nowNanos) {
        if (!device.wasReady) {
            device.wasReady = true;
            ready++;
            connectMore(nowNanos);
            if (ready == devices.size()) {
                allReady.complete(ready);
            }
        }
        work.onReady(device, nowNanos);
    }

    void onConnectFailed(LoadDevice device, String reason, long nowNanos) {
        failures.merge(reason, 1, Integer::sum);
        if (leaving) {
            onDisconnected(device);
            return;
        }
        loop.eventLoop().schedule(() -> reconnect(device), RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void reconnect(LoadDevice device) {
        if (!leaving && device.device.state() == DeviceState.OFFLINE) {
            device.connectNanos = System.nanoTime();
            device.device.connect(device.connectNanos);
            flush();
        }
    }

    void onRefused(LoadDevice device, String reason, long nowNanos) {
        failures.merge(reason, 1, Integer::sum);
        device.device.disconnect(nowNanos);
    }

    int connected() {
        int count = 0;
        for (LoadDevice device : devices) {
            count += device.device.state() == DeviceState.ACTIVE ? 1 : 0;
        }
        return count;
    }

    /** Disconnects all in slices, so that the answers do not overrun the sockets; completes when all have answered. */
    CompletableFuture<Integer> disconnectAll() {
        leaving = true;
        disconnectFrom(0);
        return allGone;
    }

    private void disconnectFrom(int first) {
        long nowNanos = System.nanoTime();
        int end = Math.min(first + 100, devices.size());
        for (int i = first; i < end; i++) {
            devices.get(i).device.disconnect(nowNanos);
        }
        flush();
        if (end < devices.size()) {
            loop.eventLoop().schedule(() -> disconnectFrom(end), 10, TimeUnit.MILLISECONDS);
        } else {
            checkGone();
        }
    }

    void onDisconnected(LoadDevice device) {
        checkGone();
    }

    private void checkGone() {
        if (!leaving) {
            return;
        }
        while (gone < devices.size() && devices.get(gone).device.state() == DeviceState.OFFLINE) {
            gone++;
        }
        if (gone == devices.size()) {
            allGone.complete(gone);
        }
    }

    @Override
    public void close() {
        loop.run(transport::close);
    }
}
