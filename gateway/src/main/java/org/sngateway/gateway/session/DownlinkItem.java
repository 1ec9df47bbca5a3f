package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.DownlinkCommand;
import org.sngateway.gateway.session.port.DownlinkReceipt;
import org.sngateway.gateway.session.port.StoredCommand;

import java.util.ArrayList;
import java.util.List;

/** One message on its way down, from the broker's delivery, or an operator's command, to the device's answer. */
final class DownlinkItem {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /**
     * Names it among the messages for its device while it waits: rises with each of them, and is never used again; 0 for none.
     */
    final long number;

    final long arrivedNanos;
    /** What an operator sent; {@code null} for a message of the broker. */
    final @Nullable DownlinkCommand command;

    Delivery delivery;
    /** From this time on it is not sent any more. */
    long expiresNanos = Timed.NEVER;
    /** The message id under which it is sent; 0 while it has none. It keeps it across sleeps (SN12-SLP-13). */
    int msgId;
    /** It was sent, or may have been by an earlier process. */
    boolean sent;
    /** How often it was sent. */
    int attempts;
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
        this(0, delivery, null, arrivedNanos);
    }

    private DownlinkItem(long number, Delivery delivery, @Nullable DownlinkCommand command, long arrivedNanos) {
        this.number = number;
        this.delivery = delivery;
        this.command = command;
        this.arrivedNanos = arrivedNanos;
    }

    /** A message of the broker; older than {@code ageNanosMax} it is not sent. */
    static DownlinkItem ofBroker(long number, Delivery delivery, long ageNanosMax, long nowNanos) {
        DownlinkItem item = new DownlinkItem(number, delivery, null, nowNanos);
        item.expiresNanos = Math.min(nowNanos + ageNanosMax, expiryOf(delivery.expirySeconds(), nowNanos));
        return item;
    }

    /** A message of an operator, which no broker knows of. */
    static DownlinkItem ofCommand(StoredCommand stored, long ageNanosMax) {
        DownlinkCommand command = stored.command();
        Delivery delivery = new Delivery(
                0, command.topic(), command.payload(), command.qos(), command.retain(), command.expirySeconds());
        DownlinkItem item = new DownlinkItem(stored.number(), delivery, command, stored.queuedNanos());
        item.expiresNanos =
                Math.min(stored.queuedNanos() + ageNanosMax, expiryOf(command.expirySeconds(), stored.queuedNanos()));
        item.msgId = stored.msgId();
        return item;
    }

    private static long expiryOf(long seconds, long sinceNanos) {
        return seconds == Delivery.NO_EXPIRY ? Timed.NEVER : sinceNanos + seconds * NANOS_PER_SECOND;
    }

    /** Whether the broker is waiting to hear what becomes of it, or would if it were there. */
    boolean isOfBroker() {
        return command == null;
    }

    boolean wasSent() {
        return sent;
    }

    boolean isExpired(long nowNanos) {
        return nowNanos >= expiresNanos;
    }

    /** What the store keeps of a command. */
    StoredCommand stored(DownlinkCommand of) {
        // With QoS 1 a copy may come under any id.
        return new StoredCommand(number, of, of.qos() == Qos.TWO ? msgId : 0, arrivedNanos);
    }

    DownlinkReceipt receipt() {
        return new DownlinkReceipt(
                number,
                delivery,
                command == null ? DownlinkReceipt.Source.BROKER : DownlinkReceipt.Source.COMMAND,
                arrivedNanos,
                attempts,
                command == null ? "" : command.correlation());
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
    void comesAgainAs(Delivery copy, long nowNanos) {
        if (stale) {
            formerIds = List.of();
        } else {
            formerIds = new ArrayList<>(formerIds);
            formerIds.add(delivery.id());
        }
        stale = false;
        mayComeAgain = false;
        delivery = copy;
        // A broker counts the time that it has kept the message itself, or it does not.
        expiresNanos = Math.min(expiresNanos, expiryOf(copy.expirySeconds(), nowNanos));
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
