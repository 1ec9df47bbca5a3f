package org.sngateway.simulator.load;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.udp.NetworkLoop;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** {@code bench conn}: devices connect, stay for a while with keep-alive, and leave. */
public final class ConnectBench {
    private static final int REHEARSAL_DEVICES = 500;

    private final BenchOptions options;

    public ConnectBench(BenchOptions options) {
        this.options = options;
    }

    /** Runs it, on the calling thread, to the end. */
    public BenchReport run() {
        try (NetworkLoop loop = new NetworkLoop("load")) {
            rehearse(loop);
            return run(loop);
        }
    }

    /** A few devices against a bare responder first, or the slow first calls of a new JVM would be measured. */
    private void rehearse(NetworkLoop loop) {
        LoadShape shape = options.shape().ofDevices(Math.min(options.shape().devices(), REHEARSAL_DEVICES));
        try (BareResponder responder = new BareResponder(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Fleet fleet = new Fleet(loop, responder.address(), shape, new Idle())) {
            BenchRun.connectAll(loop, fleet, options);
            BenchRun.leave(loop, fleet);
        }
    }

    private BenchReport run(NetworkLoop loop) {
        try (Fleet fleet = new Fleet(loop, options.gateway(), options.shape(), new Idle())) {
            Watch watch = new Watch(loop, options.gatewayPid());
            Pace pace = connect(loop, fleet);
            watch.stop();
            Watch hold = new Watch(loop, options.gatewayPid());
            BenchRun.pass(options.duration());
            hold.stop();
            BenchReport report = new BenchReport("conn: " + options.shape().devices() + " devices");
            report(report, loop, fleet, watch);
            reportHold(report, hold);
            report.put("connected_at_end", loop.call(fleet::connected));
            PublishBench.reportLateness(report, pace == null ? null : pace.lateness(), options.latenessMax());
            BenchRun.reportFleet(loop, fleet, report);
            BenchRun.leave(loop, fleet);
            return report;
        }
    }

    private @Nullable Pace connect(NetworkLoop loop, Fleet fleet) {
        if (options.ratePerSecond() == 0) {
            BenchRun.connectAll(loop, fleet, options);
            return null;
        }
        Pace pace = new Pace(loop, options.ratePerSecond(), intended -> connectNext(fleet, intended), fleet::flush);
        loop.run(pace::start);
        BenchRun.awaitReady(loop, fleet, options.connectTimeout());
        loop.run(pace::stop);
        return pace;
    }

    private static void connectNext(Fleet fleet, long intendedNanos) {
        if (fleet.started() < fleet.devices().size()) {
            fleet.connectNext(intendedNanos, System.nanoTime());
        }
    }

    private void report(BenchReport report, NetworkLoop loop, Fleet fleet, Watch watch) {
        report.put("connect_seconds", watch.seconds());
        report.put("connects_per_s", options.shape().devices() / watch.seconds());
        loop.run(() -> report.putLatency("connect", fleet.connectLatency));
        watch.report(report, options.shape().devices());
    }

    private static void reportHold(BenchReport report, Watch hold) {
        BenchReport idle = new BenchReport("hold");
        hold.report(idle, 1);
        report.put("hold_seconds", hold.seconds());
        copy(idle, report, "gateway_cpu_percent", "hold_gateway_cpu_percent");
        copy(idle, report, "gateway_rss_after_kib", "hold_gateway_rss_kib");
    }

    private static void copy(BenchReport from, BenchReport to, String name, String newName) {
        Double value = from.number(name);
        if (value != null) {
            to.put(newName, value);
        }
    }

    /** Devices that only keep their connection. */
    private static final class Idle implements FleetWork {
        @Override
        public Preparation preparation() {
            return Preparation.NONE;
        }
    }
}
