package org.sngateway.simulator.device;

import org.sngateway.codec.v12.Publish;

/** One QoS 1 or 2 message that waits for PUBACK, PUBREC or PUBCOMP. */
final class UplinkPublish {
    final Publish message;
    final long token;

    /** PUBREC has come and PUBREL gone: only PUBCOMP is missing. */
    boolean released;

    /** Published without waking up, and repeated until it is answered or all repetitions are used up. */
    boolean asleep;

    int retriesLeft;
    long deadlineNanos;

    UplinkPublish(Publish message, long token) {
        this.message = message;
        this.token = token;
    }
}
