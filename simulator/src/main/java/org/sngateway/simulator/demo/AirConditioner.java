package org.sngateway.simulator.demo;

import org.jspecify.annotations.Nullable;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.DeviceLink;
import org.sngateway.simulator.device.ReceivedMessage;

/** An air conditioner: on mains power and so always active. Does what it is told at once, and says so. */
final class AirConditioner extends Thing {
    private final Room room;
    private final Tally tally;

    AirConditioner(String clientId, DeviceLink link, News news, Tally tally, Room room) {
        super(clientId, link, news);
        this.room = room;
        this.tally = tally;
    }

    @Override
    public void onConnected(long nowNanos) {
        device().subscribe(new TopicRef.Predefined(Topics.AIR_CONDITIONER_COMMAND), Qos.ONE, nowNanos);
    }

    @Override
    public void onSubscribed(TopicRef topic, Qos granted, long nowNanos) {
        tell("connected, stays active");
    }

    @Override
    public void onMessage(ReceivedMessage message, long nowNanos) {
        JsonCommand command = JsonCommand.of(message.data().utf8());
        @Nullable String power = command.text("power");
        if (power == null || !power.equals("on") && !power.equals("off")) {
            tell("does not understand " + message.data().utf8());
            return;
        }
        @Nullable String because = command.text("because");
        if (room.isCooled() != power.equals("on")) {
            room.cool(power.equals("on"), nowNanos);
            tally.switched++;
            tell("switched " + power + (because == null ? "" : ", because " + because));
        }
        publish(Topics.STATE, Qos.ZERO, true, "{\"power\":\"" + power + "\"}", nowNanos);
    }
}
