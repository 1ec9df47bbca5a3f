package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.BrokerEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.session.Messages.CONNACK;
import static org.sngateway.gateway.session.Messages.DISCONNECT;
import static org.sngateway.gateway.session.Messages.PINGRESP;
import static org.sngateway.gateway.session.Messages.connect;
import static org.sngateway.gateway.session.Messages.connectWithWill;
import static org.sngateway.gateway.session.Messages.pubAck;
import static org.sngateway.gateway.session.Messages.publish;

/** DISCONNECT in both forms (SN12 s.2.13), and what it leaves behind. */
class DisconnectTest {
    private final EngineFixture fixture = new EngineFixture();
    private final TestDevice c1 = fixture.device("c1");

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private void connects() {
        c1.sends(connect("c1", false));
        c1.sends(Messages.register(1, "a/b"));
        assertThat(c1.takes()).startsWith(CONNACK);
    }

    @Test
    @Covers({"SN12-DIS-01", "SN12-DIS-04", "SN12-CLS-07", "SN12-STA-19"})
    void plainDisconnect_endsTheConnectionInOrder_withoutItsWill() {
        c1.sends(connectWithWill("c1", false));
        c1.sends(Messages.willTopic("w"));
        c1.sends(Messages.willMsg("bye"));
        c1.takes();
        c1.sends("02 18");
        c1.gets("02 18");
        assertThat(c1.state()).isInstanceOf(SessionState.Disconnected.class);
        assertThat(c1.leg().publishes).isEmpty();
        assertThat(c1.leg().closes).containsExactly(true);
        fixture.pass(1000);
        assertThat(c1.leg().publishes).isEmpty();
        c1.getsNothing();
    }

    @Test
    @Covers({"SN12-AMB-10"})
    void durationZero_isAPlainDisconnect() {
        connects();
        c1.sends("04 18 00 00");
        c1.gets("02 18");
        assertThat(c1.state()).isInstanceOf(SessionState.Disconnected.class);
    }

    @Test
    @Covers({"SN12-DIS-02", "SN12-STA-20", "SN12-MSG-21"})
    void durationAboveZero_isSleep_answeredWithoutADuration() {
        connects();
        c1.sends("04 18 FF FF");
        c1.gets("02 18");
        assertThat(c1.state()).isEqualTo(new SessionState.Asleep(65_535));
        assertThat(c1.leg().closes).isEmpty();
    }

    @Test
    @Covers({"SN12-DIS-02"})
    void sleepLongerThanTheLimit_isCutToIt() {
        EngineFixture cut = new EngineFixture(
                TestOptions.sleep(o -> new EngineOptions.Sleep(3600, o.wakeFrom(), true, true, o.wakesMax(), 0)));
        TestDevice device = cut.device("c1");
        device.sends(connect("c1", false));
        device.takes();
        device.sleeps(65_535);
        assertThat(device.state()).isEqualTo(new SessionState.Asleep(3600));
        cut.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-DIS-05", "SN12-STA-42", "SN12-TMR-02"})
    void repeatedDisconnect_isAnsweredForAWhile_fromThatAddressOnly() {
        connects();
        c1.sends(DISCONNECT);
        for (int i = 0; i < 5; i++) {
            fixture.pass(15);
            c1.sends(DISCONNECT);
        }
        assertThat(c1.takes()).hasSize(6).containsOnly(DISCONNECT);
        TestDevice other = c1.atPort(5001);
        other.sends(DISCONNECT);
        other.getsNothing();
        fixture.pass(16);
        c1.sends(DISCONNECT);
        c1.getsNothing();
    }

    @Test
    @Covers({"SN12-DIS-05", "SN12-STA-28"})
    void repeatedSleepRequest_isAnsweredEachTime() {
        connects();
        for (int i = 0; i < 4; i++) {
            c1.sleeps(300);
            fixture.pass(10);
        }
        assertThat(c1.state()).isEqualTo(new SessionState.Asleep(300));
    }

    @Test
    @Covers({"SN12-DIS-06", "SN12-DIS-07", "SN12-UNK-02"})
    void disconnectOfAStranger_isNeverAnswered() {
        c1.sends(DISCONNECT);
        c1.sends(new Disconnect(60));
        c1.getsNothing();
        c1.sends(PingReq.EMPTY);
        c1.gets(DISCONNECT);
        c1.sends(DISCONNECT);
        c1.getsNothing();
    }

    @Test
    @Covers({"SN12-DIS-05", "SN12-DIS-06"})
    void sleepRequestAfterTheGoodbye_isNotAnswered_becauseNobodyWouldKeepItsMessages() {
        connects();
        c1.sends(DISCONNECT);
        c1.gets(DISCONNECT);
        c1.sends(new Disconnect(60));
        c1.getsNothing();
        c1.sends(new Disconnect(0));
        c1.gets(DISCONNECT);
    }

    @Test
    @Covers({"SN12-DIS-05"})
    void disconnectAfterANewConnect_isNoRepetitionOfTheOldOne() {
        connects();
        c1.sends(DISCONNECT);
        connectsAgainAndIsLost();
        c1.sends(DISCONNECT);
        c1.getsNothing();
    }

    private void connectsAgainAndIsLost() {
        c1.sends(new org.sngateway.codec.v12.Connect(false, false, 1, 1, org.sngateway.codec.v12.Octets.ofUtf8("c1")));
        c1.takes();
        fixture.pass(2);
        assertThat(c1.state()).isInstanceOf(SessionState.Lost.class);
    }

    @Test
    @Covers({"SN12-STA-27", "SN12-STA-35", "SN12-SLP-07"})
    void plainDisconnect_endsSleepToo() {
        connects();
        c1.sleeps(600);
        c1.sends(DISCONNECT);
        c1.gets(DISCONNECT);
        assertThat(c1.state()).isInstanceOf(SessionState.Disconnected.class);
        c1.wakes();
        c1.gets(DISCONNECT);
    }

    @Test
    @Covers({"SN12-STA-36", "SN12-SLP-17", "SN12-SLP-13"})
    void sleepRequestWhileAwake_putsTheUnackedBack_andSleepsForTheNewTime() {
        connects();
        c1.sends(Messages.subscribe(2, "a/b", Qos.ONE));
        c1.takes();
        c1.sleeps(60);
        c1.isDelivered("a/b", "1", Qos.ONE);
        c1.wakes();
        c1.gets(publish(Qos.ONE, 0x0401, 1, "1"));
        c1.sleeps(600);
        fixture.pass(500);
        c1.getsNothing();
        assertThat(c1.state()).isEqualTo(new SessionState.Asleep(600));
        c1.wakes();
        c1.gets(publish(Qos.ONE, 0x0401, 1, "1").repeated());
        c1.sends(pubAck(0x0401, 1));
        c1.gets(PINGRESP);
    }

    @Test
    void qos0PublishRightBeforeDisconnect_reachesTheBroker_howeverOften() {
        fixture.broker.answersPublishes = false;
        connects();
        for (int i = 0; i < 300; i++) {
            c1.sends(publish(Qos.ZERO, 0x0401, 0, "x" + i));
            c1.sends(DISCONNECT);
            ScriptedBroker.Leg leg = c1.leg();
            assertThat(leg.publishes).as("connection " + i).hasSize(1);
            assertThat(leg.closes).containsExactly(true);
            c1.sends(connect("c1", false));
        }
        c1.takes();
    }

    @Test
    void publishThatTheOldConnectionNeverAnswered_isPublishedAgainWhenRepeated() {
        fixture.broker.answersPublishes = false;
        connects();
        for (int msgId = 1; msgId <= 8; msgId++) {
            c1.sends(publish(msgId % 2 == 0 ? Qos.ONE : Qos.TWO, 0x0401, msgId, "x"));
        }
        c1.sends(DISCONNECT);
        c1.sends(connect("c1", false));
        c1.takes();
        c1.sends(publish(Qos.ONE, 0x0401, 2, "x").repeated());
        c1.sends(publish(Qos.TWO, 0x0401, 3, "x").repeated());
        assertThat(c1.leg().publishes).hasSize(2);
        for (long token : java.util.List.copyOf(c1.leg().publishTokens)) {
            c1.leg().say(new BrokerEvent.PublishAccepted(token));
        }
        fixture.settle();
        c1.gets(pubAck(0x0401, 2), new PubRec(3));
    }
}
