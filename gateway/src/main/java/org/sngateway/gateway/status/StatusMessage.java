package org.sngateway.gateway.status;

/**
 * One message on its way to the broker.
 *
 * @param text empty to have the broker forget a retained one
 */
public record StatusMessage(String topic, String text, boolean retain) {}
