package org.sngateway.simulator.fleet.port;

/** Time, and tasks on the site's only thread. Everything a fleet does happens in such tasks. */
public interface SiteClock {
    long nowNanos();

    /** Runs {@code task} at this time, or as soon as possible when it is past; in order of time, then of this call. */
    void at(long nanos, Runnable task);

    /** How late tasks have been so far; always nothing in virtual time. */
    Lateness lateness();

    /** In nanoseconds. */
    interface Lateness {
        long p99();

        long max();
    }
}
