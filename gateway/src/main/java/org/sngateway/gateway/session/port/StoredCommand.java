package org.sngateway.gateway.session.port;

/**
 * A command with QoS 1 or 2 that its device has not acknowledged.
 *
 * @param number names it among the messages for its device
 * @param msgId the message id under which it is sent, so that a device that has it already can tell; 0 with QoS 1
 * @param queuedNanos when it was taken, nanoseconds since 1970
 */
public record StoredCommand(long number, DownlinkCommand command, int msgId, long queuedNanos) {}
