package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.brokerGot;
import static org.sngateway.simulator.check.Story.crashed;
import static org.sngateway.simulator.check.Story.published;
import static org.sngateway.simulator.check.Story.up;

class ExactlyOnceUplinkTest {
    private final Story story = Story.of(ExactlyOnceUplink::new);

    private Story arrived() {
        return story.connects(false)
                .then(published("u1", Qos.TWO))
                .hears(up("u1", Qos.TWO, 1))
                .then(brokerGot("u1", Qos.TWO));
    }

    @Test
    void holdsWhenItArrivesOnce() {
        arrived().holds();
    }

    @Test
    void breaksWhenItArrivesTwice() {
        arrived().hears(up("u1", Qos.TWO, 1)).then(brokerGot("u1", Qos.TWO)).breaks("u1");
    }

    @Test
    void breaksWhenItArrivesTwiceAcrossASleep() {
        arrived()
                .sleeps(60)
                .connects(false, StateName.ASLEEP)
                .then(brokerGot("u1", Qos.TWO))
                .breaks("u1");
    }

    @Test
    void excusesACrashOfTheGateway() {
        arrived().then(crashed(), brokerGot("u1", Qos.TWO)).holds();
    }

    @Test
    void excusesALostBrokerSession() {
        arrived()
                .then(new WorldEvent.BrokerSessionLost(ME), brokerGot("u1", Qos.TWO))
                .holds();
    }

    @Test
    void excusesANewConnection() {
        arrived()
                .connects(true, StateName.ACTIVE)
                .then(brokerGot("u1", Qos.TWO))
                .holds();
    }

    @Test
    void excusesOneRepetitionOnly() {
        arrived()
                .then(crashed(), brokerGot("u1", Qos.TWO), brokerGot("u1", Qos.TWO))
                .breaks("3 times");
    }

    @Test
    void letsQos1ArriveTwice() {
        story.then(published("u1", Qos.ONE), brokerGot("u1", Qos.ONE), brokerGot("u1", Qos.ONE))
                .holds();
    }
}
