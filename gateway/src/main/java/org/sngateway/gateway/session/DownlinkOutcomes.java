package org.sngateway.gateway.session;

import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.Measure;
import org.sngateway.gateway.session.port.StoreWrite;

/**
 * What is told of a message that has come to its end: to the broker that it may forget it, to the store that it is not to
 * come back, and to the observer what became of it.
 */
final class DownlinkOutcomes {
    private final EngineContext context;
    private final Session session;
    private final Redeliveries redeliveries;

    DownlinkOutcomes(EngineContext context, Session session, Redeliveries redeliveries) {
        this.context = context;
        this.session = session;
        this.redeliveries = redeliveries;
    }

    /** The device has it, or, with QoS 0, it was sent. */
    void delivered(DownlinkItem item, long nowNanos) {
        context.observer.measured(Measure.DOWNLINK_WAIT, nowNanos - item.arrivedNanos);
        context.observer.downlinkDelivered(session.clientId(), item.receipt(), nowNanos);
        if (item.command != null
                && item.delivery.qos() == Qos.TWO
                && session.journal().isDurable()) {
            // PUBREL waits for it: a device that has heard that forgets the message id, and would take a copy for new.
            session.journal().promise(new StoreWrite.DeleteCommand(session.clientId(), item.number));
        } else {
            settle(item);
        }
    }

    /** It will not be delivered. */
    void givenUp(DownlinkItem item, DropReason reason) {
        report(item, reason);
        settle(item);
    }

    /** The same, when there is nobody who still has it. */
    void report(DownlinkItem item, DropReason reason) {
        context.observer.downlinkGivenUp(session.clientId(), item.receipt(), reason);
    }

    /** Whoever keeps it may forget it. */
    void settle(DownlinkItem item) {
        if (item.isUnacknowledged()) {
            return;
        }
        if (!item.isOfBroker()) {
            session.journal().noteAtOnce(new StoreWrite.DeleteCommand(session.clientId(), item.number));
        } else if (item.stale) {
            redeliveries.finished(item);
        } else if (!item.orphaned) {
            item.formerIds().forEach(session.upstream()::acknowledge);
            session.upstream().acknowledge(item.delivery.id());
        }
    }
}
