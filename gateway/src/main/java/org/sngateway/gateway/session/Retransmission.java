package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.Measure;

/**
 * The one message that a device has to answer, and its repetition until it does (T_retry, N_retry; MQTT-SN 1.2 s.6.13,
 * SN12-TMR-04, 05). Resting means that nothing is sent until somebody goes on with it.
 */
final class Retransmission {
    // configuration
    private final EngineContext context;
    private final Session session;

    // lives as long as the message is unanswered
    private @Nullable SnMessage message;
    private int transmissions;
    private long startedNanos;
    private boolean heardSinceFirst;
    private boolean heardInEarlierRound;
    private long deadlineNanos = Timed.NEVER;
    private long expiresNanos = Timed.NEVER;

    Retransmission(EngineContext context, Session session) {
        this.context = context;
        this.session = session;
    }

    /** Sends {@code first} for the first time. */
    void start(SnMessage first, long nowNanos) {
        start(first, Timed.NEVER, nowNanos);
    }

    /** The same for what is not to be sent any more from {@code notAfterNanos} on. */
    void start(SnMessage first, long notAfterNanos, long nowNanos) {
        message = first;
        expiresNanos = notAfterNanos;
        transmissions = 1;
        startedNanos = nowNanos;
        heardSinceFirst = false;
        heardInEarlierRound = false;
        deadlineNanos = nowNanos + context.options.timing().retryNanos();
        session.send(first, expiresNanos);
    }

    /** Takes {@code later} without sending it: the device sleeps. */
    void startResting(SnMessage later) {
        message = later;
        expiresNanos = Timed.NEVER;
    }

    /** Sends the message once more, as the repetition that it is. */
    void repeat(long nowNanos) {
        SnMessage repeated = message;
        if (repeated == null) {
            return;
        }
        if (repeated instanceof Publish publish && session.profile().dupAllowed()) {
            repeated = publish.repeated();
            message = repeated;
        }
        transmissions++;
        deadlineNanos = nowNanos + context.options.timing().retryNanos();
        session.traffic.retransmissions++;
        context.observer.retransmitted(session.clientId(), repeated.type());
        session.send(repeated, expiresNanos);
    }

    /** Begins another round of repetitions. */
    void repeatAnew(long nowNanos) {
        transmissions = 0;
        repeat(nowNanos);
    }

    /** The same because the device was heard after a round in which nothing at all came. */
    void goOn(long nowNanos) {
        heardInEarlierRound = true;
        repeatAnew(nowNanos);
    }

    /**
     * Something valid arrived: the device is alive. Counts only after a repetition, because it may have been on its way
     * before the device could know of our message.
     */
    void onHeard() {
        heardSinceFirst |= transmissions > 1;
    }

    /** Whether the device was heard and still did not answer. */
    boolean wasHeard() {
        return heardSinceFirst || heardInEarlierRound;
    }

    /**
     * The answer is there. How long it took is only known of what was sent once: with a repetition, nobody can tell which of
     * them was answered (P. Karn and C. Partridge, "Improving Round-Trip Time Estimates", 1987).
     */
    void onAnswered(long nowNanos) {
        if (transmissions == 1) {
            context.observer.measured(Measure.CLIENT_RTT, nowNanos - startedNanos);
        }
    }

    void rest() {
        deadlineNanos = Timed.NEVER;
    }

    boolean isResting() {
        return deadlineNanos == Timed.NEVER;
    }

    boolean isExhausted() {
        return transmissions > context.options.timing().retriesMax();
    }

    /** When the next repetition is due, or {@link Timed#NEVER}. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    /** What was sent last, or rests; {@code null} before the first message and after {@link #forget}. */
    @Nullable
    SnMessage message() {
        return message;
    }

    void forget() {
        message = null;
        rest();
    }
}
