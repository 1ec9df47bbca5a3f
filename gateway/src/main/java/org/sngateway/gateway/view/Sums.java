package org.sngateway.gateway.view;

import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.session.view.LegState;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * All sessions added up. Times are nanoseconds since 1970, or {@link ClientRow#NONE}.
 *
 * @param byState how many sessions are in each state; every state is there
 * @param byLeg how many have their connection to the broker in each state; every state is there
 * @param queues how many devices have messages waiting for them
 * @param queued messages waiting for devices
 * @param queuedOctets of their payloads and topics
 * @param oldestNanos when the first of them arrived
 * @param nextWakeNanos when the first sleeper with messages is expected to wake
 * @param spooled messages of devices that are stored for the broker
 * @param uplinksUnderWay messages of devices that the broker has not answered
 * @param topics topic ids of all devices
 */
public record Sums(
        Map<StateName, Integer> byState,
        Map<LegState, Integer> byLeg,
        int overdue,
        int queues,
        int queued,
        long queuedOctets,
        long oldestNanos,
        long nextWakeNanos,
        int spooled,
        int uplinksUnderWay,
        int topics) {

    static Sums of(Collection<ClientRow> rows) {
        Adding adding = new Adding();
        rows.forEach(adding::add);
        return adding.sums();
    }

    public int clients() {
        return byState.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Sums on their way. */
    private static final class Adding {
        private final Map<StateName, Integer> byState = new EnumMap<>(StateName.class);
        private final Map<LegState, Integer> byLeg = new EnumMap<>(LegState.class);
        private int overdue;
        private int queues;
        private int queued;
        private long queuedOctets;
        private long oldestNanos = ClientRow.NONE;
        private long nextWakeNanos = ClientRow.NONE;
        private int spooled;
        private int uplinksUnderWay;
        private int topics;

        Adding() {
            for (StateName state : StateName.values()) {
                byState.put(state, 0);
            }
            for (LegState leg : LegState.values()) {
                byLeg.put(leg, 0);
            }
        }

        void add(ClientRow row) {
            ClientRow.Standing standing = row.standing();
            ClientRow.Backlog backlog = row.backlog();
            byState.merge(standing.state(), 1, Integer::sum);
            byLeg.merge(row.connection().upstream(), 1, Integer::sum);
            overdue += standing.isOverdue() ? 1 : 0;
            queues += backlog.buffered() > 0 ? 1 : 0;
            queued += backlog.buffered();
            queuedOctets += backlog.bufferedOctets();
            oldestNanos = earlier(oldestNanos, backlog.oldestNanos());
            if (standing.state() == StateName.ASLEEP && backlog.buffered() > 0) {
                nextWakeNanos = earlier(nextWakeNanos, standing.expectedNanos());
            }
            spooled += backlog.spooled();
            uplinksUnderWay += backlog.uplinksUnderWay();
            topics += row.connection().topics();
        }

        private static long earlier(long one, long other) {
            if (one == ClientRow.NONE || other == ClientRow.NONE) {
                return Math.max(one, other);
            }
            return Math.min(one, other);
        }

        Sums sums() {
            return new Sums(
                    Map.copyOf(byState),
                    Map.copyOf(byLeg),
                    overdue,
                    queues,
                    queued,
                    queuedOctets,
                    oldestNanos,
                    nextWakeNanos,
                    spooled,
                    uplinksUnderWay,
                    topics);
        }
    }
}
