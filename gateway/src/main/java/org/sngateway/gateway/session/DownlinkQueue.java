package org.sngateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.StoreWrite;
import org.sngateway.gateway.session.port.StoredCommand;

import java.util.ArrayList;
import java.util.List;

/**
 * What waits for one device: messages of the broker, which keeps them itself until it is told otherwise, and commands of
 * operators, of which those with QoS 1 and 2 are stored. All of them are in one order. What is under way is its head.
 */
final class DownlinkQueue {
    // configuration
    private final EngineContext context;
    private final Session session;
    private final SleepBuffer buffer;

    // lives as long as the session
    private final Redeliveries redeliveries;
    private final DownlinkOutcomes outcomes;
    private long lastNumber;
    /** Commands on their way to the store. */
    private List<DownlinkItem> unstored = List.of();
    /** The broker delivered more than the buffer holds; it is asked again when the buffer is empty. */
    private boolean refusedSome;

    DownlinkQueue(EngineContext context, Session session) {
        this.context = context;
        this.session = session;
        EngineOptions.Capacity capacity = context.options.capacity();
        this.buffer = new SleepBuffer(capacity.bufferMessagesMax(), capacity.bufferOctetsMax());
        this.redeliveries = new Redeliveries(buffer.acknowledgedMax());
        this.outcomes = new DownlinkOutcomes(context, session, redeliveries);
    }

    /** Other limits; what waits goes on waiting. */
    void renew() {
        EngineOptions.Capacity capacity = context.options.capacity();
        buffer.limit(capacity.bufferMessagesMax(), capacity.bufferOctetsMax());
        redeliveries.limit(buffer.acknowledgedMax());
    }

    DownlinkOutcomes outcomes() {
        return outcomes;
    }

    SleepBuffer buffer() {
        return buffer;
    }

    /** Whether a later message of its topic takes its place. */
    boolean keepsLatest(DownlinkItem item) {
        return item.command != null && item.command.keepLatest() || context.keepsLatest(item.delivery.topic());
    }

    /** A message from the broker. */
    void onArrived(Delivery delivery, @Nullable DownlinkItem inFlight, long nowNanos) {
        switch (redeliveries.match(delivery, buffer, nowNanos)) {
            case FINISHED -> session.upstream().acknowledge(delivery.id());
            case WAITING -> {
                // It takes the place of the copy that is here already.
            }
            case NEW ->
                add(
                        DownlinkItem.ofBroker(
                                ++lastNumber,
                                delivery,
                                context.options.capacity().bufferAgeNanosMax(),
                                nowNanos),
                        inFlight);
        }
    }

    private void add(DownlinkItem item, @Nullable DownlinkItem inFlight) {
        if (refusedSome && !item.isUnacknowledged()) {
            // It would overtake what was refused before it.
            return;
        }
        switch (buffer.offer(item, inFlight)) {
            case KEPT -> {
                if (context.keepsLatest(item.delivery.topic())) {
                    buffer.replaceableBy(item, inFlight).forEach(this::replace);
                }
            }
            case DROPPED -> outcomes.report(item, DropReason.DOWNLINK_OVERFLOW);
            case REFUSED -> refusedSome = true;
        }
        reportEvicted();
    }

    private void replace(DownlinkItem older) {
        buffer.remove(older);
        outcomes.givenUp(older, DropReason.DOWNLINK_REPLACED);
    }

    private void reportEvicted() {
        for (DownlinkItem evicted : buffer.takeEvicted()) {
            outcomes.report(evicted, DropReason.DOWNLINK_OVERFLOW);
        }
    }

    /** Whether there is room for a command of an operator. */
    boolean hasRoomFor(DownlinkItem item, boolean keepLatest, @Nullable DownlinkItem inFlight) {
        return buffer.hasRoomFor(item, keepLatest ? buffer.replaceableBy(item, inFlight) : List.of(), unstored);
    }

    /** A command that has its place when it is stored. */
    void awaitStored(DownlinkItem item) {
        if (unstored.isEmpty()) {
            unstored = new ArrayList<>(2);
        }
        unstored.add(item);
    }

    /** The command is stored, if it has to be: it takes its place, unless the session has ended meanwhile. */
    void onStored(DownlinkItem item, boolean keepLatest, @Nullable DownlinkItem inFlight) {
        if (unstored.contains(item)) {
            unstored.remove(item);
            admit(item, keepLatest, inFlight);
        }
    }

    /** A command takes its place, and that of what it replaces. */
    void admit(DownlinkItem item, boolean keepLatest, @Nullable DownlinkItem inFlight) {
        if (keepLatest) {
            buffer.replaceableBy(item, inFlight).forEach(this::replace);
        }
        buffer.addCommand(item, inFlight);
        reportEvicted();
    }

    /** The numbers of messages rise. */
    long nextNumber() {
        return ++lastNumber;
    }

    /** Whether a message keeps this id for itself: it was sent under it, or is stored with it. */
    boolean isReserved(int msgId) {
        for (DownlinkItem item : unstored) {
            if (item.msgId == msgId) {
                return true;
            }
        }
        for (DownlinkItem item : buffer.items()) {
            if (item.msgId == msgId) {
                return true;
            }
        }
        return false;
    }

    /** The commands that an earlier process had not delivered; those with QoS 2 may have been sent. */
    void restore(List<StoredCommand> commands) {
        for (StoredCommand stored : commands) {
            DownlinkItem item =
                    DownlinkItem.ofCommand(stored, context.options.capacity().bufferAgeNanosMax());
            item.sent = stored.msgId() != 0;
            buffer.add(item);
            lastNumber = Math.max(lastNumber, stored.number());
        }
    }

    /** What is to be stored of the commands that wait. */
    List<StoredCommand> stored() {
        List<StoredCommand> stored = List.of();
        for (DownlinkItem item : buffer.items()) {
            if (item.command != null && !item.isUnacknowledged()) {
                stored = stored.isEmpty() ? new ArrayList<>(2) : stored;
                stored.add(item.stored(item.command));
            }
        }
        for (DownlinkItem item : unstored) {
            if (item.command != null) {
                stored = stored.isEmpty() ? new ArrayList<>(2) : stored;
                stored.add(item.stored(item.command));
            }
        }
        return stored;
    }

    /** Nothing more waits here: what the broker delivered in vain is asked for again. */
    void onDrained() {
        if (refusedSome && buffer.isEmpty()) {
            session.upstream().refresh();
        }
    }

    /** The leg is gone: the broker will deliver again what it has no acknowledgement for. */
    void onUpstreamLost() {
        for (DownlinkItem item : buffer.items()) {
            item.stale |= item.delivery.qos() == Qos.ONE && !item.orphaned && item.isOfBroker();
            item.mayComeAgain |= item.delivery.qos() == Qos.TWO && item.isOfBroker();
        }
    }

    /** The leg is closed: the next one knows nothing of this one's deliveries, so QoS 2 comes again as well. */
    void onUpstreamClosed() {
        for (DownlinkItem item : buffer.items()) {
            item.stale |= !item.isUnacknowledged() && !item.orphaned && item.isOfBroker();
        }
    }

    void onUpstreamUp(boolean sessionPresent, long nowNanos) {
        refusedSome = false;
        redeliveries.onUpstreamUp(sessionPresent, buffer, nowNanos);
    }

    /** The session's end: what is still here is reported; the broker session it came from is gone as well. */
    void clear() {
        if (!stored().isEmpty()) {
            session.journal().promise(new StoreWrite.DeleteCommands(session.clientId()));
        }
        buffer.items().forEach(item -> outcomes.report(item, DropReason.DOWNLINK_SESSION_ENDED));
        unstored.forEach(item -> outcomes.report(item, DropReason.DOWNLINK_SESSION_ENDED));
        buffer.clear();
        unstored = List.of();
        redeliveries.clear();
        refusedSome = false;
    }
}
