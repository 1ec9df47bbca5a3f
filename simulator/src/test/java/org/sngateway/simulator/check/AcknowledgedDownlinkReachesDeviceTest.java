package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.brokerAcked;
import static org.sngateway.simulator.check.Story.deviceGot;
import static org.sngateway.simulator.check.Story.queued;

class AcknowledgedDownlinkReachesDeviceTest {
    private final Story story = Story.of(AcknowledgedDownlinkReachesDevice::new);

    @Test
    void holdsWhenTheDeviceHasTheMessage() {
        story.then(queued("d1", Qos.ONE), deviceGot("d1", Qos.ONE), brokerAcked("d1", Qos.ONE))
                .holds();
    }

    @Test
    void breaksWhenTheBrokerIsToldFirst() {
        story.then(queued("d1", Qos.ONE), brokerAcked("d1", Qos.ONE), deviceGot("d1", Qos.ONE))
                .breaks("d1");
    }

    @Test
    void takesAStatedLoss() {
        story.then(
                        queued("d1", Qos.TWO),
                        new WorldEvent.DownlinkGivenUp(ME, "d1", DropReason.DOWNLINK_EXPIRED),
                        brokerAcked("d1", Qos.TWO))
                .holds();
    }

    @Test
    void doesNotTakeTheStatedLossOfAnotherMessage() {
        story.then(
                        queued("d1", Qos.ONE),
                        queued("d2", Qos.ONE),
                        new WorldEvent.DownlinkGivenUp(ME, "d2", DropReason.DOWNLINK_EXPIRED),
                        brokerAcked("d1", Qos.ONE))
                .breaks("d1");
    }
}
