package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.crashed;
import static org.sngateway.simulator.check.Story.deviceGot;
import static org.sngateway.simulator.check.Story.down;
import static org.sngateway.simulator.check.Story.queued;
import static org.sngateway.simulator.check.Story.started;

class PingRespComesLastTest {
    private static final PingResp PINGRESP = new PingResp();

    private final Story story = Story.of(PingRespComesLast::new).begins();

    private static WorldEvent delivered(String key, Qos qos) {
        return new WorldEvent.LegDelivered(ME, key, qos);
    }

    private Story asleepWith(Qos qos) {
        return story.connects(false).sleeps(600).then(queued("d1", qos), delivered("d1", qos));
    }

    @Test
    void breaksWhenAMessageStillWaits() {
        asleepWith(Qos.ONE).after(5).wakes().sends(PINGRESP).breaks("d1");
    }

    @Test
    void holdsWhenTheDeviceHasEverything() {
        asleepWith(Qos.ONE)
                .after(5)
                .wakes()
                .sends(down("d1", Qos.ONE, 1))
                .then(deviceGot("d1", Qos.ONE))
                .sends(PINGRESP)
                .holds();
    }

    @Test
    void holdsWhenQos0WasSentAndTheRestGivenUp() {
        asleepWith(Qos.ZERO)
                .then(queued("d2", Qos.ONE), delivered("d2", Qos.ONE))
                .wakes()
                .sends(down("d1", Qos.ZERO, 0))
                .then(new WorldEvent.DownlinkGivenUp(ME, "d2", DropReason.DOWNLINK_UNANSWERED))
                .sends(PINGRESP)
                .holds();
    }

    @Test
    void letsWhatComesDuringTheWakeWait() {
        story.connects(false)
                .sleeps(600)
                .wakes()
                .then(queued("d1", Qos.ONE), delivered("d1", Qos.ONE))
                .sends(PINGRESP)
                .holds();
    }

    @Test
    void answersAnActiveDeviceAtAnyTime() {
        story.connects(false)
                .then(queued("d1", Qos.ONE), delivered("d1", Qos.ONE))
                .hears(PingReq.EMPTY)
                .sends(PINGRESP)
                .holds();
    }

    @Test
    void letsTheBrokerDeliverAgainToTheNextProcess() {
        asleepWith(Qos.ONE).then(crashed(), started()).wakes().sends(PINGRESP).holds();
    }
}
