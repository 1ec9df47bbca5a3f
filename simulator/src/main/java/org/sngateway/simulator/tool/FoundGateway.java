package org.sngateway.simulator.tool;

/**
 * A gateway that answered, or announced itself.
 *
 * @param rttNanos from SEARCHGW to its GWINFO, or {@link #UNKNOWN}
 * @param advertisedSeconds the time to its next ADVERTISE, as it says, or {@link #UNKNOWN}
 * @param via where it was heard
 */
public record FoundGateway(int gwId, String address, long rttNanos, int advertisedSeconds, String via) {
    public static final int UNKNOWN = -1;

    FoundGateway withRtt(long nanos) {
        return new FoundGateway(gwId, address, nanos, advertisedSeconds, via);
    }

    FoundGateway withAdvertised(int seconds) {
        return new FoundGateway(gwId, address, rttNanos, seconds, via);
    }
}
