package org.sngateway.simulator.conformance.script;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Publish;

/**
 * A message that a device got and acknowledged.
 *
 * @param topic the name that it knows the topic by; {@code null} when it was never told
 * @param registered whether a REGISTER came before it
 */
public record Received(Publish publish, @Nullable String topic, boolean registered) {}
