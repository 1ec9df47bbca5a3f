package org.sngateway.gateway.session.port;

/**
 * A QoS 2 message of the device that was received and not released yet.
 *
 * @param msgId 1..65535
 * @param fingerprint tells a repetition from another message under the same id
 */
public record StoredReceived(int msgId, long fingerprint) {}
