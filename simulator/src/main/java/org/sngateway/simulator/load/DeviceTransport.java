package org.sngateway.simulator.load;

import org.sngateway.simulator.device.DeviceLink;

/** The sockets of a fleet. Used on the loop's thread only. */
public interface DeviceTransport extends AutoCloseable {

    /** The way from the device of this index to the gateway. What comes back goes to the fleet. */
    DeviceLink open(int index);

    /** Sends what the devices have said since the last time, in batches where the socket is shared. */
    void flush();

    /** Datagrams that were not MQTT-SN or came for nobody. */
    long malformed();

    @Override
    void close();
}
