package org.sngateway.simulator.crash;

/** The PINGREQ of one sleeper, repeated every few milliseconds until it is answered. */
final class PingProbe {
    private static final int DEVICE = 0;
    private static final long EVERY_MILLIS = 10;

    private final CrashFleet fleet;
    private final Thread thread;
    private volatile boolean stopped;

    PingProbe(CrashFleet fleet) {
        this.fleet = fleet;
        thread = new Thread(this::ping, "crash-probe");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void ping() {
        while (!stopped && answeredNanos() == 0) {
            fleet.ping(DEVICE);
            Waiting.pass(EVERY_MILLIS);
        }
    }

    long answeredNanos() {
        return fleet.heardNanos(DEVICE);
    }

    void awaitAnswer(long millisMax) {
        boolean isAnswered = Waiting.until(millisMax, () -> answeredNanos() != 0);
        stopped = true;
        if (!isAnswered) {
            throw new CrashException("a PINGREQ stayed without an answer for " + millisMax / 1_000 + " s");
        }
    }
}
