package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.StateName;

import static org.sngateway.simulator.check.Story.TOPIC_ID;
import static org.sngateway.simulator.check.Story.crashed;
import static org.sngateway.simulator.check.Story.down;
import static org.sngateway.simulator.check.Story.started;

class NoUnconfirmedTopicIdTest {
    private static final RegAck REGACK = new RegAck(TOPIC_ID, 1, ReturnCode.ACCEPTED);

    private final Story story = Story.of(ledger -> new NoUnconfirmedTopicId());

    private Story registered() {
        return story.connects(false)
                .sends(new Register(TOPIC_ID, 1, Octets.ofUtf8(Story.TOPIC)))
                .hears(REGACK);
    }

    @Test
    void holdsAfterRegAckOfTheDevice() {
        registered().sends(down("d1", Qos.ONE, 2)).holds();
    }

    @Test
    void breaksWithoutRegister() {
        story.connects(false).sends(down("d1", Qos.ONE, 1)).breaks("d1");
    }

    @Test
    void breaksBeforeRegAckHasCome() {
        story.connects(false)
                .sends(new Register(TOPIC_ID, 1, Octets.ofUtf8(Story.TOPIC)), down("d1", Qos.ONE, 2))
                .breaks("d1");
    }

    @Test
    void holdsAfterSubAckAndRegAckOfTheGateway() {
        story.connects(false)
                .sends(new SubAck(Qos.ONE, TOPIC_ID, 1, ReturnCode.ACCEPTED), down("d1", Qos.ONE, 1))
                .connects(false, StateName.ACTIVE)
                .sends(REGACK, down("d2", Qos.ONE, 2))
                .holds();
    }

    @Test
    void breaksAfterANewConnection() {
        registered()
                .connects(false, StateName.ACTIVE)
                .sends(down("d1", Qos.ONE, 2))
                .breaks("d1");
    }

    @Test
    void holdsAfterAWakeUpAndARestart() {
        registered()
                .sleeps(60)
                .then(crashed(), started())
                .connects(false, StateName.ASLEEP)
                .sends(down("d1", Qos.ONE, 2))
                .holds();
    }

    @Test
    void knowsPredefinedIdsAndShortNamesWithoutRegister() {
        story.connects(false)
                .sends(
                        new Publish(false, Qos.ZERO, false, new TopicRef.Predefined(5), 0, Octets.ofUtf8("d1")),
                        new Publish(false, Qos.ZERO, false, new TopicRef.ShortName(0x6162), 0, Octets.ofUtf8("d2")))
                .holds();
    }
}
