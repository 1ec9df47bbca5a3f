package org.sngateway.gateway.session.port;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;

/** What is published when a device is lost (MQTT-SN 1.2 s.6.3). The topic is a valid name; {@code qos} is 0, 1 or 2. */
public record Will(String topic, Octets message, Qos qos, boolean retain) {}
