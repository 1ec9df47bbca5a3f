package org.sngateway.gateway.session.port;

/**
 * A normal topic id of one device.
 *
 * @param confirmed whether the device is known to know it
 */
public record StoredTopic(int id, String name, boolean confirmed) {}
