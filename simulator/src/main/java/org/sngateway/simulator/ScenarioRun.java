package org.sngateway.simulator;

import org.jspecify.annotations.Nullable;
import org.sngateway.simulator.fleet.FleetRun;
import org.sngateway.simulator.fleet.Progress;
import org.sngateway.simulator.fleet.RunListener;
import org.sngateway.simulator.fleet.port.Site;
import org.sngateway.simulator.fleet.port.SiteException;
import org.sngateway.simulator.measure.RunResult;
import org.sngateway.simulator.scenario.Scenario;
import org.sngateway.simulator.site.GatewayMetrics;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** One run of a scenario at a site, with what only the outside knows of it. {@link #stop} may come from any thread. */
final class ScenarioRun {
    private static final long SCRAPE_SECONDS = 2;

    private final Scenario scenario;
    private final RunListener listener;
    private final long lagNanosMax;
    private final AtomicReference<@Nullable FleetRun> run = new AtomicReference<>();
    private final @Nullable GatewayMetrics metrics;
    private volatile boolean isStopped;

    ScenarioRun(Scenario scenario, RunListener listener, long lagNanosMax) {
        this.scenario = scenario;
        this.listener = listener;
        this.lagNanosMax = lagNanosMax;
        String url = scenario.target().metricsUrl();
        try {
            metrics = url == null ? null : new GatewayMetrics(url);
        } catch (IllegalArgumentException wrong) {
            throw new SiteException("The gateway's metrics are at http://host:port/path, not " + url + ".", wrong);
        }
    }

    void stop() {
        isStopped = true;
        FleetRun going = run.get();
        if (going != null) {
            going.stop();
        }
    }

    /** Runs it to the end; {@code isVirtual}: the site's time is not ours, and its gateway has no metrics to ask for. */
    RunResult at(Site site, boolean isVirtual) {
        FleetRun going = new FleetRun(
                scenario,
                site,
                isVirtual || metrics == null ? listener : progress -> scrape(metrics, progress),
                lagNanosMax);
        run.set(going);
        if (isStopped) {
            throw new SiteException("The run was stopped before it began.");
        }
        Instant started = Instant.now();
        long startNanos = System.nanoTime();
        RunResult result = going.run();
        double wallSeconds = (System.nanoTime() - startNanos) / 1e9;
        GatewayMetrics heard = isVirtual ? null : metrics;
        RunResult whole = heard == null ? result : heard.into(result);
        RunResult.Info info = whole.info();
        return whole.withInfo(new RunResult.Info(
                version(),
                info.scenario(),
                info.summary(),
                info.text(),
                info.seed(),
                info.devices(),
                isVirtual,
                started,
                info.seconds(),
                wallSeconds,
                isVirtual ? "the engine of this build, in virtual time" : info.gateway(),
                heard == null ? null : heard.version(),
                Machine.line()));
    }

    private void scrape(GatewayMetrics from, Progress progress) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(progress.elapsedNanos());
        if (seconds % SCRAPE_SECONDS == 0) {
            from.sample(progress.elapsedNanos() / 1e9);
        }
        listener.onSecond(progress);
    }

    static String version() {
        String packaged = ScenarioRun.class.getPackage().getImplementationVersion();
        return packaged == null ? "development" : packaged;
    }
}
