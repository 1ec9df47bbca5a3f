package org.sngateway.gateway.adapter.observe;

import org.sngateway.gateway.session.port.DownlinkReceipt;
import org.sngateway.gateway.session.port.DropReason;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Events that tell what became of messages for devices. Of an operator's command each is told, at info or above; of the
 * broker's messages the delivery is daily business. On a shard's thread.
 */
final class Receipts {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    static final String DELIVERED = "downlink.delivered";

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final EventLog log;

    Receipts(EventLog log) {
        this.log = log;
    }

    /** What the event is called that tells of a message given up for this reason. */
    String nameOf(DropReason reason) {
        if (reason == DropReason.DOWNLINK_EXPIRED) {
            return "downlink.expired";
        }
        return reason == DropReason.DOWNLINK_REPLACED ? "downlink.replaced" : "downlink.dropped";
    }

    /** What somebody wanted is no reason to look. */
    LogLevel levelOf(DropReason reason) {
        boolean wanted = reason == DropReason.DOWNLINK_REPLACED || reason == DropReason.DOWNLINK_DISCARDED;
        return wanted ? LogLevel.INFO : LogLevel.WARN;
    }

    void givenUp(String clientId, DownlinkReceipt receipt, DropReason reason) {
        Event event = Event.of(levelOf(reason), nameOf(reason)).with("reason", Names.of(reason));
        log.write(facts(event, clientId, receipt));
    }

    Event delivered(Event event, String clientId, DownlinkReceipt receipt, long nowNanos) {
        return facts(event, clientId, receipt).with("delivered_at", time(nowNanos));
    }

    private static Event facts(Event event, String clientId, DownlinkReceipt receipt) {
        event.with("client", clientId)
                .with("n", receipt.number())
                .with("topic", receipt.delivery().topic())
                .with("qos", receipt.delivery().qos().bits())
                .with("source", Names.of(receipt.source()))
                .with("queued_at", time(receipt.queuedNanos()))
                .with("attempts", receipt.attempts());
        return receipt.correlation().isEmpty() ? event : event.with("correlation", receipt.correlation());
    }

    private static String time(long nanos) {
        return TIME.format(Instant.ofEpochMilli(nanos / NANOS_PER_MILLI));
    }
}
