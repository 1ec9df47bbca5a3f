package org.sngateway.gateway.session;

/** A rate limit with a burst: {@code burst} permits at once, refilled at {@code perSecond}. */
final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private double perSecond;
    private double burst;
    private double permits;
    private long refilledNanos;

    TokenBucket(Rate rate, long nowNanos) {
        this.perSecond = rate.perSecond();
        this.burst = rate.burst();
        this.permits = burst;
        this.refilledNanos = nowNanos;
    }

    /** Goes on at another rate: what was refilled until now was at the former one. */
    void adopt(Rate rate, long nowNanos) {
        refill(nowNanos);
        perSecond = rate.perSecond();
        burst = rate.burst();
        permits = Math.min(burst, permits);
    }

    /** Takes one permit, if there is one. */
    boolean tryTake(long nowNanos) {
        refill(nowNanos);
        if (permits < 1) {
            return false;
        }
        permits--;
        return true;
    }

    private void refill(long nowNanos) {
        permits = Math.min(burst, permits + (nowNanos - refilledNanos) / NANOS_PER_SECOND * perSecond);
        refilledNanos = nowNanos;
    }
}
