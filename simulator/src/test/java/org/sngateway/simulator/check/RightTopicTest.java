package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.brokerGot;
import static org.sngateway.simulator.check.Story.deviceGot;
import static org.sngateway.simulator.check.Story.published;
import static org.sngateway.simulator.check.Story.queued;

class RightTopicTest {
    private final Story story = Story.of(RightTopic::new);

    @Test
    void holdsUnderTheSameName() {
        story.connects(false)
                .then(published("u1", Qos.ONE), brokerGot("u1", Qos.ONE))
                .then(queued("d1", Qos.ONE), deviceGot("d1", Qos.ONE))
                .holds();
    }

    @Test
    void breaksUnderAnotherName() {
        story.connects(false)
                .then(published("u1", Qos.ONE), new WorldEvent.BrokerGot(ME, "u1", "t/2", Qos.ONE))
                .breaks("t/2");
    }

    @Test
    void breaksAsAMessageOfAnotherClient() {
        story.then(published("u1", Qos.ONE), new WorldEvent.BrokerGot("de", "u1", Story.TOPIC, Qos.ONE))
                .breaks("message of de");
    }

    @Test
    void breaksAtAnotherQos() {
        story.then(published("u1", Qos.TWO), brokerGot("u1", Qos.ONE)).breaks("u1");
    }

    @Test
    void breaksWhenTheDeviceTakesItForAnother() {
        story.then(queued("d1", Qos.ONE), new WorldEvent.DeviceGot(ME, ME, "d1", "t/2", Qos.ONE))
                .breaks("t/2");
    }

    @Test
    void excusesADatagramFromBeforeACleanConnect() {
        story.connects(false)
                .then(published("u1", Qos.ONE))
                .connects(true, StateName.ACTIVE)
                .then(new WorldEvent.BrokerGot(ME, "u1", "t/2", Qos.ONE))
                .holds();
    }
}
