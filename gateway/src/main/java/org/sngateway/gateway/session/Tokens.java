package org.sngateway.gateway.session;

/** Tokens of broker requests: which part of the session a result belongs to is in the lowest two bits. */
final class Tokens {
    /** A message that nobody waits for: QoS 0. */
    static final long UNACKNOWLEDGED = 0;
    /** The Will of a lost device. */
    static final long WILL = 4;

    private static final int UPLINK = 1;
    private static final int SUBSCRIBE = 2;
    private static final int UNSUBSCRIBE = 3;

    private long last = 1;

    long uplink() {
        return ++last << 2 | UPLINK;
    }

    long subscribe() {
        return ++last << 2 | SUBSCRIBE;
    }

    long unsubscribe() {
        return ++last << 2 | UNSUBSCRIBE;
    }

    static boolean isUplink(long token) {
        return (token & 3) == UPLINK;
    }
}
