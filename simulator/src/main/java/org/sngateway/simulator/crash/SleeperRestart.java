package org.sngateway.simulator.crash;

/** Kills a gateway that has many sleeping sessions, and measures how soon it serves them again. */
public final class SleeperRestart {
    private static final long SERVED_MILLIS_MAX = 60_000;
    private static final int WAKES_AT_ONCE = 200;
    private static final int TIMES = 3;

    private final CrashSettings settings;
    private final Shape shape;
    private final CrashReport report;

    /** @param millisMax longest time from the start of the process to the first PINGRESP */
    public record Shape(int devices, long millisMax) {}

    public SleeperRestart(CrashSettings settings, Shape shape, CrashReport report) {
        this.settings = settings;
        this.shape = shape;
        this.report = report;
    }

    /** Runs to the end; the report says what was wrong. */
    public void run() {
        try (Site site = new Site(settings, false);
                Load load = new Load(site, Shapes.asleep(shape.devices()), settings.seed())) {
            if (!Waiting.until(SERVED_MILLIS_MAX, () -> load.fleet.asleep() == shape.devices())) {
                throw new CrashException("only " + load.fleet.asleep() + " devices fell asleep");
            }
            report.line("%d devices asleep, each with 2 topic ids and 1 or 2 subscriptions", shape.devices());
            report.line("restart  started ms  first PINGRESP ms  all connections ms");
            for (int i = 1; i <= TIMES; i++) {
                restart(load, i);
            }
            wakeAll(load);
            load.judge(report);
        }
    }

    private void restart(Load load, int number) {
        load.onRound(number, true, false);
        load.site.gateway.kill();
        long connectionsBefore = load.site.broker.connections();
        load.fleet.mark();
        GatewayProgram gateway = load.site.gateway;
        gateway.launch();
        PingProbe probe = new PingProbe(load.fleet);
        probe.start();
        gateway.awaitStarted();
        probe.awaitAnswer(SERVED_MILLIS_MAX);
        boolean areUp = Waiting.until(
                SERVED_MILLIS_MAX, () -> load.site.broker.connections() - connectionsBefore >= shape.devices());
        double allMillis = CrashReport.millis(System.nanoTime() - gateway.launchedNanos());
        double firstMillis = CrashReport.millis(probe.answeredNanos() - gateway.launchedNanos());
        report.line(
                "%7d  %10.0f  %17.0f  %18s",
                number,
                CrashReport.millis(gateway.startedNanos() - gateway.launchedNanos()),
                firstMillis,
                areUp ? String.format("%.0f", allMillis) : "not within a minute");
        if (firstMillis > shape.millisMax()) {
            report.fail("the first PINGRESP took %.0f ms, allowed are %d", firstMillis, shape.millisMax());
        }
        if (!areUp) {
            report.fail("not all connections to the broker came back");
        }
    }

    private void wakeAll(Load load) {
        load.fleet.mark();
        for (int from = 0; from < shape.devices(); from += WAKES_AT_ONCE) {
            load.fleet.wake(from, from + WAKES_AT_ONCE);
            Waiting.pass(20);
        }
        if (!Waiting.until(SERVED_MILLIS_MAX, () -> load.fleet.unserved() == 0)) {
            report.fail("%d sleepers were not answered", load.fleet.unserved());
        }
        Waiting.until(SERVED_MILLIS_MAX, () -> load.fleet.asleep() == shape.devices());
    }
}
