package org.sngateway.simulator.fleet;

/**
 * A run at one moment.
 *
 * @param elapsedNanos since its start
 * @param plannedNanos until the end of traffic
 * @param lagP99Nanos how late the simulator itself has been so far
 */
public record Progress(
        Phase phase,
        long elapsedNanos,
        long plannedNanos,
        Devices devices,
        Messages lastSecond,
        Messages total,
        long lagP99Nanos) {

    /** How many devices are in which state; {@code connecting}: switched on and without a connection. */
    public record Devices(int active, int asleep, int awake, int connecting, int off) {}

    /**
     * Counts.
     *
     * @param offered uplink messages that were due
     * @param sent of these sent
     * @param acked uplink messages of QoS 1 and 2 that were acknowledged
     * @param delivered uplink messages that arrived at the broker's subscriber; 0 where nobody watches
     * @param lost acknowledged and not arrived, so far
     */
    public record Messages(
            long offered,
            long sent,
            long acked,
            long delivered,
            long downlinkOffered,
            long downlinkDelivered,
            long lost) {

        Messages minus(Messages earlier) {
            return new Messages(
                    offered - earlier.offered,
                    sent - earlier.sent,
                    acked - earlier.acked,
                    delivered - earlier.delivered,
                    downlinkOffered - earlier.downlinkOffered,
                    downlinkDelivered - earlier.downlinkDelivered,
                    lost - earlier.lost);
        }
    }
}
