package org.sngateway.simulator.world;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.OutgoingPublish;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an MQTT client library remembers of its session: publishes under way, and deliveries that are not acknowledged. With
 * MQTT 5 it outlives the leg that used it, and serves the next one of the same client id.
 */
final class ClientLibrary {

    /** A QoS 1 or 2 publish without its result. */
    static final class UnderWay {
        final OutgoingPublish publish;
        final int packetId;
        /** Whom to tell; {@link #NOBODY} once its leg is gone. */
        long token;
        /** It has left before: it carries DUP. */
        boolean sent;
        /** PUBREC has come. */
        boolean received;

        UnderWay(OutgoingPublish publish, int packetId, long token) {
            this.publish = publish;
            this.packetId = packetId;
            this.token = token;
        }
    }

    /** A QoS 1 or 2 message from the broker. */
    static final class Held {
        final BrokerMessage message;
        final int packetId;
        long id;
        boolean acknowledged;
        /** PUBREC has gone. */
        boolean answered;

        Held(BrokerMessage message, int packetId, long id) {
            this.message = message;
            this.packetId = packetId;
            this.id = id;
        }
    }

    static final long NOBODY = -1;

    final List<UnderWay> underWay = new ArrayList<>();
    final List<Held> held = new ArrayList<>();
    private final Map<Integer, Boolean> usedPacketIds = new HashMap<>();
    private long lastDeliveryId;

    /** The lowest that is free, as usual. */
    int takePacketId() {
        int id = 1;
        while (usedPacketIds.putIfAbsent(id, true) != null) {
            id++;
        }
        return id;
    }

    void finish(UnderWay publish) {
        underWay.remove(publish);
        usedPacketIds.remove(publish.packetId);
    }

    long nextDeliveryId() {
        return ++lastDeliveryId;
    }

    @Nullable
    UnderWay underWay(int packetId) {
        for (UnderWay publish : underWay) {
            if (publish.packetId == packetId) {
                return publish;
            }
        }
        return null;
    }

    @Nullable
    Held heldQos2(int packetId) {
        for (Held each : held) {
            if (each.packetId == packetId && each.message.qos() == Qos.TWO) {
                return each;
            }
        }
        return null;
    }

    /** Whether there are QoS 2 messages of which the broker may think that nobody has them. */
    boolean owesAcknowledgements() {
        return held.stream().anyMatch(each -> each.message.qos() == Qos.TWO && each.acknowledged);
    }

    /** The connection is over: ids of QoS 1 deliveries mean nothing any more. */
    void onConnectionEnded() {
        held.removeIf(each -> each.message.qos() == Qos.ONE);
    }

    void park() {
        onConnectionEnded();
        for (UnderWay publish : underWay) {
            publish.token = NOBODY;
        }
    }
}
