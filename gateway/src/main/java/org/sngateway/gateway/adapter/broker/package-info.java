/**
 * The way up to the MQTT broker on the HiveMQ MQTT client: one MQTT connection per device, under the device's own client
 * id, and one of the gateway's own. Everything here is confined to the thread of one shard, whose event loop also serves
 * the sockets: no message changes thread on its way.
 */
@NullMarked
package org.sngateway.gateway.adapter.broker;

import org.jspecify.annotations.NullMarked;
