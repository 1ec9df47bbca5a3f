package org.sngateway.gateway.adapter.observe;

import org.sngateway.codec.v12.MessageType;
import org.sngateway.gateway.session.port.Direction;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Measure;
import org.sngateway.gateway.session.port.SessionCause;
import org.sngateway.gateway.session.port.StateName;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** What all shards have counted since the gateway started, at about one moment. Immutable. */
public final class CountersSnapshot {
    /** Datagrams dropped for these reasons are not counted as messages. */
    private static final List<DropReason> NO_MESSAGE = List.of(
            DropReason.MALFORMED,
            DropReason.NOT_ALLOWED,
            DropReason.FORWARDER_NOT_ALLOWED,
            DropReason.FORWARDED_WITHOUT_NODE,
            DropReason.MAILBOX_FULL);

    private final int listeners;
    private final long[] sums;
    private final long[] byListener;
    private final long[] durations;

    CountersSnapshot(int listeners, long[] sums, long[] byListener, long[] durations) {
        this.listeners = listeners;
        this.sums = sums;
        this.byListener = byListener;
        this.durations = durations;
    }

    /** Messages received through one listener. */
    public long received(int listener, MessageType type) {
        return byListener[ShardCounters.receivedIndex(listener, type)];
    }

    public long received(MessageType type) {
        return overListeners(listener -> received(listener, type));
    }

    /** Messages sent through one listener. */
    public long sent(int listener, MessageType type) {
        return byListener[ShardCounters.sentIndex(listener, type)];
    }

    public long sent(MessageType type) {
        return overListeners(listener -> sent(listener, type));
    }

    /** Datagrams that arrived at one listener: messages, and what was no message or of nobody who may send any. */
    public long datagramsReceived(int listener) {
        long messages = Arrays.stream(MessageType.values())
                .mapToLong(type -> received(listener, type))
                .sum();
        return messages
                + NO_MESSAGE.stream()
                        .mapToLong(reason -> dropped(listener, reason))
                        .sum();
    }

    /** Messages sent through one listener, each in a datagram of its own. */
    public long datagramsSent(int listener) {
        return Arrays.stream(MessageType.values())
                .mapToLong(type -> sent(listener, type))
                .sum();
    }

    /** Octets of all datagrams that arrived at one listener, whatever became of them. */
    public long octetsReceived(int listener) {
        return byListener[ShardCounters.octetsReceivedIndex(listener)];
    }

    public long octetsSent(int listener) {
        return byListener[ShardCounters.octetsSentIndex(listener)];
    }

    private long overListeners(IntToLongFunction count) {
        return IntStream.range(0, listeners).mapToLong(count).sum();
    }

    public long retransmitted(MessageType type) {
        return sums[ShardCounters.retransmittedIndex(type)];
    }

    /** Datagrams of one listener dropped. */
    public long dropped(int listener, DropReason reason) {
        return byListener[ShardCounters.droppedIndex(listener, reason)];
    }

    /** Datagrams dropped. */
    public long dropped(DropReason reason) {
        return overListeners(listener -> dropped(listener, reason));
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

    public long connectsAccepted() {
        return single(ShardCounters.Single.CONNECTS_ACCEPTED);
    }

    /** REGISTERs of devices answered with this code, 0..3; reserved codes share what 4 and above give. */
    public long registrations(int returnCode) {
        return sums[ShardCounters.registeredIndex(returnCode)];
    }

    /** Messages, each once; by the bits of their QoS (3 is -1) and of their topic id's type. */
    public long published(Direction direction, int qosBits, int topicTypeBits) {
        return sums[ShardCounters.publishedIndex(direction, qosBits, topicTypeBits)];
    }

    /** Messages that devices sent again. */
    public long repeated(int qosBits) {
        return sums[ShardCounters.repeatedIndex(qosBits)];
    }

    public long retriesExhausted() {
        return single(ShardCounters.Single.RETRIES_EXHAUSTED);
    }

    /** How often this took so long: one count for each bucket of {@link #limitsSeconds}, and one for beyond. */
    public long[] buckets(Measure measure) {
        return Durations.buckets(durations, measure);
    }

    public double sumSeconds(Measure measure) {
        return Durations.sumSeconds(durations, measure);
    }

    public static double[] limitsSeconds(Measure measure) {
        return Durations.limitsSeconds(measure);
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
        return Arrays.stream(MessageType.values()).mapToLong(this::received).sum();
    }

    public long sentInAll() {
        return Arrays.stream(MessageType.values()).mapToLong(this::sent).sum();
    }

    public long retransmittedInAll() {
        return sum(ShardCounters.retransmittedIndex(MessageType.ADVERTISE), MessageType.values().length);
    }

    public long droppedInAll() {
        return Arrays.stream(DropReason.values()).mapToLong(this::dropped).sum();
    }

    public long downlinkDroppedInAll() {
        return sum(ShardCounters.downlinkDroppedIndex(DropReason.MALFORMED), DropReason.values().length);
    }

    public long connectsRefusedInAll() {
        return sum(ShardCounters.refusedIndex(0), ShardCounters.CODES);
    }

    /** Messages in one direction, each once. */
    public long publishedInAll(Direction direction) {
        long sum = 0;
        for (int qosBits = 0; qosBits < ShardCounters.QOS; qosBits++) {
            for (int topicTypeBits = 0; topicTypeBits < ShardCounters.TOPIC_TYPES; topicTypeBits++) {
                sum += published(direction, qosBits, topicTypeBits);
            }
        }
        return sum;
    }

    /** Datagrams and messages dropped, by the reason's name; only reasons that occurred. */
    public SortedMap<String, Long> droppedByReason() {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (DropReason reason : DropReason.values()) {
            long count = dropped(reason) + downlinkDropped(reason);
            if (count > 0) {
                counts.put(Names.of(reason), count);
            }
        }
        return counts;
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
        droppedByReason().forEach((reason, count) -> event.with("dropped_" + reason, count));
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
