package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;

/** One line of the ledger: a message on its way up. */
public final class UplinkEntry {
    final String device;
    final String clientId;
    final String key;
    final String topic;
    final Qos qos;
    final long publishedNanos;

    boolean promised;
    long promisedNanos;
    boolean acknowledged;
    boolean givenUpByDevice;
    boolean givenUpByGateway;
    boolean rejected;
    int gotByBroker;

    UplinkEntry(String device, String clientId, String key, String topic, Qos qos, long publishedNanos) {
        this.device = device;
        this.clientId = clientId;
        this.key = key;
        this.topic = topic;
        this.qos = qos;
        this.publishedNanos = publishedNanos;
    }

    public String key() {
        return key;
    }

    /** Whether the gateway has told the device that it may forget the message: PUBACK accepted, or PUBREC. */
    public boolean isPromised() {
        return promised;
    }

    public int gotByBroker() {
        return gotByBroker;
    }

    /** Whether the device waits for nothing any more. */
    boolean isFinished() {
        return acknowledged || givenUpByDevice;
    }

    @Nullable
    String lossReason() {
        return givenUpByGateway ? "refused by the broker when it came out of the spool" : null;
    }

    @Override
    public String toString() {
        return key + " (QoS " + qos + " of " + device + " to " + topic + ")";
    }
}
