package org.sngateway.simulator.crash;

import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.load.DirectTransport;
import org.sngateway.simulator.udp.NetworkLoop;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The devices of a crash test, each with a socket of its own. Public methods may be called from outside the loop. */
final class CrashFleet implements AutoCloseable {
    private static final long TICK_MILLIS = 5;
    private static final int STARTING_MAX = 50;
    private static final int EXAMPLES = 5;

    // configuration
    private final NetworkLoop loop;
    private final FleetShape shape;
    private final Names names;
    private final PromiseLedger uplinks;
    private final PromiseLedger commands;

    // lives as long as the run
    private final DirectTransport transport;
    private final List<CrashDevice> devices = new ArrayList<>();
    private final List<StartOver> startOvers = new ArrayList<>();
    private final TreeMap<Integer, Integer> refusals = new TreeMap<>();
    private final List<String> ownBugs = new ArrayList<>();
    private int started;
    private int ready;
    private int round;
    private boolean endedGateway;
    private boolean publishes;
    private long retransmissions;
    private long disturbances;

    CrashFleet(
            InetSocketAddress gateway, FleetShape shape, Names names, PromiseLedger uplinks, PromiseLedger commands) {
        this.shape = shape;
        this.names = names;
        this.uplinks = uplinks;
        this.commands = commands;
        loop = new NetworkLoop("crash-devices");
        transport = loop.call(() -> new DirectTransport(loop, gateway, shape.sources(), this::receive));
        loop.run(() -> {
            for (int i = 0; i < shape.devices(); i++) {
                devices.add(new CrashDevice(i, shape, transport.open(i), this));
            }
        });
        loop.eventLoop().scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    Names names() {
        return names;
    }

    PromiseLedger uplinks() {
        return uplinks;
    }

    PromiseLedger commands() {
        return commands;
    }

    /** Whether devices are to publish now. */
    boolean publishes() {
        return publishes;
    }

    private void receive(int index, SnMessage message, long nowNanos) {
        try {
            devices.get(index).onDatagram(message, nowNanos);
        } catch (RuntimeException ownBug) {
            ownBugs.add(ownBug.toString());
        }
    }

    private void tick() {
        long nowNanos = System.nanoTime();
        while (started < devices.size() && started - ready < STARTING_MAX) {
            devices.get(started++).device.connect(nowNanos);
        }
        for (int i = 0; i < started; i++) {
            try {
                devices.get(i).onTime(nowNanos);
            } catch (RuntimeException ownBug) {
                ownBugs.add(ownBug.toString());
            }
        }
        transport.flush();
    }

    void onFirstReady() {
        ready++;
    }

    void onStartOver(CrashDevice device, String cause) {
        boolean isExcused = endedGateway && shape.isClean(device.index) && !device.isSleeper();
        startOvers.add(new StartOver(round, device.index, cause, isExcused));
    }

    void onRefused(ReturnCode code) {
        refusals.merge(code.value(), 1, Integer::sum);
    }

    void onRetransmitted() {
        retransmissions++;
    }

    void onDisturbed() {
        disturbances++;
    }

    // ---- from outside the loop

    /** Waits until every device has connected, registered and subscribed once. */
    void awaitReady(long millisMax) {
        if (!Waiting.until(millisMax, () -> loop.call(() -> ready) == shape.devices())) {
            throw new CrashException("only " + loop.call(() -> ready) + " of " + shape.devices()
                    + " devices were ready after " + millisMax / 1_000 + " s; " + startOvers());
        }
    }

    void publish(boolean on) {
        loop.run(() -> publishes = on);
    }

    /** A round begins: what happens from now on is counted for it. */
    void onRound(int newRound, boolean endsGateway) {
        loop.run(() -> {
            round = newRound;
            endedGateway |= endsGateway;
        });
    }

    /** From now on {@link #servedNanos} counts. */
    void mark() {
        loop.run(() -> devices.forEach(device -> device.heardNanos = 0));
    }

    /** When the last device was first heard from since the mark; 0 when some have not been. */
    long servedNanos() {
        return loop.call(() -> {
            long latest = 0;
            for (CrashDevice device : devices) {
                if (device.heardNanos == 0 && !device.hasLeft()) {
                    return 0L;
                }
                latest = Math.max(latest, device.heardNanos);
            }
            return latest;
        });
    }

    /** How many devices have not been heard from since the mark. */
    long unserved() {
        return loop.call(() -> devices.stream()
                .filter(device -> device.heardNanos == 0 && !device.hasLeft())
                .count());
    }

    /** The first few of them. */
    List<String> unservedExamples() {
        return loop.call(() -> devices.stream()
                .filter(device -> device.heardNanos == 0 && !device.hasLeft())
                .limit(EXAMPLES)
                .map(CrashDevice::toString)
                .toList());
    }

    /** When this one device was first heard from since the mark, or 0. */
    long heardNanos(int device) {
        return loop.call(() -> devices.get(device).heardNanos);
    }

    void wake(int from, int to) {
        loop.run(() -> {
            long nowNanos = System.nanoTime();
            for (int i = from; i < Math.min(to, devices.size()); i++) {
                devices.get(i).wakeNow(nowNanos);
            }
            transport.flush();
        });
    }

    /** Wakes this device up, or repeats its PINGREQ. */
    void ping(int device) {
        loop.run(() -> {
            devices.get(device).ping(System.nanoTime());
            transport.flush();
        });
    }

    long asleep() {
        return loop.call(() -> devices.stream()
                .filter(device -> device.device.state() == DeviceState.ASLEEP)
                .count());
    }

    /** Every fourth active device disconnects or goes to sleep, as soon as it has nothing outstanding. */
    void leaveSome() {
        loop.run(() -> {
            long nowNanos = System.nanoTime();
            for (CrashDevice device : devices) {
                if (!device.isSleeper() && device.index % 8 < 2) {
                    device.leave(nowNanos);
                }
            }
            transport.flush();
        });
    }

    /** Those that had disconnected connect again. */
    void comeBack() {
        loop.run(() -> {
            long nowNanos = System.nanoTime();
            devices.forEach(device -> device.comeBack(nowNanos));
            transport.flush();
        });
    }

    long left() {
        return loop.call(() -> devices.stream().filter(CrashDevice::hasLeft).count());
    }

    int outstanding() {
        return loop.call(
                () -> devices.stream().mapToInt(CrashDevice::outstanding).sum());
    }

    List<StartOver> startOvers() {
        return loop.call(() -> List.copyOf(startOvers));
    }

    /** How often PUBLISH was refused, by return code. */
    Map<Integer, Integer> refusals() {
        return loop.call(() -> new TreeMap<>(refusals));
    }

    List<String> ownBugs() {
        return loop.call(() -> List.copyOf(ownBugs));
    }

    long retransmissions() {
        return loop.call(() -> retransmissions);
    }

    /** PUBLISH and REGISTER that came to a sleeping device. */
    long disturbances() {
        return loop.call(() -> disturbances);
    }

    /** Whether a command to this clean-session device may be lost: its session has begun anew after it was sent. */
    boolean hasBegunAnewSince(int device, long sentNanos) {
        return loop.call(() -> {
            boolean isCleanAndActive = shape.isClean(device) && !shape.isSleeper(device);
            return isCleanAndActive && devices.get(device).readyNanos - sentNanos > 0;
        });
    }

    @Override
    public void close() {
        loop.run(transport::close);
        loop.close();
    }
}
