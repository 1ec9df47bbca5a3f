package org.sngateway.simulator.fleet;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.fleet.port.BrokerSide;
import org.sngateway.simulator.fleet.port.Site;
import org.sngateway.simulator.fleet.port.SiteClock;
import org.sngateway.simulator.fleet.port.SiteException;
import org.sngateway.simulator.measure.RunResult;
import org.sngateway.simulator.scenario.FleetSpec;
import org.sngateway.simulator.scenario.Scenario;

import java.util.List;

/**
 * One run of a scenario at a site. Everything happens on the site's thread while {@link #run} waits; {@link #stop} may come
 * from any thread. The run itself is used once.
 *
 * <p>What it does, in this order: the broker's side subscribes; devices are switched on, publish and receive, and the
 * timeline happens; traffic ends, and what is under way may still arrive; counting ends; the gateway is asked whether it is
 * alive, and the devices take their leave.
 */
public final class FleetRun {
    /** A simulator that was later than this (99 % of its tasks) has measured itself. */
    public static final long LAG_P99_NANOS_MAX = 50 * Times.MILLI;

    /** The broker must have granted the subscriptions by then. */
    private static final long SUBSCRIBE_NANOS_MAX = 30 * Times.SECOND;
    /** Sockets are opened in this time, each device's. */
    private static final long OPEN_NANOS = Times.MILLI / 2;
    /** Duplicates, and what nobody acknowledges, get at least this long to arrive. */
    private static final long SETTLE_NANOS_MIN = 2 * Times.SECOND;

    private static final long SILENCE_NANOS_MAX = 60 * Times.SECOND;
    private static final int SILENT_BUDGETS = 3;
    private static final int LEAVING_AT_ONCE = 100;
    private static final long LEAVING_PAUSE_NANOS = 10 * Times.MILLI;
    private static final int RUN_BITS = 0xFF_FFFF;

    private final Scenario scenario;
    private final Site site;
    private final RunListener listener;
    private final long lagNanosMax;
    private final SiteClock clock;

    // of the run
    private volatile boolean stopped;
    private Phase phase = Phase.PREPARING;
    private boolean over;
    private @Nullable SiteException failure;
    private @Nullable Recorder recorder;
    private @Nullable RunClock runClock;
    private int filtersGranted;
    private long secondsPassed;
    private long measuredUntilNanos;
    private @Nullable Boolean gatewayAlive;
    private boolean unsettled;
    private Progress.Messages before = new Progress.Messages(0, 0, 0, 0, 0, 0, 0);

    /** A run that is invalid when the simulator was later than {@link #LAG_P99_NANOS_MAX}. */
    public FleetRun(Scenario scenario, Site site, RunListener listener) {
        this(scenario, site, listener, LAG_P99_NANOS_MAX);
    }

    /** @param lagNanosMax how late the simulator may be, at the 99th percentile, before the run is invalid */
    public FleetRun(Scenario scenario, Site site, RunListener listener, long lagNanosMax) {
        this.scenario = scenario;
        this.site = site;
        this.listener = listener;
        this.lagNanosMax = lagNanosMax;
        clock = site.clock();
    }

    /** Ends traffic now, without waiting for anything; {@link #run} returns a result that says so. From any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Runs the scenario to its end.
     *
     * <p>Of {@link RunResult.Info} it fills in what it knows; versions, dates, the machine and the time on the wall are
     * the caller's, see {@link RunResult#withInfo}.
     *
     * @throws SiteException when it cannot take place: the scenario asks for what this site has not, the broker does not
     *     answer, or no device ever got an answer
     */
    public RunResult run() {
        Timeline.check(scenario, site.programs());
        if (!scenario.downlinks().isEmpty() && site.broker() == null) {
            throw new SiteException("This scenario publishes to devices, so it has to be told where the broker is.");
        }
        clock.at(clock.nowNanos(), this::prepare);
        site.run(() -> over || stopped);
        SiteException failed = failure;
        if (failed != null) {
            throw failed;
        }
        Recorder books = recorder;
        if (books == null) {
            throw new SiteException("The run was stopped before it began.");
        }
        if (phase != Phase.LEAVING) {
            endMeasuring(books);
        }
        RunOutcome.Facts facts = new RunOutcome.Facts(
                measuredUntilNanos, gatewayAlive, clock.lateness(), lagNanosMax, stopped, unsettled);
        return new RunOutcome(scenario, books, facts).result();
    }

    private void fail(String sentence) {
        failure = new SiteException(sentence);
        over = true;
    }

    // before

    private void prepare() {
        BrokerSide broker = site.broker();
        List<String> filters = broker == null ? List.of() : WatchedTopics.of(scenario);
        if (broker == null || filters.isEmpty()) {
            begin(false);
            return;
        }
        for (String filter : filters) {
            broker.subscribe(filter, new Watching(), () -> {
                if (++filtersGranted == filters.size() && recorder == null) {
                    begin(true);
                }
            });
        }
        clock.at(clock.nowNanos() + SUBSCRIBE_NANOS_MAX, () -> {
            if (recorder == null) {
                fail("The broker did not grant the subscription to " + filters.get(0) + " within "
                        + Timeline.text(SUBSCRIBE_NANOS_MAX) + ".");
            }
        });
    }

    /** What the broker's watching client sees. */
    private final class Watching implements BrokerSide.Listener {
        @Override
        public void onMessage(String topic, Octets payload, Qos qos, boolean isRetained) {
            Recorder books = recorder;
            if (books != null && !isRetained) {
                books.atBroker(payload, clock.nowNanos());
            }
        }

        @Override
        public void onConnection(boolean isConnected) {
            Recorder books = recorder;
            if (books != null) {
                books.watcherConnection(isConnected, clock.nowNanos());
            }
        }
    }

    private void begin(boolean isWatched) {
        long nowNanos = clock.nowNanos();
        long startNanos = nowNanos + Times.SECOND + scenario.devices() * OPEN_NANOS;
        int run = (int) Chance.mix(scenario.seed() ^ nowNanos) & RUN_BITS;
        Recorder books = new Recorder(run, startNanos, scenario.durationNanos() + scenario.settleNanos());
        books.watcher = isWatched ? Recorder.Watcher.PRESENT : Recorder.Watcher.ABSENT;
        RunClock own = new RunClock(clock, startNanos + scenario.durationNanos());
        FleetDevice.Parts parts = new FleetDevice.Parts(own, books, scenario.seed());
        Cast cast = new Cast(scenario, site, parts);
        try {
            cast.build();
        } catch (SiteException impossible) {
            failure = impossible;
            over = true;
            return;
        }
        recorder = books;
        runClock = own;
        BrokerSide broker = site.broker();
        if (broker != null) {
            cast.downlinks(broker).forEach(Downlinks::start);
        }
        new Timeline(scenario, parts, site).start();
        clock.at(startNanos, () -> phase = Phase.TRAFFIC);
        clock.at(startNanos + Times.SECOND, () -> second(books));
        clock.at(own.endNanos(), () -> endTraffic(books, own));
        books.fleets.forEach(fleet -> expectAnswer(fleet, books));
    }

    /** A gateway that says nothing to anybody is not there. */
    private void expectAnswer(Fleet fleet, Recorder books) {
        FleetSpec spec = fleet.spec();
        if (spec.connect() == null || spec.count() == 0) {
            return;
        }
        long budget = spec.retry().intervalNanos() * (spec.retry().count() + 1);
        long bound = Math.max(budget, Math.min(SILENCE_NANOS_MAX, SILENT_BUDGETS * budget));
        clock.at(fleet.startNanos[0] + bound, () -> {
            if (!books.hasHeardFromGateway()) {
                fail(silence(bound));
            }
        });
    }

    private String silence(long nanos) {
        return "No device got any answer from the gateway at "
                + scenario.target().gatewayHost() + ":"
                + scenario.target().gatewayPort() + " within " + Timeline.text(nanos)
                + ": is it running, and does it listen there?";
    }

    // while it goes on

    private void second(Recorder books) {
        if (over || phase == Phase.LEAVING) {
            return;
        }
        long nowNanos = books.startNanos() + ++secondsPassed * Times.SECOND;
        if (secondsPassed % books.series.intervalSeconds() == 0) {
            books.series.endInterval(books.devices(), clock.lateness().max());
        }
        tell(books);
        if (phase == Phase.SETTLING) {
            settle(books);
        }
        clock.at(nowNanos + Times.SECOND, () -> second(books));
    }

    private void tell(Recorder books) {
        Progress.Messages now = books.messages();
        listener.onSecond(new Progress(
                phase,
                clock.nowNanos() - books.startNanos(),
                scenario.durationNanos(),
                books.devices(),
                now.minus(before),
                now,
                clock.lateness().p99()));
        before = now;
    }

    private void endTraffic(Recorder books, RunClock own) {
        own.endTraffic();
        phase = Phase.SETTLING;
        settle(books);
    }

    private void settle(Recorder books) {
        long waited = clock.nowNanos() - books.startNanos() - scenario.durationNanos();
        boolean isSettled = books.isSettled(clock.nowNanos());
        if (isSettled && waited >= SETTLE_NANOS_MIN || waited >= scenario.settleNanos()) {
            unsettled = !isSettled;
            endMeasuring(books);
            if (!books.hasHeardFromGateway() && scenario.fleets().stream().anyMatch(fleet -> fleet.connect() != null)) {
                fail(silence(clock.nowNanos() - books.startNanos()));
                return;
            }
            leave(books);
        }
    }

    // at the end

    private void endMeasuring(Recorder books) {
        measuredUntilNanos = clock.nowNanos();
        if (secondsPassed % books.series.intervalSeconds() != 0) {
            books.series.endInterval(books.devices(), clock.lateness().max());
        }
        books.fleets.forEach(fleet -> fleet.devices.forEach(FleetDevice::close));
        books.freeze();
        phase = Phase.LEAVING;
    }

    private void leave(Recorder books) {
        RunClock own = runClock;
        if (own == null) {
            throw new IllegalStateException("left before it began");
        }
        new LifeSign(own, site.wire(), books.run, isAlive -> {
                    gatewayAlive = isAlive;
                    List<FleetDevice> all = books.fleets.stream()
                            .flatMap(fleet -> fleet.devices.stream())
                            .toList();
                    leave(all, 0);
                })
                .ask();
    }

    private void leave(List<FleetDevice> devices, int first) {
        int end = Math.min(devices.size(), first + LEAVING_AT_ONCE);
        devices.subList(first, end).forEach(FleetDevice::leave);
        clock.at(clock.nowNanos() + LEAVING_PAUSE_NANOS, () -> {
            if (end == devices.size()) {
                over = true;
            } else {
                leave(devices, end);
            }
        });
    }
}
