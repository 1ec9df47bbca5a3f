package org.sngateway.gateway.session;

/**
 * A rate limit.
 *
 * @param perSecond permits a second, above 0
 * @param burst permits at once after a pause, at least 1
 */
public record Rate(double perSecond, double burst) {}
