package org.sngateway.simulator.fleet;

import org.sngateway.simulator.fleet.port.SiteClock;

/** The site's clock, and the times of this run on it. */
final class RunClock {
    private final SiteClock site;
    private final long endNanos;
    private boolean trafficOver;

    /** @param endNanos of traffic */
    RunClock(SiteClock site, long endNanos) {
        this.site = site;
        this.endNanos = endNanos;
    }

    SiteClock site() {
        return site;
    }

    long nowNanos() {
        return site.nowNanos();
    }

    void at(long nanos, Runnable task) {
        site.at(nanos, task);
    }

    long endNanos() {
        return endNanos;
    }

    boolean isTrafficOver() {
        return trafficOver;
    }

    void endTraffic() {
        trafficOver = true;
    }
}
