package org.sngateway.gateway.session;

import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.Delivery;

import java.util.ArrayList;
import java.util.List;

/** One message on its way down, from the broker's delivery to the device's answer. */
final class DownlinkItem {
    final long arrivedNanos;

    /** What people name it by while it waits: rises with each message of the device, and is never used again. */
    long number;
    /** How often it was sent to the device. */
    int transmissions;

    Delivery delivery;
    /** The message id under which it was first sent; 0 before. It keeps it across sleeps (SN12-SLP-13). */
    int msgId;
    /** Wakes, or connections, in which the device was asked for an answer in vain. */
    int wakesInVain;
    /** How often the device said that it does not know the topic id (SN12-PUBG-03). */
    int repairs;
    /** The connection that brought it is gone; the broker will deliver it again, and this copy takes its place. */
    boolean stale;
    /**
     * QoS 2 of a former connection: its id still counts, unless the broker repeats it under another packet id (Artemis does),
     * which the MQTT client cannot know for a repetition.
     */
    boolean mayComeAgain;
    /** Of deliveries that it was taken for; they are acknowledged with it, for whatever they were. */
    private List<Long> formerIds = List.of();
    /** The broker did not deliver it again when it could have: there is nobody to acknowledge it to. */
    boolean orphaned;

    DownlinkItem(Delivery delivery, long arrivedNanos) {
        this.delivery = delivery;
        this.arrivedNanos = arrivedNanos;
    }

    boolean wasSent() {
        return msgId != 0;
    }

    boolean isUnacknowledged() {
        return delivery.qos() == Qos.ZERO;
    }

    int octets() {
        return delivery.payload().length() + delivery.topic().length();
    }

    /**
     * The broker has delivered it again, by all that can be told. QoS 2 of a former connection may be equal to another message
     * all the same: an id that nobody acknowledges would hold back the acknowledgements of all that come later.
     */
    void comesAgainAs(Delivery copy) {
        if (stale) {
            formerIds = List.of();
        } else {
            formerIds = new ArrayList<>(formerIds);
            formerIds.add(delivery.id());
        }
        stale = false;
        mayComeAgain = false;
        delivery = copy;
    }

    List<Long> formerIds() {
        return formerIds;
    }

    boolean isCopyOf(Delivery other) {
        return delivery.qos() == other.qos()
                && delivery.retain() == other.retain()
                && delivery.topic().equals(other.topic())
                && delivery.payload().equals(other.payload());
    }
}
