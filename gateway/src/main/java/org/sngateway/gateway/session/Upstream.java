package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.BrokerLeg;
import org.sngateway.gateway.session.port.LegOptions;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Will;

import java.util.Objects;

/**
 * One session's leg to the broker: opened for a CONNECT or a new Will, opened again after a loss with growing, jittered
 * pauses, and closed with or without its Will. How long the broker keeps the device's session is decided here, not by
 * the fate of a TCP connection.
 */
final class Upstream {

    /** Why the leg is being opened, and so whom the outcome concerns. */
    enum Purpose {
        CONNECT,
        /** After a loss. */
        RECONNECT,
        /** To give the broker a new Will, or to have it deliver again what was refused. */
        REFRESH
    }

    /** What became of an attempt. */
    enum Outcome {
        /** An event of an earlier attempt: nothing happened. */
        STALE,
        OPENED,
        FAILED
    }

    /** A connection that was up for less than this counts as a failed attempt when it is lost. */
    private static final long STABLE_NANOS_MIN = 10_000_000_000L;

    /** A leg and our end of it. */
    private record Attached(BrokerLeg leg, LegEnd end) {}

    // configuration
    private final EngineContext context;
    private final Session session;

    // lives as long as the session
    private @Nullable Attached attached;
    private UpstreamState state = UpstreamState.CLOSED;
    private Purpose purpose = Purpose.CONNECT;
    private boolean cleanStart;
    private boolean cleanSession;
    private @Nullable Will will;
    /** It is only there for the last messages of a device whose connection is over. */
    private boolean lingering;

    private long epoch;
    private int failedAttempts;
    private long upSinceNanos;
    private long downSinceNanos;
    private long retryNanos = Timed.NEVER;

    /** Set while a lost device's Will still has to be published by us because the leg was down when it was lost. */
    private @Nullable Will owedWill;

    Upstream(EngineContext context, Session session) {
        this.context = context;
        this.session = session;
    }

    UpstreamState state() {
        return state;
    }

    boolean isUp() {
        return state == UpstreamState.UP;
    }

    private void become(UpstreamState next) {
        context.countLegUp(state == UpstreamState.UP ? -1 : 0);
        context.countLegUp(next == UpstreamState.UP ? 1 : 0);
        state = next;
    }

    /** Whether the leg will be up in a moment by our own doing, so that requests are worth holding. */
    boolean isReopening() {
        return (state == UpstreamState.CONNECTING || state == UpstreamState.WAITING) && purpose != Purpose.RECONNECT;
    }

    Purpose purpose() {
        return purpose;
    }

    /** The Will that the broker was given with the connection that is up. */
    @Nullable
    Will will() {
        return will;
    }

    /** Whether the leg is what a connection with this Will needs, as far as it depends on options. */
    boolean fits(@Nullable Will neededWill, boolean neededCleanSession) {
        return !lingering && Objects.equals(will, neededWill) && cleanSession == neededCleanSession;
    }

    /** Opens the leg, or opens it anew with another Will or a clean start. A Will that is owed stays owed. */
    void open(Purpose newPurpose, boolean newCleanStart, boolean newCleanSession, @Nullable Will newWill) {
        purpose = newPurpose;
        cleanStart = newCleanStart;
        cleanSession = newCleanSession;
        will = newWill;
        lingering = false;
        retryNanos = Timed.NEVER;
        request();
    }

    /** Has the broker deliver again what there was no room for. */
    void refresh() {
        if (isUp()) {
            open(Purpose.REFRESH, false, session.isClean(), session.storedWill().armed());
        }
    }

    /** What the leg was opened for has failed: it is again what it was before, as soon as the broker lets it. */
    void restore(boolean formerCleanSession, @Nullable Will formerWill, long nowNanos) {
        boolean outdated = state == UpstreamState.CONNECTING || state == UpstreamState.UP;
        purpose = Purpose.RECONNECT;
        cleanStart = false;
        cleanSession = formerCleanSession;
        will = formerWill;
        downSinceNanos = nowNanos;
        if (outdated) {
            request();
        }
    }

    private void request() {
        switch (state) {
            case WAITING -> {
                // The queue keeps its place; the new options are read when its turn comes.
            }
            case CONNECTING -> connect();
            case CLOSED, DOWN, UP -> {
                if (state == UpstreamState.UP) {
                    session.downlink().queue().onUpstreamLost();
                }
                become(UpstreamState.WAITING);
                context.connectSlots.request(this);
            }
        }
    }

    /** A slot is free: called by {@link ConnectSlots}, which the slot goes back to when the attempt ends. */
    void connect() {
        become(UpstreamState.CONNECTING);
        epoch = context.nextEpoch();
        leg().open(new LegOptions(epoch, cleanStart, cleanSession, will, session.brokerIdentity()));
    }

    private BrokerLeg leg() {
        Attached known = attached;
        if (known == null) {
            LegEnd end = new LegEnd(session);
            known = new Attached(context.ports.broker().leg(session.clientId(), end), end);
            attached = known;
        }
        return known.leg;
    }

    Outcome onOpened(BrokerEvent.Opened event, long nowNanos) {
        if (state != UpstreamState.CONNECTING || event.epoch() != epoch) {
            return Outcome.STALE;
        }
        become(UpstreamState.UP);
        cleanStart = false;
        upSinceNanos = nowNanos;
        context.connectSlots.release();
        context.observer.upstreamUp(session.clientId(), event.sessionPresent());
        return Outcome.OPENED;
    }

    Outcome onOpenFailed(BrokerEvent.OpenFailed event, long nowNanos) {
        if (state != UpstreamState.CONNECTING || event.epoch() != epoch) {
            return Outcome.STALE;
        }
        if (purpose != Purpose.RECONNECT) {
            downSinceNanos = nowNanos;
        }
        retryLater(nowNanos);
        context.connectSlots.release();
        context.observer.upstreamDown(session.clientId(), event.detail());
        return Outcome.FAILED;
    }

    /** The connection broke: try again soon, with the same Will, resuming the session. */
    boolean onConnectionLost(BrokerEvent.ConnectionLost event, long nowNanos) {
        if (event.epoch() != epoch || state != UpstreamState.UP) {
            return false;
        }
        downSinceNanos = nowNanos;
        if (wasStable(nowNanos)) {
            failedAttempts = 0;
        }
        retryLater(nowNanos);
        context.observer.upstreamDown(session.clientId(), event.detail());
        return true;
    }

    /**
     * Only a connection that lasted makes the pauses short again: at least {@link #STABLE_NANOS_MIN}, and twice the pause
     * that is due. Two gateways, or a gateway and another client, that use one client id take the broker session over from
     * each other; each connection of theirs succeeds, and lasts as long as the other one pauses. Pauses that began anew
     * with each success would let them do so every second for ever.
     */
    private boolean wasStable(long nowNanos) {
        return nowNanos - upSinceNanos >= Math.max(STABLE_NANOS_MIN, 2 * pauseNanos());
    }

    private void retryLater(long nowNanos) {
        retryNanos = nowNanos + jittered(pauseNanos());
        failedAttempts++;
        become(UpstreamState.DOWN);
    }

    /** The pause that is due after as many failures as there were in a row. */
    private long pauseNanos() {
        EngineOptions.Upstream options = context.options.upstream();
        long pauseNanos = options.reconnectMinNanos();
        for (int i = 0; i < failedAttempts && pauseNanos < options.reconnectMaxNanos(); i++) {
            pauseNanos *= 2;
        }
        return Math.min(pauseNanos, options.reconnectMaxNanos());
    }

    private long jittered(long pauseNanos) {
        if (context.options.upstream().jitterSeed() == 0) {
            return pauseNanos;
        }
        return (long) (pauseNanos * (0.5 + 0.5 * context.jitter.nextFraction()));
    }

    /** The broker is back, as another connection learnt: do not wait for the end of the pause. */
    void hurry(long nowNanos) {
        if (state == UpstreamState.DOWN) {
            failedAttempts = 0;
            long soonNanos = nowNanos + jittered(context.options.upstream().reconnectMinNanos()) / 2;
            retryNanos = Math.min(retryNanos, soonNanos);
        }
    }

    long nextDeadlineNanos() {
        return state == UpstreamState.DOWN ? retryNanos : Timed.NEVER;
    }

    void onTime(long nowNanos) {
        if (state == UpstreamState.DOWN && nowNanos >= retryNanos) {
            retryNanos = Timed.NEVER;
            purpose = Purpose.RECONNECT;
            request();
        }
    }

    void publish(long token, OutgoingPublish publish) {
        leg().publish(token, publish);
    }

    void subscribe(long token, String filter, Qos qos) {
        leg().subscribe(token, filter, qos);
    }

    void unsubscribe(long token, String filter) {
        leg().unsubscribe(token, filter);
    }

    void acknowledge(long deliveryId) {
        if (attached != null) {
            attached.leg.acknowledge(deliveryId);
        }
    }

    /** A new Will was refused: the next connection carries the old one. */
    void restoreWill(@Nullable Will formerWill) {
        will = formerWill;
    }

    /** When devices have been kept waiting for the broker long enough. */
    long awayDeadlineNanos() {
        return isAway() ? downSinceNanos + context.options.upstream().awayNanosMax() : Timed.NEVER;
    }

    private boolean isAway() {
        return state == UpstreamState.DOWN
                || state != UpstreamState.UP && state != UpstreamState.CLOSED && purpose == Purpose.RECONNECT;
    }

    /**
     * The device's connection is over, but messages of it are still to be handed over: the leg stays, or comes back, until
     * they are. Should the process end now, no Will is to fire.
     */
    void linger(boolean sessionIsClean) {
        will = null;
        cleanStart = false;
        if (state == UpstreamState.CLOSED) {
            open(Purpose.RECONNECT, false, sessionIsClean, null);
        } else {
            purpose = Purpose.RECONNECT;
        }
        lingering = true;
    }

    /** The leg of a session that comes from the store. */
    void resume(boolean storedCleanSession, @Nullable Will storedWill, @Nullable Will storedOwedWill, long nowNanos) {
        owedWill = storedOwedWill;
        downSinceNanos = nowNanos;
        open(Purpose.RECONNECT, false, storedCleanSession, storedWill);
    }

    /** Ends the leg in order; no Will fires. */
    void close(boolean keepSession) {
        UpstreamState was = state;
        become(UpstreamState.CLOSED);
        retryNanos = Timed.NEVER;
        failedAttempts = 0;
        owe(null);
        Attached closing = attached;
        attached = null;
        session.uplink().onUpstreamClosed();
        session.subscribing().onUpstreamClosed();
        session.downlink().queue().onUpstreamClosed();
        if (was == UpstreamState.WAITING) {
            context.connectSlots.cancel(this);
        } else if (was == UpstreamState.CONNECTING) {
            context.connectSlots.release();
        }
        if (closing != null) {
            closing.end.detach();
            closing.leg.close(keepSession);
        }
    }

    /**
     * The device is lost: publishes its Will in its name and ends the leg in order, so that the broker drops its own copy.
     * With the leg down or given up, the broker has to be reached first, lest its copy was lost with it; and the device's
     * last messages come before its Will.
     *
     * @param lastMessagesWait whether messages of the device are still to be handed over
     * @return whether the leg is closed already
     */
    boolean closeWithWill(boolean keepSession, boolean lastMessagesWait, long nowNanos) {
        Will lastWill = will;
        if (lastWill == null && !lastMessagesWait) {
            close(keepSession);
            return true;
        }
        if (state == UpstreamState.UP && !lastMessagesWait && lastWill != null) {
            fire(lastWill);
            close(keepSession);
            return true;
        }
        owe(lastWill);
        if (state == UpstreamState.CLOSED) {
            downSinceNanos = nowNanos;
            open(Purpose.RECONNECT, false, cleanSession, lastWill);
        } else if (lastWill == null) {
            linger(cleanSession);
        }
        return false;
    }

    /** Publishes the Will of a device that was lost while the leg was down; {@code false} when none is owed. */
    boolean payOwedWill() {
        Will owed = owedWill;
        if (owed == null) {
            return false;
        }
        owe(null);
        fire(owed);
        return true;
    }

    /** The device's Will is not to be published any more. */
    void forgetWill() {
        will = null;
        owe(null);
    }

    private void owe(@Nullable Will newOwedWill) {
        if (!Objects.equals(owedWill, newOwedWill)) {
            owedWill = newOwedWill;
            session.journal().onSessionChanged();
        }
    }

    boolean owesWill() {
        return owedWill != null;
    }

    @Nullable
    Will owedWill() {
        return owedWill;
    }

    private void fire(Will lastWill) {
        leg().publish(
                        Tokens.WILL,
                        new OutgoingPublish(lastWill.topic(), lastWill.message(), lastWill.qos(), lastWill.retain()));
        context.observer.willFired(session.clientId(), lastWill.topic());
    }
}
