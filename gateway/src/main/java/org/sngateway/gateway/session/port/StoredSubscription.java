package org.sngateway.gateway.session.port;

import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;

/**
 * A subscription of one device, one for each filter.
 *
 * @param topic how the device named it: {@link TopicRef.Named}, {@link TopicRef.ShortName} or {@link TopicRef.Predefined}
 * @param granted MINUS_ONE when the device has ended the subscription and the broker has yet to be told
 */
public record StoredSubscription(String filter, TopicRef topic, Qos requested, Qos granted) {}
