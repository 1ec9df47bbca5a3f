package org.sngateway.gateway.device;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.SnMessage;

/** The way from a device to the gateway and back. Blocking; for one thread. */
public interface DeviceLink extends AutoCloseable {
    void send(SnMessage message);

    /** The next message for the device, or {@code null} when none comes in time. */
    @Nullable
    SnMessage receive(long millisMax);

    @Override
    void close();
}
