package org.sngateway.gateway.session.port;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;

/** A message on its way up: a valid topic name, {@code qos} 0, 1 or 2. */
public record OutgoingPublish(String topic, Octets payload, Qos qos, boolean retain) {}
