package org.sngateway.gateway.config;

import java.time.Duration;

/**
 * What the gateway tells about itself on topics of its own.
 *
 * @param base what all of them begin with, without a slash at the end
 * @param interval from one health message to the next, and the shortest time between two messages of a device that tell
 *     nothing but when it was heard
 * @param perClient whether each device has topics
 * @param perSecondMax how many messages are published a second
 * @param requests whether the gateway takes commands there
 */
public record StatusTopicsConfig(
        boolean enabled, String base, Duration interval, boolean perClient, int perSecondMax, boolean requests) {}
