package org.sngateway.simulator.fleet;

import org.HdrHistogram.Histogram;

/** Sums over the devices of one fleet that have nothing to do with single messages. */
final class FleetTally {
    // sessions
    final Histogram connectTime = Times.histogram();
    final Histogram reconnectTime = Times.histogram();
    long connects;
    long refused;
    long congested;
    long lost;
    long startedOver;
    long resumed;
    long wakes;
    long wakesUnanswered;
    long heardAsleep;

    // what it costs
    final Histogram awakeTime = Times.histogram();
    long datagramsSent;
    long octetsSent;
    long datagramsReceived;
    long octetsReceived;
    long awakeNanos;
    long poweredNanos;

    // retransmissions
    long deviceRetransmissions;
    long gatewayRetransmissions;
    long strays;
    long malformed;
    /** Messages dropped by a device because too many waited. */
    long overflowed;
}
