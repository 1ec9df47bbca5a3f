/**
 * MQTT-SN over UDP: sockets for each listener and shard, native epoll where there is one, multicast groups for discovery.
 * {@link org.sngateway.gateway.adapter.udp.UdpSensorTransport} is the way in.
 */
@NullMarked
package org.sngateway.gateway.adapter.udp;

import org.jspecify.annotations.NullMarked;
