package org.sngateway.gateway.session;

import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.session.view.LegState;

/** Makes the copies that others see of sessions. */
final class ClientRows {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private ClientRows() {}

    static ClientRow of(Session session, long nowNanos) {
        DownlinkItem oldest = session.downlink().oldest();
        return new ClientRow(
                session.clientId(),
                standing(session, nowNanos),
                new ClientRow.Backlog(
                        session.downlink().buffered(),
                        session.downlink().bufferedOctets(),
                        oldest == null ? ClientRow.NONE : oldest.arrivedNanos,
                        session.uplink().spool().size(),
                        session.uplink().countUnderWay()),
                new ClientRow.Connection(
                        session.lastPeerOrNull(),
                        session.isClean(),
                        session.keepAlive().seconds(),
                        sleepSeconds(session.state()),
                        legState(session.upstream().state()),
                        session.topics().size(),
                        session.subscriptions().size()),
                session.traffic.copy());
    }

    private static ClientRow.Standing standing(Session session, long nowNanos) {
        SessionState state = session.state();
        long heardNanos = session.keepAlive().lastHeardNanos();
        long expectedNanos = state instanceof SessionState.Lost
                ? session.traffic.expectedBeforeLossNanos()
                : session.keepAlive().expectedNanos(state);
        long deadlineNanos = session.deadlines().stateDeadlineNanos();
        int everySeconds = session.profile().expectEverySeconds();
        long publishedNanos = session.traffic.publishedNanos();
        return new ClientRow.Standing(
                state.name(),
                session.traffic.stateSinceNanos(),
                heardNanos,
                expectedNanos,
                deadlineNanos == Timed.NEVER ? ClientRow.NONE : deadlineNanos,
                everySeconds == 0
                        ? ClientRow.Every.NOTHING
                        : new ClientRow.Every(everySeconds, publishedNanos + everySeconds * NANOS_PER_SECOND),
                Math.max(
                        missed(state.name(), heardNanos, expectedNanos, nowNanos),
                        unpublished(session, nowNanos - publishedNanos)));
    }

    /**
     * How many of the messages that the configuration expects did not come: one when the time between two is over and so is
     * the gateway's patience, two after another such time. In whatever state: what says goodbye and stays away is silent too.
     */
    private static int unpublished(Session session, long silentNanos) {
        int everySeconds = session.profile().expectEverySeconds();
        if (everySeconds == 0) {
            return 0;
        }
        long onceNanos = session.keepAlive().tolerance().supervisionNanos(everySeconds);
        if (silentNanos <= onceNanos) {
            return 0;
        }
        return silentNanos <= onceNanos + everySeconds * NANOS_PER_SECOND ? 1 : 2;
    }

    /** How many of its promises to be heard the device has missed, as far as that matters: none, one, more or all. */
    private static int missed(StateName state, long heardNanos, long expectedNanos, long nowNanos) {
        if (state == StateName.LOST) {
            return 2;
        }
        if (expectedNanos == ClientRow.NONE || nowNanos <= expectedNanos) {
            return 0;
        }
        long promisedNanos = expectedNanos - heardNanos;
        return nowNanos - expectedNanos >= promisedNanos ? 2 : 1;
    }

    private static int sleepSeconds(SessionState state) {
        if (state instanceof SessionState.Asleep asleep) {
            return asleep.durationSeconds();
        }
        return state instanceof SessionState.Awake awake ? awake.durationSeconds() : 0;
    }

    private static LegState legState(UpstreamState state) {
        return switch (state) {
            case CLOSED -> LegState.CLOSED;
            case CONNECTING -> LegState.CONNECTING;
            case UP -> LegState.UP;
            case WAITING -> LegState.WAITING;
            case DOWN -> LegState.DOWN;
        };
    }
}
