package org.sngateway.simulator.device;

import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;

/** An application message on its way out. The topic is Normal, Predefined or ShortName. */
public record OutgoingMessage(TopicRef topic, Qos qos, boolean retain, Octets data) {}
