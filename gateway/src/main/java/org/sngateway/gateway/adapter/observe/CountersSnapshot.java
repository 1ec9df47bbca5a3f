package org.sngateway.gateway.adapter.observe;

import org.sngateway.codec.v12.MessageType;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.SessionCause;
import org.sngateway.gateway.session.port.StateName;

/** What all shards have counted since the gateway started, at about one moment. Immutable. */
public final class CountersSnapshot {
    private final long[] sums;

    CountersSnapshot(long[] sums) {
        this.sums = sums;
    }

    public long received(MessageType type) {
        return sums[ShardCounters.receivedIndex(type)];
    }

    public long sent(MessageType type) {
        return sums[ShardCounters.sentIndex(type)];
    }

    public long retransmitted(MessageType type) {
        return sums[ShardCounters.retransmittedIndex(type)];
    }

    /** Datagrams dropped. */
    public long dropped(DropReason reason) {
        return sums[ShardCounters.droppedIndex(reason)];
    }

    /** Downlink messages given up. */
    public long downlinkDropped(DropReason reason) {
        return sums[ShardCounters.downlinkDroppedIndex(reason)];
    }

    public long transitions(StateName to, SessionCause cause) {
        return sums[ShardCounters.transitionIndex(to, cause)];
    }

    /** CONNECTs rejected with this code, 1..3; reserved codes share what 4 and above give. */
    public long connectsRefused(int returnCode) {
        return sums[ShardCounters.refusedIndex(returnCode)];
    }

    public long addressChanges() {
        return single(ShardCounters.Single.ADDRESS_CHANGES);
    }

    public long wakesRefused() {
        return single(ShardCounters.Single.WAKES_REFUSED);
    }

    public long willsFired() {
        return single(ShardCounters.Single.WILLS_FIRED);
    }

    public long upstreamUps() {
        return single(ShardCounters.Single.UPSTREAM_UPS);
    }

    public long upstreamDowns() {
        return single(ShardCounters.Single.UPSTREAM_DOWNS);
    }

    public long sessionFailures() {
        return single(ShardCounters.Single.SESSION_FAILURES);
    }

    /** Uplink messages that were stored and acknowledged while the broker could not take them. */
    public long spooled() {
        return single(ShardCounters.Single.SPOOLED);
    }

    /** Of those, the ones that the broker did not want: they are lost. */
    public long spooledRefused() {
        return single(ShardCounters.Single.SPOOLED_REFUSED);
    }

    public long receivedInAll() {
        return sum(ShardCounters.receivedIndex(MessageType.ADVERTISE), MessageType.values().length);
    }

    public long sentInAll() {
        return sum(ShardCounters.sentIndex(MessageType.ADVERTISE), MessageType.values().length);
    }

    public long retransmittedInAll() {
        return sum(ShardCounters.retransmittedIndex(MessageType.ADVERTISE), MessageType.values().length);
    }

    public long droppedInAll() {
        return sum(ShardCounters.droppedIndex(DropReason.MALFORMED), DropReason.values().length);
    }

    public long downlinkDroppedInAll() {
        return sum(ShardCounters.downlinkDroppedIndex(DropReason.MALFORMED), DropReason.values().length);
    }

    public long connectsRefusedInAll() {
        return sum(ShardCounters.refusedIndex(0), ShardCounters.CODES);
    }

    /** The line {@code gateway.health}: the sums, with the reasons of drops that occurred. */
    public Event healthEvent() {
        Event event = Event.info("gateway.health")
                .with("received", receivedInAll())
                .with("sent", sentInAll())
                .with("publishes_received", received(MessageType.PUBLISH))
                .with("publishes_sent", sent(MessageType.PUBLISH))
                .with("retransmitted", retransmittedInAll())
                .with("connects_refused", connectsRefusedInAll())
                .with("dropped", droppedInAll())
                .with("downlink_dropped", downlinkDroppedInAll())
                .with("upstream_downs", upstreamDowns())
                .with("spooled", spooled())
                .with("spooled_refused", spooledRefused())
                .with("session_failures", sessionFailures());
        for (DropReason reason : DropReason.values()) {
            long count = dropped(reason) + downlinkDropped(reason);
            if (count > 0) {
                event.with("dropped_" + Names.of(reason), count);
            }
        }
        return event;
    }

    private long single(ShardCounters.Single counter) {
        return sums[ShardCounters.singleIndex(counter)];
    }

    private long sum(int from, int length) {
        long sum = 0;
        for (int i = from; i < from + length; i++) {
            sum += sums[i];
        }
        return sum;
    }
}
