package org.sngateway.simulator.tool;

import org.sngateway.simulator.device.ReceivedMessage;

/** Where a subscriber's messages go. */
interface Messages {
    /** @return {@code false} when nobody takes them any more */
    boolean print(ReceivedMessage message);
}
