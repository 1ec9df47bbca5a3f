package org.sngateway.simulator.device;

import org.sngateway.codec.v12.SnMessage;

/** The network below a device: takes what the device sends to its gateway. Must not call back into the device. */
@FunctionalInterface
public interface DeviceLink {
    void send(SnMessage message);
}
