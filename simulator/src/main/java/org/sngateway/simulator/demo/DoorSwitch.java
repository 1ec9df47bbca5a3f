package org.sngateway.simulator.demo;

import org.sngateway.codec.v12.Qos;
import org.sngateway.simulator.device.DeviceLink;

/** A switch at a door that only ever sends: QoS -1, without a connection, to a predefined topic. */
final class DoorSwitch extends Thing {
    private static final int OPEN_SECONDS = 5;
    private static final int CLOSED_SECONDS = 20;

    private final Tally tally;
    private boolean isOpen;

    DoorSwitch(String name, DeviceLink link, News news, Tally tally) {
        super(name, link, news);
        this.tally = tally;
    }

    @Override
    void act(long nowNanos) {
        isOpen = !isOpen;
        String state = isOpen ? "open" : "closed";
        publish(Topics.DOOR, Qos.MINUS_ONE, state, nowNanos);
        tally.doors++;
        tell("sent QoS -1  " + Topics.DOOR_NAME + " " + state);
        actAt(nowNanos + (isOpen ? OPEN_SECONDS : CLOSED_SECONDS) * SECOND_NANOS);
    }
}
