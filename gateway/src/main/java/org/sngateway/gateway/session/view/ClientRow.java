package org.sngateway.gateway.session.view;

import org.jspecify.annotations.Nullable;
import org.sngateway.gateway.session.port.Peer;
import org.sngateway.gateway.session.port.StateName;

/** One device's session, as it was at one moment. Times are nanoseconds since 1970, or {@link #NONE}. */
public record ClientRow(
        String clientId, Standing standing, Backlog backlog, Connection connection, ClientTraffic traffic) {

    /** Stands for a time that there is not. */
    public static final long NONE = -1;

    /**
     * @param sinceNanos when it came into this state, or when the gateway started if it was in it before
     * @param heardNanos when something valid came from the device last
     * @param expectedNanos when it is to be heard again by what it promised: its sleep, or its keep-alive
     * @param deadlineNanos when it counts as lost, or its record ends
     * @param every what the configuration expects of it besides
     * @param missed 0 on time; 1 later than promised or configured; 2 later by a second such time, or lost
     */
    public record Standing(
            StateName state,
            long sinceNanos,
            long heardNanos,
            long expectedNanos,
            long deadlineNanos,
            Every every,
            int missed) {

        public boolean isOverdue() {
            return missed > 0;
        }

        /** When it is to be heard next, by its promise or by the configuration, whichever comes first. */
        public long nextExpectedNanos() {
            boolean either = expectedNanos == NONE || every.dueNanos() == NONE;
            return either ? Math.max(expectedNanos, every.dueNanos()) : Math.min(expectedNanos, every.dueNanos());
        }
    }

    /**
     * How often a message is expected from the device by the configuration ({@code clients[].expect_every}).
     *
     * @param seconds 0 when nothing is said about it
     * @param dueNanos when the next message is due, or {@link #NONE}
     */
    public record Every(int seconds, long dueNanos) {
        /** Nothing is said about it. */
        public static final Every NOTHING = new Every(0, NONE);
    }

    /**
     * What waits, and for whom.
     *
     * @param buffered messages for the device
     * @param bufferedOctets of payloads and topics
     * @param oldestNanos when the first of them arrived
     * @param spooled messages of the device that are stored until the broker takes them
     * @param uplinksUnderWay messages of the device that the broker has not answered
     */
    public record Backlog(int buffered, int bufferedOctets, long oldestNanos, int spooled, int uplinksUnderWay) {}

    /**
     * @param peer where the device was last; {@code null} when nobody knows
     * @param keepAliveSeconds as promised at CONNECT; 0 for none
     * @param sleepSeconds of a device asleep or awake, else 0
     * @param topics ids that the device has registered or was given
     */
    public record Connection(
            @Nullable Peer peer,
            boolean clean,
            int keepAliveSeconds,
            int sleepSeconds,
            LegState upstream,
            int topics,
            int subscriptions) {}
}
