package org.sngateway.simulator.load;

import org.sngateway.codec.v12.SnMessage;

/** Takes what arrived for the device of an index. */
@FunctionalInterface
public interface MessageSink {
    void onMessage(int index, SnMessage message, long nowNanos);
}
