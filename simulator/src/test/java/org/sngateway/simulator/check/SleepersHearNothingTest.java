package org.sngateway.simulator.check;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.StateName;

import static org.sngateway.simulator.check.Story.ME;
import static org.sngateway.simulator.check.Story.TOPIC_ID;
import static org.sngateway.simulator.check.Story.accepted;
import static org.sngateway.simulator.check.Story.crashed;
import static org.sngateway.simulator.check.Story.down;
import static org.sngateway.simulator.check.Story.started;
import static org.sngateway.simulator.check.Story.up;

class SleepersHearNothingTest {
    private final Story story = Story.of(ledger -> new SleepersHearNothing());

    private Story asleep() {
        return story.connects(true).sleeps(600);
    }

    @Test
    void breaksWhenASleeperIsSentAMessage() {
        asleep().after(5).sends(down("d1", Qos.ONE, 1)).breaks("sleeps");
    }

    @Test
    void breaksWhenASleeperIsAskedWhetherItLives() {
        asleep().after(5).sends(PingReq.EMPTY).breaks("sleeps");
    }

    @Test
    void deliversDuringAWake() {
        asleep().after(5)
                .wakes()
                .sends(new Register(TOPIC_ID, 1, Octets.ofUtf8(Story.TOPIC)), down("d1", Qos.ONE, 2), new PingResp())
                .holds();
    }

    @Test
    void breaksWhenAMessageComesAfterPingResp() {
        asleep().after(5)
                .wakes()
                .sends(new PingResp())
                .after(5)
                .sends(down("d1", Qos.ONE, 2))
                .breaks("sleeps");
    }

    @Test
    void letsASecondPingReqBeginAnotherWakeBehindAHeldAnswer() {
        asleep().after(5)
                .wakes()
                .hears(new PingReq(Octets.ofUtf8(ME)))
                .sends(new PingResp(), down("d1", Qos.ONE, 2))
                .holds();
    }

    @Test
    void breaksWhenAWakeRanOutAndTheGatewayGoesOnRepeating() {
        asleep().after(5)
                .wakes()
                .sends(down("d1", Qos.ONE, 2))
                .turns(StateName.AWAKE, StateName.ASLEEP)
                .after(10)
                .sends(down("d1", Qos.ONE, 2))
                .breaks("sleeps");
    }

    @Test
    void answersWhatASleeperSendsHoweverLateTheBrokerIs() {
        asleep().after(5)
                .hears(up("u1", Qos.ONE, 1), new PubRec(9))
                .sends(new PubRel(9))
                .after(60)
                .sends(accepted(1))
                .holds();
    }

    @Test
    void breaksWhenARequestOfBeforeTheSleepIsAnswered() {
        story.connects(true)
                .hears(up("u1", Qos.ONE, 1))
                .sleeps(600)
                .after(20)
                .sends(accepted(1))
                .breaks("sleeps");
    }

    @Test
    void takesAnAnswerThatTheStoreHeldBack() {
        story.connects(true)
                .hears(up("u1", Qos.ONE, 1), new Disconnect(600))
                .sends(accepted(1), Disconnect.PLAIN)
                .holds();
    }

    @Test
    void breaksWhenTheNextProcessTellsASleeperToGo() {
        asleep().then(crashed(), started()).after(5).sends(Disconnect.PLAIN).breaks("sleeps");
    }

    @Test
    void turnsAwayWhoeverItDoesNotKnow() {
        asleep().after(700).hears(up("u1", Qos.ZERO, 0)).sends(Disconnect.PLAIN).holds();
    }

    @Test
    void answersARepeatedGoodnight() {
        asleep().after(10).hears(new Disconnect(600)).sends(Disconnect.PLAIN).holds();
    }

    @Test
    void hasASleeperThatConnectsHearEverything() {
        asleep().after(5)
                .connects(true, StateName.ASLEEP)
                .sends(down("d1", Qos.ONE, 2), new PubAck(TOPIC_ID, 7, ReturnCode.CONGESTION))
                .holds();
    }
}
