/**
 * The engine: every rule of an MQTT-SN 1.2 gateway, and nothing else. Pure: it reads no clock, draws no random number,
 * starts no thread, opens no socket, writes no log. It is handed decoded messages, broker events and the time, and it
 * speaks through the ports of {@link org.sngateway.gateway.session.port}.
 *
 * <p>One {@link org.sngateway.gateway.session.GatewayEngine} serves one shard and is confined to that shard's thread.
 */
@NullMarked
package org.sngateway.gateway.session;

import org.jspecify.annotations.NullMarked;
