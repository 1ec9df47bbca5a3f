package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.WillMsgReq;
import org.sngateway.codec.v12.WillTopicReq;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.ClientProfile;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.session.Messages.CONNACK;
import static org.sngateway.gateway.session.Messages.CONNACK_CONGESTION;
import static org.sngateway.gateway.session.Messages.CONNACK_NOT_SUPPORTED;
import static org.sngateway.gateway.session.Messages.DISCONNECT;
import static org.sngateway.gateway.session.Messages.connect;
import static org.sngateway.gateway.session.Messages.connectWithWill;
import static org.sngateway.gateway.session.Messages.pubAck;
import static org.sngateway.gateway.session.Messages.publish;
import static org.sngateway.gateway.session.Messages.subscribe;
import static org.sngateway.gateway.session.Messages.willMsg;
import static org.sngateway.gateway.session.Messages.willTopic;

/** CONNECTs that fail, or are overtaken by another: what was before is again (SN12-CONN-08, SN12-CONN-09). */
class ConnectFailureTest {
    private final EngineFixture fixture = new EngineFixture();
    private final TestDevice c1 = fixture.device("c1");

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private static EngineFixture strict() {
        return new EngineFixture(TestOptions.sleep(o -> new EngineOptions.Sleep(
                o.durationSecondsMax(), o.wakeFrom(), false, o.lenientUplink(), o.wakesMax(), 0)));
    }

    private void opened(TestDevice device, int attempt) {
        ScriptedBroker.Leg leg = device.leg();
        leg.say(new BrokerEvent.Opened(leg.opens.get(attempt).epoch(), false));
        fixture.settle();
    }

    @Test
    @Covers({"SN12-STA-01", "SN12-CONN-04", "SN12-CNG-02"})
    void brokerRefusal_isMappedAndLeavesNoRecord() {
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        c1.sends(connect("c1", true));
        c1.gets(CONNACK_CONGESTION);
        fixture.broker.refusal = ReturnCode.NOT_SUPPORTED;
        c1.sends(connect("c1", true));
        c1.gets(CONNACK_NOT_SUPPORTED);
        assertThat(fixture.engine.sessions()).isZero();
        assertThat(fixture.engine.boundPeers()).isZero();
    }

    @Test
    @Covers({"SN12-STA-11"})
    void legOfAnOvertakenConnect_doesNotCompleteTheOneThatStillAsksForAWill() {
        fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
        c1.sends(connect("c1", false));
        c1.getsNothing();
        c1.sends(connectWithWill("c1", false));
        c1.gets(new WillTopicReq());
        opened(c1, 0);
        c1.getsNothing();
        assertThat(c1.state()).isInstanceOf(SessionState.Connecting.class);
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        c1.sends(willTopic("w/c1"));
        c1.gets(new WillMsgReq());
        c1.sends(willMsg("bye"));
        c1.gets(CONNACK);
        assertThat(c1.leg().lastOpen().will()).isNotNull();
    }

    @Test
    @Covers({"SN12-STA-11"})
    void refusalOfAnOvertakenConnect_doesNotRefuseTheOneThatStillAsksForAWill() {
        fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
        c1.sends(connect("c1", false));
        c1.sends(connectWithWill("c1", false));
        c1.gets(new WillTopicReq());
        ScriptedBroker.Leg leg = c1.leg();
        leg.say(new BrokerEvent.OpenFailed(leg.lastEpoch(), ReturnCode.CONGESTION, "late"));
        fixture.settle();
        c1.getsNothing();
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        c1.sends(willTopic("w/c1"));
        c1.sends(willMsg("bye"));
        assertThat(c1.takes()).containsExactly(new WillMsgReq(), CONNACK);
    }

    @Test
    @Covers({"SN12-STA-14", "SN12-CONN-08"})
    void legOfAnOvertakenConnect_isClosedWhenTheHandshakeIsAbandoned() {
        c1.sends(connect("c1", false));
        c1.sends(DISCONNECT);
        c1.takes();
        fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
        c1.sends(connect("c1", false));
        c1.sends(connectWithWill("c1", false));
        opened(c1, 0);
        fixture.pass(91);
        assertThat(c1.state()).isInstanceOf(SessionState.Disconnected.class);
        assertThat(c1.leg().closes).containsExactly(true);
        assertThat(fixture.engine.boundPeers()).isZero();
    }

    @Test
    @Covers({"SN12-CONN-09"})
    void cleanConnectOfASleeperThatFails_keepsTheBrokerSession() {
        EngineFixture strict = strict();
        TestDevice sleeper = strict.device("c1");
        sleeper.sends(connect("c1", false));
        sleeper.gets(CONNACK);
        sleeper.sleeps(600);
        strict.broker.connects = ScriptedBroker.Connects.REFUSED;
        sleeper.sends(connect("c1", true));
        sleeper.gets(CONNACK_CONGESTION);
        assertThat(sleeper.state()).isInstanceOf(SessionState.Asleep.class);
        strict.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        strict.broker.sessionPresent = true;
        strict.pass(5);
        assertThat(sleeper.leg().lastOpen().cleanStart()).isFalse();
        assertThat(sleeper.leg().lastOpen().cleanSession()).isFalse();
        assertThat(strict.session("c1").upstream().isUp()).isTrue();
        strict.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-STA-14", "SN12-AMB-03"})
    void sleepersNewWillThatTheBrokerNeverAnswered_doesNotStayInForce() {
        c1.sends(connectWithWill("c1", false));
        c1.sends(willTopic("w/old"));
        c1.sends(willMsg("old"));
        c1.takes();
        c1.sleeps(6000);
        fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
        c1.sends(connectWithWill("c1", false));
        c1.sends(willTopic("w/new"));
        c1.sends(willMsg("new"));
        c1.takes();
        fixture.pass(91);
        assertThat(c1.state()).isInstanceOf(SessionState.Asleep.class);
        assertThat(c1.leg().lastOpen().will()).extracting("topic").isEqualTo("w/old");
        opened(c1, c1.leg().opens.size() - 1);
        assertThat(fixture.session("c1").upstream().isUp()).isTrue();
        fixture.pass(100);
        assertThat(c1.state()).isInstanceOf(SessionState.Asleep.class);
    }

    @Test
    @Covers({"SN12-STA-14"})
    void messageThatArrivedDuringAnAbandonedHandshake_isDeliveredAfterIt() {
        c1.sends(connect("c1", false));
        c1.sends(subscribe(1, "a/b", Qos.ONE));
        c1.sends(new org.sngateway.codec.v12.Connect(true, false, 1, 300, org.sngateway.codec.v12.Octets.ofUtf8("c1")));
        c1.takes();
        c1.isDelivered("a/b", "1", Qos.ONE);
        c1.getsNothing();
        fixture.pass(89);
        c1.getsNothing();
        fixture.pass(1.2);
        c1.gets(publish(Qos.ONE, 0x0401, 1, "1"));
        c1.sends(pubAck(0x0401, 1));
    }

    @Test
    @Covers({"SN12-STA-14", "SN12-SLP-02"})
    void awakeDeviceWhoseConnectIsAbandoned_sleepsUndisturbed() {
        c1.sends(connect("c1", false));
        c1.sends(subscribe(1, "a/b", Qos.ONE));
        c1.takes();
        c1.sleeps(6000);
        c1.isDelivered("a/b", "1", Qos.ONE);
        c1.wakes();
        c1.gets(publish(Qos.ONE, 0x0401, 1, "1"));
        c1.sends(connectWithWill("c1", false));
        c1.gets(new WillTopicReq());
        fixture.pass(200);
        c1.getsNothing();
        assertThat(c1.state()).isEqualTo(new SessionState.Asleep(6000));
        assertThat(c1.leg().acknowledged).isEmpty();
        c1.wakes();
        c1.gets(publish(Qos.ONE, 0x0401, 1, "1").repeated());
        c1.sends(pubAck(0x0401, 1));
        c1.takes();
    }

    @Test
    @Covers({"SN12-AMB-02", "SN12-STA-18"})
    void newConnectionThatFails_endsTheOldOneWithoutItsWill() {
        c1.sends(connectWithWill("c1", false));
        c1.sends(willTopic("w/c1"));
        c1.sends(willMsg("bye"));
        c1.takes();
        fixture.pass(10);
        c1.sends(new org.sngateway.codec.v12.PingReq(org.sngateway.codec.v12.Octets.EMPTY));
        c1.takes();
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        c1.sends(connect("c1", true));
        c1.gets(CONNACK_CONGESTION);
        assertThat(c1.state()).isInstanceOf(SessionState.Disconnected.class);
        assertThat(c1.leg().publishes).isEmpty();
        assertThat(fixture.session("c1").storedWill().topic()).isEqualTo("w/c1");
    }

    @Test
    void bugDuringAHandshake_endsThatSessionAlone_andFreesItsAddress() {
        List<String> broken = new java.util.AbstractList<>() {
            @Override
            public String get(int index) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public int size() {
                throw new IllegalStateException("a bug");
            }
        };
        fixture.profiles.put("c1", new ClientProfile(broken, List.of(), true, 1400));
        c1.sends(connectWithWill("c1", false));
        c1.gets(new WillTopicReq());
        fixture.engine.onMessage(c1.peer, willTopic("w"), fixture.nowNanos);
        c1.gets(DISCONNECT);
        assertThat(fixture.observer.failures).hasSize(1);
        fixture.observer.failures.clear();
        assertThat(fixture.engine.boundPeers()).isZero();
        assertThat(fixture.engine.sessions()).isZero();
    }

    @Test
    @Covers({"SN12-STA-12"})
    void disconnectDuringTheHandshake_abortsIt_repetitionIsAnswered() {
        c1.sends(connectWithWill("c1", true));
        c1.gets(new WillTopicReq());
        c1.sends(new Disconnect(30));
        c1.gets(DISCONNECT);
        assertThat(fixture.engine.sessions()).isZero();
        c1.sends(DISCONNECT);
        c1.gets(DISCONNECT);
    }

    @Test
    @Covers({"SN12-STA-14", "SN12-CONN-08"})
    void handshakeThatTakesTooLong_leavesNoRecordOfAStranger() {
        c1.sends(connectWithWill("c1", true));
        c1.gets(new WillTopicReq());
        fixture.pass(89);
        assertThat(fixture.engine.sessions()).isEqualTo(1);
        fixture.pass(1.2);
        assertThat(fixture.engine.sessions()).isZero();
        assertThat(fixture.engine.boundPeers()).isZero();
        c1.getsNothing();
    }
}
