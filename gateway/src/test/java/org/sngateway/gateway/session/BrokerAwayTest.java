package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.DropReason;

import static org.assertj.core.api.Assertions.assertThat;

/** The broker is away for a while (AMB-40): nothing is promised that is not safe, and everything comes back. */
class BrokerAwayTest {
    private static final int ID = 0x0401;

    private final EngineFixture fixture = new EngineFixture();
    private final TestDevice device = fixture.connected("d", false, 3600);

    @BeforeEach
    void subscribes() {
        fixture.broker.sessionPresent = true;
        device.sends(Messages.subscribe(900, "a", Qos.TWO));
        device.takes();
    }

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private void legBreaks() {
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        device.leg().breaks();
        fixture.settle();
    }

    private void brokerIsBack() {
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        fixture.pass(61);
    }

    /** A leg that is breaking aborts whatever it is given at once; handing it over again and again would never end. */
    @Test
    void aPublishThatABreakingLegAborts_isHandedOverOnceMore_andAgainWhenTheLegIsUp() {
        fixture.broker.answersPublishes = false;
        device.sends(Messages.publish(Qos.ONE, ID, 9, "x"));
        for (int i = 0; i < 3; i++) {
            device.leg().say(new BrokerEvent.PublishAborted(device.leg().lastPublishToken()));
            fixture.settle();
        }
        assertThat(device.leg().publishes).hasSize(2);
        legBreaks();
        fixture.broker.answersPublishes = true;
        brokerIsBack();
        fixture.pass(2);
        assertThat(device.leg().publishes).hasSize(3);
    }

    @Test
    @Covers({"SN12-AMB-40", "SN12-CNG-02", "SN12-PUBC-09", "SN12-SUB-09"})
    void requestsAreAnsweredWithCongestion_qos0IsDroppedAndCounted() {
        legBreaks();
        device.sends(Messages.publish(Qos.ONE, ID, 1, "x"));
        device.gets(Messages.pubAck(ID, 1, ReturnCode.CONGESTION));
        device.sends(Messages.publish(Qos.TWO, ID, 2, "x"));
        device.gets(Messages.pubAck(ID, 2, ReturnCode.CONGESTION));
        device.sends(Messages.publish(Qos.ZERO, ID, 0, "x"));
        device.getsNothing();
        assertThat(fixture.observer.drops(DropReason.UPLINK_OVERFLOW)).isEqualTo(1);
        device.sends(Messages.subscribe(3, "b", Qos.ONE));
        device.gets(Messages.subNack(3, ReturnCode.CONGESTION));
        device.sends(Messages.register(4, "c"));
        assertThat(device.takes()).hasSize(1);
        assertThat(device.leg().publishes).isEmpty();
        brokerIsBack();
        device.sends(Messages.publish(Qos.ONE, ID, 1, "x"));
        device.gets(Messages.pubAck(ID, 1));
    }

    @Test
    @Covers({"SN12-PUBC-08", "SN12-AMB-43"})
    void uplinksUnderWay_areAnsweredAfterTheResume_andRepeatsAbsorbedMeanwhile() {
        fixture.broker.answersPublishes = false;
        device.sends(Messages.publish(Qos.ONE, ID, 1, "one"));
        device.sends(Messages.publish(Qos.TWO, ID, 2, "two"));
        legBreaks();
        device.sends(Messages.publish(Qos.ONE, ID, 1, "one").repeated());
        device.getsNothing();
        brokerIsBack();
        for (long token : device.leg().publishTokens) {
            device.leg().say(new BrokerEvent.PublishAccepted(token));
        }
        fixture.settle();
        device.gets(Messages.pubAck(ID, 1), new PubRec(2));
        assertThat(device.leg().publishes).hasSize(2);
    }

    @Test
    @Covers({"SN12-PUBC-08"})
    void uplinksThatTheBrokersLostSessionTook_arePublishedAgain() {
        fixture.broker.answersPublishes = false;
        device.sends(Messages.publish(Qos.ONE, ID, 1, "one"));
        device.sends(Messages.publish(Qos.ZERO, ID, 0, "zero"));
        legBreaks();
        for (long token : device.leg().publishTokens) {
            device.leg().say(new BrokerEvent.PublishAborted(token));
        }
        fixture.settle();
        device.getsNothing();
        fixture.broker.answersPublishes = true;
        fixture.broker.sessionPresent = false;
        brokerIsBack();
        device.gets(Messages.pubAck(ID, 1));
        assertThat(device.leg().publishes).hasSize(3);
        assertThat(device.leg().subscribes).as("subscribed again").containsExactly("a TWO", "a TWO");
    }

    @Test
    void anAbortedQos0OfASleeperWhoseAddressIsTaken_isNoFailure() {
        fixture.broker.answersPublishes = false;
        device.sends(Messages.publish(Qos.ZERO, ID, 0, "zero"));
        device.sleeps(60);
        TestDevice other = new TestDevice(fixture, "other", device.peer);
        other.sends(Messages.connect("other", true));
        other.takes();
        device.leg().say(new BrokerEvent.PublishAborted(device.leg().lastPublishToken()));
        fixture.settle();
        assertThat(fixture.observer.failures).isEmpty();
        assertThat(device.state()).isInstanceOf(SessionState.Asleep.class);
    }

    @Test
    @Covers({"SN12-SUB-08"})
    void unsubscribeMeanwhile_isAnswered_andToldToTheBrokerLater() {
        legBreaks();
        device.sends(new Unsubscribe(1, new TopicRef.Named(Octets.ofUtf8("a"))));
        device.gets(new UnsubAck(1));
        assertThat(device.leg().unsubscribes).isEmpty();
        brokerIsBack();
        assertThat(device.leg().unsubscribes).containsExactly("a");
        device.getsNothing();
    }

    @Test
    void aSubscribeWhileTheLegIsOpenedAnew_isHeld_andAskedWhenItIsUp() {
        fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
        device.sends(new WillMsgUpd(Octets.ofUtf8("bye")));
        device.takes();
        // Without a Will topic there is no Will, and no reason to open the leg anew.
        assertThat(device.leg().opens).hasSize(1);
        device.sends(new org.sngateway.codec.v12.WillTopicUpd(Qos.ZERO, false, Octets.ofUtf8("w")));
        assertThat(device.leg().opens).hasSize(2);
        device.sends(Messages.subscribe(1, "b", Qos.ONE));
        device.sends(Messages.publish(Qos.ONE, ID, 2, "x"));
        device.getsNothing();
        device.leg().say(new BrokerEvent.Opened(device.leg().lastEpoch(), true));
        fixture.settle();
        assertThat(device.takes()).contains(Messages.subAck(Qos.ONE, ID + 1, 1), Messages.pubAck(ID, 2));
    }

    @Test
    void aSubscribeWhileTheLegIsOpenedAnew_isCongestionWhenThatFails() {
        fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
        device.sends(new org.sngateway.codec.v12.WillTopicUpd(Qos.ZERO, false, Octets.ofUtf8("w")));
        device.sends(Messages.subscribe(1, "b", Qos.ONE));
        device.sends(Messages.publish(Qos.ONE, ID, 2, "x"));
        device.leg().say(new BrokerEvent.OpenFailed(device.leg().lastEpoch(), ReturnCode.CONGESTION, "away"));
        fixture.settle();
        assertThat(device.takes())
                .contains(Messages.subNack(1, ReturnCode.CONGESTION), Messages.pubAck(ID, 2, ReturnCode.CONGESTION));
    }

    @Test
    @Covers({"SN12-TMR-07"})
    void aDeviceThatKeepsSilentAfterCongestion_isNotLostWhileItPings() {
        TestDevice patient = fixture.connected("p", true, 60);
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        patient.leg().breaks();
        fixture.settle();
        patient.sends(Messages.publish(Qos.ONE, Messages.shortName("ab"), 1, "x"));
        patient.gets(Messages.pubAck(0x6162, 1, ReturnCode.CONGESTION));
        for (int minute = 0; minute < 10; minute++) {
            fixture.pass(60);
            patient.sends(org.sngateway.codec.v12.PingReq.EMPTY);
            patient.gets(Messages.PINGRESP);
        }
        assertThat(patient.state()).isInstanceOf(SessionState.Active.class);
    }

    @Test
    void pausesDouble_upToTheLongest() {
        legBreaks();
        for (double pause : new double[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(secondsUntilOpened()).isBetween(pause - 0.11, pause + 0.21);
        }
        brokerIsBack();
    }

    @Test
    void pausesGoOnDoubling_whileAnotherClientTakesTheIdOverAsSoonAsTheLegIsUp() {
        for (double pause : new double[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            device.leg().breaks();
            fixture.settle();
            assertThat(secondsUntilOpened()).isBetween(pause - 0.11, pause + 0.21);
            fixture.pass(pause);
        }
    }

    @Test
    void aConnectionThatLasted_makesThePausesShortAgain() {
        for (int i = 0; i < 4; i++) {
            device.leg().breaks();
            fixture.settle();
            secondsUntilOpened();
        }
        fixture.pass(31.8);
        device.leg().breaks();
        fixture.settle();
        assertThat(secondsUntilOpened())
                .as("twice the pause of 16 s not reached")
                .isBetween(15.8, 16.3);
        fixture.pass(64.2);
        device.leg().breaks();
        fixture.settle();
        assertThat(secondsUntilOpened()).isBetween(0.8, 1.3);
        fixture.pass(9);
        device.leg().breaks();
        fixture.settle();
        assertThat(secondsUntilOpened()).as("10 s not reached").isBetween(1.8, 2.3);
    }

    private double secondsUntilOpened() {
        long start = fixture.nowNanos;
        int opens = device.leg().opens.size();
        while (device.leg().opens.size() == opens) {
            fixture.pass(0.1);
        }
        return (fixture.nowNanos - start) / 1e9;
    }

    @Test
    void pausesAreJittered_betweenHalfAndAll() {
        EngineFixture jittery = new EngineFixture(TestOptions.upstream(o ->
                new EngineOptions.Upstream(100, o.reconnectMinNanos(), o.reconnectMaxNanos(), o.awayNanosMax(), 42)));
        for (int i = 0; i < 20; i++) {
            jittery.connected("d" + i, true, 3600);
        }
        jittery.broker.allLegs.forEach(ScriptedBroker.Leg::breaks);
        jittery.settle();
        jittery.pass(0.4);
        assertThat(reopened(jittery)).isZero();
        jittery.pass(0.3);
        assertThat(reopened(jittery)).isBetween(1L, 19L);
        jittery.pass(0.5);
        assertThat(reopened(jittery)).isEqualTo(20);
    }

    private static long reopened(EngineFixture of) {
        return of.broker.allLegs.stream().filter(leg -> leg.opens.size() == 2).count();
    }

    @Test
    void hearingThatTheBrokerIsBack_shortensThePause_andNeverProlongsIt() {
        legBreaks();
        fixture.pass(40);
        int opens = device.leg().opens.size();
        for (int i = 0; i < 7; i++) {
            fixture.engine.onBrokerReachable(fixture.nowNanos);
            fixture.pass(0.1);
        }
        assertThat(device.leg().opens).hasSize(opens + 1);
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        fixture.pass(2);
    }

    @Test
    @Covers({"SN12-AMB-40", "SN12-STA-22"})
    void awayForTooLong_sleepersGetWhatIsThere_andThenDisconnect() {
        EngineFixture impatient = new EngineFixture(TestOptions.upstream(o -> new EngineOptions.Upstream(
                4, o.reconnectMinNanos(), o.reconnectMaxNanos(), 3600 * EngineFixture.SECOND, 0)));
        TestDevice sleeper = impatient.connected("d", false, 60);
        sleeper.sends(Messages.subscribe(900, "a", Qos.ONE));
        sleeper.takes();
        sleeper.sleeps(7200);
        sleeper.isDelivered("a", "1", Qos.ONE);
        impatient.broker.connects = ScriptedBroker.Connects.REFUSED;
        sleeper.leg().breaks();
        impatient.settle();
        impatient.pass(3700);
        sleeper.getsNothing();
        sleeper.wakes();
        sleeper.gets(Messages.publish(Qos.ONE, ID, 1, "1"));
        sleeper.sends(Messages.pubAck(ID, 1));
        sleeper.gets(Messages.DISCONNECT);
        impatient.checkNothingLeaks();
    }
}
