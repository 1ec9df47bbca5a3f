package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.simulator.device.DeviceState;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.TOPIC_ID;
import static org.sngateway.simulator.check.Story.ended;
import static org.sngateway.simulator.check.Story.healed;
import static org.sngateway.simulator.check.Story.published;
import static org.sngateway.simulator.check.Story.up;

class UplinkFinishesTest {
    private static final WorldEvent GAVE_UP = new WorldEvent.DeviceGaveUp(ME, ME, "u1");
    private final Story story = Story.of(UplinkFinishes::new).begins();

    private Story publishedAfterHealing() {
        return story.connects(false).then(healed()).after(300).then(published("u1", Qos.ONE));
    }

    @Test
    void holdsWhenItIsAcknowledged() {
        publishedAfterHealing()
                .then(new WorldEvent.DeviceWasAcknowledged(ME, ME, "u1", Qos.ONE))
                .after(300)
                .then(ended())
                .holds();
    }

    @Test
    void breaksWhenItIsStuck() {
        publishedAfterHealing().after(300).then(ended()).breaks("still under way");
    }

    @Test
    void breaksWhenTheDeviceIsIgnored() {
        publishedAfterHealing().after(60).then(GAVE_UP).breaks("never answered");
    }

    @Test
    void letsTheGatewayRefuse() {
        publishedAfterHealing()
                .hears(up("u1", Qos.ONE, 1))
                .sends(new PubAck(TOPIC_ID, 1, ReturnCode.NOT_SUPPORTED))
                .after(60)
                .then(GAVE_UP)
                .holds();
    }

    @Test
    void letsADeviceGiveUpWhileThingsGoWrong() {
        story.connects(false)
                .then(published("u1", Qos.ONE))
                .after(60)
                .then(GAVE_UP, healed())
                .after(300)
                .then(ended())
                .holds();
    }

    @Test
    void letsASleeperKeepWhatItHasOutstanding() {
        publishedAfterHealing()
                .then(new WorldEvent.DeviceStateChanged(ME, ME, DeviceState.ASLEEP))
                .after(600)
                .then(ended())
                .holds();
    }
}
