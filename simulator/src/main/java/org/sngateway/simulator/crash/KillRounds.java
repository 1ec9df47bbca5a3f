package org.sngateway.simulator.crash;

import java.util.Random;

/** Kills gateway and broker again and again under load, at random moments, and asks at the end what became of it all. */
public final class KillRounds {
    private static final int DOWN_MILLIS_MAX = 700;
    private static final int RUN_MILLIS_MIN = 150;
    private static final int HASTY_EVERY = 3;
    private static final long SERVED_MILLIS_MAX = 20_000;

    // configuration
    private final CrashSettings settings;
    private final Shape shape;
    private final CrashReport report;

    // lives as long as the run
    private final Random random;

    /**
     * @param rounds kills in all
     * @param runMillisMax longest time from being up to the next kill
     * @param wakeMillisMax longest time from one wake-up of a sleeper to the next; the shortest is two fifths of it
     */
    public record Shape(int rounds, int devices, KillPlan plan, int wakeMillisMax, int runMillisMax) {}

    public KillRounds(CrashSettings settings, Shape shape, CrashReport report) {
        this.settings = settings;
        this.shape = shape;
        this.report = report;
        random = new Random(settings.seed());
    }

    /** Runs to the end; the report says what was wrong. */
    public void run() {
        FleetShape fleetShape = Shapes.mixed(shape.devices(), shape.wakeMillisMax());
        try (Site site = new Site(settings, shape.plan().killsBroker());
                Load load = new Load(site, fleetShape, settings.seed())) {
            report.line(
                    "%d devices, %d of them asleep, seed %d, logs in %s",
                    shape.devices(), fleetShape.sleepers(), settings.seed(), settings.folder());
            report.line("round  killed       after ms  down ms  outage ms  all served ms  start-overs  promised");
            load.begin();
            for (int round = 1; round <= shape.rounds(); round++) {
                round(load, round);
            }
            load.calm();
            load.judge(report);
        }
    }

    private void round(Load load, int round) {
        KillKind kind = shape.plan().draw(random);
        int runMillis = RUN_MILLIS_MIN + random.nextInt(shape.runMillisMax());
        int downMillis = random.nextInt(DOWN_MILLIS_MAX);
        boolean brokerFirst = random.nextBoolean();
        boolean isHasty = random.nextInt(HASTY_EVERY) == 0 && round < shape.rounds();
        int startOversBefore = load.fleet.startOvers().size();
        load.onRound(round, kind.endsGateway, kind.endsBroker);
        Waiting.pass(runMillis);
        long killedNanos = System.nanoTime();
        end(load, kind, brokerFirst);
        Waiting.pass(downMillis);
        load.fleet.mark();
        restart(load.site, kind, brokerFirst);
        long upNanos = System.nanoTime();
        long servedNanos = isHasty ? 0 : awaitServed(load, round);
        report.line(
                "%5d  %-11s  %8d  %7d  %9.0f  %13s  %11d  %8d",
                round,
                kind,
                runMillis,
                downMillis,
                CrashReport.millis(upNanos - killedNanos),
                servedNanos == 0 ? "-" : String.format("%.0f", CrashReport.millis(Math.max(0, servedNanos - upNanos))),
                load.fleet.startOvers().size() - startOversBefore,
                load.uplinks.promised() + load.commands.promised());
    }

    private static void end(Load load, KillKind kind, boolean brokerFirst) {
        Site site = load.site;
        if (kind.endsGateway && !brokerFirst) {
            site.gateway.kill();
        }
        if (kind.killsBroker) {
            site.broker.kill();
            load.lossWindows.add(site.broker.savedNanos(), System.nanoTime());
        } else if (kind.endsBroker) {
            site.broker.stop();
        }
        if (kind.endsGateway && brokerFirst) {
            site.gateway.kill();
        }
    }

    private static void restart(Site site, KillKind kind, boolean brokerFirst) {
        if (kind.endsGateway) {
            site.gateway.launch();
        }
        if (kind.endsBroker && brokerFirst) {
            site.broker.start();
        }
        if (kind.endsGateway) {
            site.gateway.awaitStarted();
        }
        if (kind.endsBroker && !brokerFirst) {
            site.broker.start();
        }
    }

    private long awaitServed(Load load, int round) {
        if (!Waiting.until(SERVED_MILLIS_MAX, () -> load.fleet.servedNanos() != 0)) {
            report.fail(
                    "%d devices were not served after round %d: %s",
                    load.fleet.unserved(), round, load.fleet.unservedExamples());
        }
        return load.fleet.servedNanos();
    }
}
