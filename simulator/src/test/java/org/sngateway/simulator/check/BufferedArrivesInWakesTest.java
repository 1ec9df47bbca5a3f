package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.deviceGot;
import static org.sngateway.simulator.check.Story.ended;
import static org.sngateway.simulator.check.Story.healed;
import static org.sngateway.simulator.check.Story.queued;

class BufferedArrivesInWakesTest {
    private final Story story = Story.of(BufferedArrivesInWakes::new).begins();

    private Story asleepWithMessage() {
        return story.connects(false)
                .sleeps(600)
                .then(queued("d1", Qos.ONE), healed())
                .after(300);
    }

    private Story wakeInVain() {
        return story.wakes()
                .turns(StateName.AWAKE, StateName.ASLEEP)
                .sends(new PingResp())
                .after(300);
    }

    @Test
    void breaksWhenAMessageOutlivesThreeWakes() {
        asleepWithMessage();
        wakeInVain();
        wakeInVain();
        wakeInVain().then(ended()).breaks("d1");
    }

    @Test
    void waitsForTheThirdWake() {
        asleepWithMessage();
        wakeInVain();
        wakeInVain().then(ended()).holds();
    }

    @Test
    void holdsWhenItArrivesOrIsGivenUp() {
        asleepWithMessage()
                .then(queued("d2", Qos.ONE), new WorldEvent.DownlinkGivenUp(ME, "d2", DropReason.DOWNLINK_EXPIRED));
        wakeInVain();
        wakeInVain();
        wakeInVain().then(deviceGot("d1", Qos.ONE), ended()).holds();
    }

    @Test
    void breaksWhenAnActiveDeviceGetsNothing() {
        story.connects(false)
                .then(queued("d1", Qos.TWO), healed())
                .after(400)
                .then(ended())
                .breaks("d1");
    }

    @Test
    void letsTheBrokersLossStand() {
        story.connects(false)
                .then(queued("d1", Qos.TWO), new WorldEvent.BrokerSessionLost(ME), healed())
                .after(400)
                .then(ended())
                .holds();
    }

    @Test
    void demandsNothingForAVanishedOrDoubledDevice() {
        story.connects(false)
                .then(queued("d1", Qos.ONE), healed(), new WorldEvent.DeviceVanished(ME, ME))
                .after(400)
                .then(ended())
                .holds();
    }
}
