package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.OutgoingPublish;
import org.sngateway.gateway.session.port.Will;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the broker keeps of one client (MQTT 5 s.4.1), whether it is connected or not. */
final class BrokerSession {

    /** A message sent to the client and not finished. */
    static final class Outgoing {
        final BrokerMessage message;
        final int packetId;
        /** PUBREC has come: only PUBCOMP is missing. */
        boolean received;

        Outgoing(BrokerMessage message, int packetId) {
            this.message = message;
            this.packetId = packetId;
        }
    }

    final String clientId;
    final Map<String, Qos> subscriptions = new LinkedHashMap<>();
    /** Sent, in order; as many as the window allows. */
    final List<Outgoing> inFlight = new ArrayList<>();

    final Deque<BrokerMessage> queued = new ArrayDeque<>();
    /** QoS 2 messages of the client that it has not released, by packet id. */
    final Map<Integer, OutgoingPublish> unreleased = new HashMap<>();
    /** QoS 1 messages of the client whose acknowledgement has not reached it, by packet id. */
    final Map<Integer, OutgoingPublish> routedQos1 = new HashMap<>();

    @Nullable
    BrokerConnection connection;

    @Nullable
    Will will;

    /** Changes with every connection and every end of one: what was planned for an earlier one is off. */
    long generation;

    /** Sessions that began earlier have lower ones: the order in which they are served. */
    final long ordinal;

    private int lastPacketId;

    BrokerSession(String clientId, long ordinal) {
        this.clientId = clientId;
        this.ordinal = ordinal;
    }

    int nextPacketId() {
        lastPacketId = lastPacketId == 0xFFFF ? 1 : lastPacketId + 1;
        return lastPacketId;
    }

    @Nullable
    Outgoing inFlight(int packetId) {
        for (Outgoing outgoing : inFlight) {
            if (outgoing.packetId == packetId) {
                return outgoing;
            }
        }
        return null;
    }

    boolean isConnected() {
        return connection != null;
    }

    /** Messages that the client has not acknowledged. */
    int kept() {
        int kept = queued.size();
        for (Outgoing outgoing : inFlight) {
            kept += outgoing.received ? 0 : 1;
        }
        return kept;
    }
}
