package org.sngateway.simulator.demo;

/** A room in the sun with an air conditioner: warms up while that is off and cools down while it is on. One thread. */
final class Room {
    private static final double WARMS_PER_SECOND = 0.1;
    private static final double COOLS_PER_SECOND = 0.25;
    private static final double WARMEST = 33;
    private static final double COLDEST = 22;
    private static final double NANOS = 1e9;

    private double degrees;
    private boolean isCooled;
    private long sinceNanos;

    Room(double degrees, long nowNanos) {
        this.degrees = degrees;
        sinceNanos = nowNanos;
    }

    double degrees(long nowNanos) {
        double seconds = (nowNanos - sinceNanos) / NANOS;
        return isCooled
                ? Math.max(COLDEST, degrees - COOLS_PER_SECOND * seconds)
                : Math.min(WARMEST, degrees + WARMS_PER_SECOND * seconds);
    }

    boolean isCooled() {
        return isCooled;
    }

    void cool(boolean on, long nowNanos) {
        degrees = degrees(nowNanos);
        sinceNanos = nowNanos;
        isCooled = on;
    }
}
