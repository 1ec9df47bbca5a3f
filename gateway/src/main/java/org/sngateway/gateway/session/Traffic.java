package org.sngateway.gateway.session;

import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.GatewayObserver;
import org.sngateway.gateway.session.port.Measure;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.gateway.session.view.ClientRow;
import org.sngateway.gateway.session.view.ClientTraffic;

/** What one session counts for views, and the moments that only they ask for. Decides nothing. */
final class Traffic {
    long publishesDown;
    long retransmissions;
    long addressChanges;
    long connects;

    private long publishesUp;
    private long datagramsUp;
    private long octetsUp;
    private long datagramsDown;
    private long octetsDown;

    private long stateSinceNanos;
    private long publishedNanos;
    private long expectedBeforeLossNanos = ClientRow.NONE;

    Traffic(long nowNanos) {
        this.stateSinceNanos = nowNanos;
        this.publishedNanos = nowNanos;
    }

    /** A message of the device was taken for the broker. */
    void published(long nowNanos) {
        publishesUp++;
        publishedNanos = nowNanos;
    }

    /** When the last message of the device was taken; without one, when the session began or the gateway started. */
    long publishedNanos() {
        return publishedNanos;
    }

    void received(SnMessage message) {
        datagramsUp++;
        octetsUp += SnEncoder.encodedLength(message);
    }

    void sent(SnMessage message) {
        datagramsDown++;
        octetsDown += SnEncoder.encodedLength(message);
    }

    /** The session leaves state {@code from} for another one. */
    void left(StateName from, long nowNanos, GatewayObserver observer) {
        if (from == StateName.AWAKE) {
            observer.measured(Measure.AWAKE, nowNanos - stateSinceNanos);
        }
        stateSinceNanos = nowNanos;
    }

    long stateSinceNanos() {
        return stateSinceNanos;
    }

    /** The device is about to count as lost: when it should have been heard is known no longer then. */
    void onLoss(long expectedNanos) {
        expectedBeforeLossNanos = expectedNanos;
    }

    long expectedBeforeLossNanos() {
        return expectedBeforeLossNanos;
    }

    ClientTraffic copy() {
        return new ClientTraffic(
                datagramsUp,
                octetsUp,
                datagramsDown,
                octetsDown,
                publishesUp,
                publishesDown,
                retransmissions,
                addressChanges,
                connects);
    }
}
