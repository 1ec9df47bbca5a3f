package org.sngateway.simulator.fleet;

/** Somebody who watches a run. Called on the site's thread. */
@FunctionalInterface
public interface RunListener {
    /** A second of the run's own time has passed. */
    void onSecond(Progress progress);
}
