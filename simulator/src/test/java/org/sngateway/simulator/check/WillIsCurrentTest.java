package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.WillMsg;
import org.sngateway.codec.v12.WillMsgResp;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicResp;
import org.sngateway.codec.v12.WillTopicUpd;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;

class WillIsCurrentTest {
    private static final WillMsgUpd SECOND = new WillMsgUpd(Octets.ofUtf8("second"));
    private static final WillMsgResp CHANGED = new WillMsgResp(ReturnCode.ACCEPTED);

    private final Story story = Story.of(ledger -> new WillIsCurrent())
            .begins()
            .hears(
                    new Connect(true, false, 1, 60, Octets.ofUtf8(ME)),
                    new WillTopic(Qos.ONE, false, Octets.ofUtf8("w")),
                    new WillMsg(Octets.ofUtf8("first")))
            .turns(StateName.DISCONNECTED, StateName.CONNECTING)
            .turns(StateName.CONNECTING, StateName.ACTIVE)
            .sends(new org.sngateway.codec.v12.ConnAck(ReturnCode.ACCEPTED))
            .then(new WorldEvent.LegOpened(ME, false));

    private static WorldEvent will(String topic, String key) {
        return new WorldEvent.WillPublished(ME, topic, key, false);
    }

    private Story lost() {
        return story.turns(StateName.ACTIVE, StateName.LOST);
    }

    @Test
    void holdsForTheWillOfTheConnect() {
        lost().then(will("w", "first")).holds();
    }

    @Test
    void breaksWhenAConfirmedChangeIsNotInForce() {
        story.hears(SECOND).sends(CHANGED);
        lost().then(will("w", "first")).breaks("in force are [second]");
    }

    @Test
    void holdsForEitherWhileAChangeIsUnderWay() {
        story.hears(SECOND);
        lost().then(will("w", "first"), will("w", "second")).holds();
    }

    @Test
    void breaksForADeletedWill() {
        story.hears(WillTopicUpd.EMPTY).sends(new WillTopicResp(ReturnCode.ACCEPTED));
        lost().then(will("w", "first")).breaks("in force");
    }

    @Test
    void holdsForTheFormerWillOfAConnectionThatBrokeBeforeTheChange() {
        story.then(new WorldEvent.LegLost(ME), new WorldEvent.LegOpened(ME, true))
                .hears(SECOND)
                .sends(CHANGED)
                .after(100)
                .then(will("w", "first"))
                .holds();
    }

    @Test
    void breaksForTheFormerWillWhenThatIsLongAgo() {
        story.then(new WorldEvent.LegLost(ME), new WorldEvent.LegOpened(ME, true))
                .hears(SECOND)
                .sends(CHANGED)
                .after(300)
                .then(will("w", "first"))
                .breaks("in force");
    }
}
