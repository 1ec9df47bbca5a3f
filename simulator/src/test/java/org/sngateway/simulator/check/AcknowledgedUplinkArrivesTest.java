package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.TOPIC_ID;
import static org.sngateway.simulator.check.Story.accepted;
import static org.sngateway.simulator.check.Story.brokerGot;
import static org.sngateway.simulator.check.Story.ended;
import static org.sngateway.simulator.check.Story.published;
import static org.sngateway.simulator.check.Story.up;

class AcknowledgedUplinkArrivesTest {
    private final Story story = Story.of(AcknowledgedUplinkArrives::new);

    private Story acknowledged() {
        return story.then(published("u1", Qos.ONE)).hears(up("u1", Qos.ONE, 1)).sends(accepted(1));
    }

    @Test
    void holdsWhenTheMessageComesOutOfTheSpoolAtLast() {
        acknowledged().after(3_600).then(brokerGot("u1", Qos.ONE), ended()).holds();
    }

    @Test
    void breaksWhenAnAcknowledgedMessageNeverArrives() {
        acknowledged().then(ended()).breaks("u1");
    }

    @Test
    void breaksWhenPubRecWasSentForNothing() {
        story.then(published("u1", Qos.TWO))
                .hears(up("u1", Qos.TWO, 1))
                .sends(new PubRec(1))
                .then(ended())
                .breaks("u1");
    }

    @Test
    void letsARefusedMessageBeLost() {
        story.then(published("u1", Qos.ONE))
                .hears(up("u1", Qos.ONE, 1))
                .sends(new PubAck(TOPIC_ID, 1, ReturnCode.CONGESTION))
                .then(ended())
                .holds();
    }

    @Test
    void takesTheBrokersRefusalOfASpooledMessageForAnEnd() {
        acknowledged().then(new WorldEvent.SpooledGivenUp(ME, "u1"), ended()).holds();
    }

    @Test
    void booksAnAcknowledgementForWhatWasReceivedLastUnderItsId() {
        story.then(published("u1", Qos.ONE), published("u2", Qos.ONE))
                .hears(up("u1", Qos.ONE, 1), up("u2", Qos.ONE, 1))
                .sends(accepted(1))
                .then(brokerGot("u1", Qos.ONE), ended())
                .breaks("u2");
    }
}
