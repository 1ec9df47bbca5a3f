package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.brokerGot;
import static org.sngateway.simulator.check.Story.down;
import static org.sngateway.simulator.check.Story.published;
import static org.sngateway.simulator.check.Story.queued;
import static org.sngateway.simulator.check.Story.up;

class OrderKeptTest {
    private final Story story = Story.of(OrderKept::new);

    private Story bothPublished() {
        return story.then(published("u1", Qos.ONE), published("u2", Qos.ONE));
    }

    private Story bothQueued() {
        return story.then(queued("d1", Qos.ONE), queued("d2", Qos.ONE));
    }

    @Test
    void holdsInOrder() {
        bothPublished()
                .hears(up("u1", Qos.ONE, 1), up("u2", Qos.ONE, 2))
                .then(brokerGot("u1", Qos.ONE), brokerGot("u2", Qos.ONE))
                .holds();
    }

    @Test
    void breaksWhenTheSpoolIsReadBackwards() {
        bothPublished()
                .hears(up("u1", Qos.ONE, 1), up("u2", Qos.ONE, 2))
                .then(brokerGot("u2", Qos.ONE), brokerGot("u1", Qos.ONE))
                .breaks("u1");
    }

    @Test
    void doesNotBlameTheGatewayForTheNetwork() {
        bothPublished()
                .hears(up("u2", Qos.ONE, 2))
                .then(brokerGot("u2", Qos.ONE))
                .hears(up("u1", Qos.ONE, 1))
                .then(brokerGot("u1", Qos.ONE))
                .holds();
    }

    @Test
    void letsAMessageThatWasRefusedFirstComeLater() {
        bothPublished()
                .hears(up("u1", Qos.ONE, 1), up("u2", Qos.ONE, 2))
                .then(brokerGot("u2", Qos.ONE))
                .hears(up("u1", Qos.ONE, 1))
                .then(brokerGot("u1", Qos.ONE))
                .holds();
    }

    @Test
    void looksAtFirstArrivalsOnly() {
        bothPublished()
                .hears(up("u1", Qos.ONE, 1), up("u2", Qos.ONE, 2))
                .then(brokerGot("u1", Qos.ONE), brokerGot("u2", Qos.ONE), brokerGot("u1", Qos.ONE))
                .holds();
    }

    @Test
    void breaksWhenDownlinkMessagesAreSwapped() {
        bothQueued().sends(down("d2", Qos.ONE, 1), down("d1", Qos.ONE, 2)).breaks("d1");
    }

    @Test
    void letsDownlinkMessagesBeRepeatedAndGivenUp() {
        bothQueued()
                .then(queued("d3", Qos.ONE))
                .sends(down("d1", Qos.ONE, 1), down("d3", Qos.ONE, 2), down("d1", Qos.ONE, 1))
                .holds();
    }

    @Test
    void doesNotCompareDifferentQos() {
        story.then(queued("d1", Qos.ONE), queued("d2", Qos.ZERO))
                .sends(down("d2", Qos.ZERO, 0), down("d1", Qos.ONE, 1))
                .holds();
    }

    /** Seed 952: the broker was not told in time, and delivers it once more. */
    @Test
    void letsAMessageThatWasGivenUpComeLate() {
        bothQueued()
                .then(new WorldEvent.DownlinkGivenUp(ME, "d1", DropReason.DOWNLINK_REFUSED))
                .sends(down("d2", Qos.ONE, 1), down("d1", Qos.ONE, 2))
                .holds();
    }
}
