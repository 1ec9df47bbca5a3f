package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Register;
import org.sngateway.gateway.session.port.DropReason;
import org.sngateway.gateway.session.port.StateName;
import org.sngateway.simulator.world.WorldEvent;

import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.accepted;
import static org.sngateway.simulator.check.Story.crashed;
import static org.sngateway.simulator.check.Story.down;
import static org.sngateway.simulator.check.Story.started;

class OneExchangePerMessageIdTest {
    private final Story story = Story.of(ledger -> new OneExchangePerMessageId());

    private Story underWay() {
        return story.connects(false).sends(down("d1", Qos.ONE, 1));
    }

    @Test
    void holdsWhenTheFirstIsAnswered() {
        underWay()
                .sends(down("d1", Qos.ONE, 1))
                .hears(accepted(1))
                .sends(down("d2", Qos.ONE, 1))
                .holds();
    }

    @Test
    void breaksWhenTheFirstIsNotAnswered() {
        underWay().sends(down("d2", Qos.ONE, 1)).breaks("d1");
    }

    @Test
    void breaksWhenRegisterTakesTheIdOfAPublish() {
        underWay().sends(new Register(7, 1, Octets.ofUtf8("x"))).breaks("REGISTER");
    }

    @Test
    void countsQos2UntilPubComp() {
        story.connects(false)
                .sends(down("d1", Qos.TWO, 1))
                .hears(new PubRec(1))
                .sends(new PubRel(1), down("d2", Qos.TWO, 1))
                .breaks("d2");
    }

    @Test
    void freesTheIdWithPubComp() {
        story.connects(false)
                .sends(down("d1", Qos.TWO, 1))
                .hears(new PubRec(1))
                .sends(new PubRel(1))
                .hears(new PubComp(1))
                .sends(down("d2", Qos.TWO, 1))
                .holds();
    }

    @Test
    void breaksWhenTheNextProcessBeginsItsIdsAnew() {
        underWay().then(crashed(), started()).sends(down("d2", Qos.ONE, 1)).breaks("d1");
    }

    @Test
    void freesTheIdOfWhatWasGivenUp() {
        underWay()
                .then(new WorldEvent.DownlinkGivenUp(ME, "d1", DropReason.DOWNLINK_UNANSWERED))
                .sends(down("d2", Qos.ONE, 1))
                .holds();
    }

    @Test
    void endsExchangesWithTheirConnection() {
        underWay()
                .connects(true, StateName.ACTIVE)
                .sends(down("d2", Qos.ONE, 1))
                .holds();
    }
}
