package org.sngateway.gateway.session.port;

/**
 * What there is to be said of a message for a device when it has come to its end here. Times are nanoseconds since 1970.
 *
 * @param number names it among the messages for its device, while it is here
 * @param attempts how often it was sent
 * @param correlation what the sender of a command wants to recognise it by; empty for none
 */
public record DownlinkReceipt(
        long number, Delivery delivery, Source source, long queuedNanos, int attempts, String correlation) {

    /** Where a message came from. */
    public enum Source {
        BROKER,
        COMMAND
    }
}
