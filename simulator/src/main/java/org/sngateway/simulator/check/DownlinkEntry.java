package org.sngateway.simulator.check;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.DropReason;

import java.util.EnumSet;
import java.util.Set;

/** One line of the ledger: a message on its way down to one client. */
public final class DownlinkEntry {
    final String clientId;
    final String key;
    final String topic;
    final Qos qos;
    /** In the order in which the broker took messages in for this client. */
    final int index;

    /** A retained message may come at another level with each subscription. */
    final Set<Qos> levels = EnumSet.noneOf(Qos.class);

    /** An operator sent it; the broker knows nothing of it. */
    boolean command;
    /** The operator was told that it is queued. */
    boolean confirmed;

    long expiresNanos = Long.MAX_VALUE;

    int queued;
    long queuedNanos;
    boolean lostByBroker;
    int gotByDevice;
    boolean acknowledgedToBroker;
    /** How often the broker was told that the client has it. */
    int acknowledgements;

    @Nullable
    DropReason givenUp;

    DownlinkEntry(String clientId, String key, String topic, Qos qos, int index) {
        this.clientId = clientId;
        this.key = key;
        this.topic = topic;
        this.qos = qos;
        this.index = index;
    }

    public String key() {
        return key;
    }

    public int gotByDevice() {
        return gotByDevice;
    }

    public @Nullable DropReason givenUp() {
        return givenUp;
    }

    boolean isSettled() {
        return gotByDevice > 0 || givenUp != null || lostByBroker;
    }

    @Override
    public String toString() {
        return key + " (QoS " + qos + " to " + clientId + " on " + topic + ")";
    }
}
