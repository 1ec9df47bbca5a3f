package org.sngateway.simulator.crash;

import java.util.ArrayList;
import java.util.List;

/** Takes the broker away for a while in which the devices go on: what was acknowledged meanwhile must arrive afterwards. */
public final class BrokerOutage {
    private static final long BEFORE_MILLIS = 2_000;

    private final CrashSettings settings;
    private final Shape shape;
    private final CrashReport report;

    /**
     * @param seconds how long the broker is away
     * @param killsGateway the gateway is killed and started again halfway
     * @param devicesLeave a quarter of the active devices disconnects or falls asleep after a third of the time
     * @param spoolMessages the spool's limit; 0 leaves it at its default. With a limit, congestion is expected
     */
    public record Shape(
            int devices,
            int seconds,
            int publishMillis,
            boolean killsGateway,
            boolean devicesLeave,
            int spoolMessages) {}

    public BrokerOutage(CrashSettings settings, Shape shape, CrashReport report) {
        this.settings = settings;
        this.shape = shape;
        this.report = report;
    }

    /** Runs to the end; the report says what was wrong. */
    public void run() {
        try (Site site = new Site(withSpool(), false);
                Load load =
                        new Load(site, Shapes.mixed(shape.devices(), 3_000, shape.publishMillis()), settings.seed())) {
            report.line("broker away for %d s, logs in %s", shape.seconds(), settings.folder());
            load.begin();
            Waiting.pass(BEFORE_MILLIS);
            load.onRound(1, shape.killsGateway(), true);
            site.broker.stop();
            long before = load.uplinks.promised();
            long awayNanos = System.nanoTime();
            passOutage(load);
            long taken = load.uplinks.promised() - before;
            long owed = load.uplinks.owed();
            double seconds = (System.nanoTime() - awayNanos) / 1e9;
            load.onRound(2, false, true);
            site.broker.start();
            report.line(
                    "away for %.1f s: %d uplinks acknowledged (%.0f/s), %d of them not with the subscriber yet",
                    seconds, taken, taken / seconds, owed);
            drain(load);
            load.fleet.comeBack();
            load.calm();
            conclude(load, load.judge(report), taken);
        }
    }

    private CrashSettings withSpool() {
        if (shape.spoolMessages() == 0) {
            return settings;
        }
        List<String> options = new ArrayList<>(settings.settings());
        options.add("broker.spool.max_messages=" + shape.spoolMessages());
        return new CrashSettings(
                settings.gatewayJar(),
                settings.folder(),
                settings.mqttVersion(),
                settings.seed(),
                settings.jvmOptions(),
                options);
    }

    private void passOutage(Load load) {
        long thirdMillis = shape.seconds() * 1_000L / 3;
        Waiting.pass(thirdMillis);
        if (shape.devicesLeave()) {
            for (int i = 0; i < 50; i++) {
                load.fleet.leaveSome();
                Waiting.pass(20);
            }
            report.line("%d devices have disconnected or fallen asleep", load.fleet.left());
        }
        Waiting.pass(thirdMillis / 2);
        if (shape.killsGateway()) {
            load.site.gateway.kill();
            load.site.startGateway();
            report.line("the gateway was killed and is back");
        }
        Waiting.pass(thirdMillis + thirdMillis / 2);
    }

    private void drain(Load load) {
        long upNanos = System.nanoTime();
        long owed = load.uplinks.owed();
        if (Waiting.until(60_000, () -> load.uplinks.owedSince(upNanos) == 0)) {
            report.line(
                    "all of them had arrived %.0f ms after the broker was back",
                    CrashReport.millis(System.nanoTime() - upNanos));
        } else {
            report.line("of %d owed, %d have not arrived after a minute", owed, load.uplinks.owedSince(upNanos));
        }
    }

    private void conclude(Load load, PromiseLedger.Verdict uplinks, long taken) {
        if (shape.spoolMessages() > 0) {
            if (load.refused() == 0) {
                report.fail("with a spool of %d messages nothing was refused", shape.spoolMessages());
            }
            return;
        }
        if (load.refused() > 0 || uplinks.sent() != uplinks.promised()) {
            report.fail(
                    "of %d messages %d were acknowledged and %d refused",
                    uplinks.sent(), uplinks.promised(), load.refused());
        }
        if (taken == 0) {
            report.fail("nothing was acknowledged while the broker was away");
        }
    }
}
