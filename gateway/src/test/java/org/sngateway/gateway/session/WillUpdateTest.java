package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.WillMsgResp;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopicResp;
import org.sngateway.codec.v12.WillTopicUpd;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.Will;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.session.Messages.CONNACK;
import static org.sngateway.gateway.session.Messages.DISCONNECT;
import static org.sngateway.gateway.session.Messages.PINGRESP;
import static org.sngateway.gateway.session.Messages.connect;
import static org.sngateway.gateway.session.Messages.connectWithWill;
import static org.sngateway.gateway.session.Messages.willMsg;
import static org.sngateway.gateway.session.Messages.willTopic;

/** WILLTOPICUPD and WILLMSGUPD (SN12 s.2.5): answered when the broker has the new Will, and never before. */
class WillUpdateTest {
    private static final WillTopicResp TOPIC_ACCEPTED = new WillTopicResp(ReturnCode.ACCEPTED);
    private static final WillMsgResp MESSAGE_ACCEPTED = new WillMsgResp(ReturnCode.ACCEPTED);
    private static final WillTopicUpd DELETE = new WillTopicUpd(Qos.ZERO, false, Octets.EMPTY);

    private final EngineFixture fixture = new EngineFixture();
    private final TestDevice c1 = fixture.device("c1");

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private void connectsWithWill() {
        c1.sends(connectWithWill("c1", false));
        c1.sends(willTopic("w/old"));
        c1.sends(willMsg("old"));
        c1.takes();
        fixture.broker.sessionPresent = true;
    }

    private static WillTopicUpd topicUpd(String topic) {
        return new WillTopicUpd(Qos.TWO, false, Octets.ofUtf8(topic));
    }

    private static WillMsgUpd msgUpd(String text) {
        return new WillMsgUpd(Octets.ofUtf8(text));
    }

    private static Will will(String topic, String text, Qos qos, boolean retain) {
        return new Will(topic, Octets.ofUtf8(text), qos, retain);
    }

    private void brokerAnswers() {
        c1.leg().say(new BrokerEvent.Opened(c1.leg().lastEpoch(), true));
        fixture.settle();
    }

    @Test
    @Covers({"SN12-WILL-01", "SN12-WILL-05", "SN12-AMB-04"})
    void update_reopensTheLegKeepingItsSession_andIsAnsweredWhenTheBrokerHasIt() {
        connectsWithWill();
        fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
        c1.sends(topicUpd("w/new"));
        c1.getsNothing();
        assertThat(c1.leg().lastOpen().cleanStart()).isFalse();
        assertThat(c1.leg().lastOpen().will()).isEqualTo(will("w/new", "old", Qos.TWO, false));
        brokerAnswers();
        c1.gets(TOPIC_ACCEPTED);
        c1.sends(msgUpd("new"));
        c1.getsNothing();
        assertThat(c1.leg().lastOpen().will()).isEqualTo(will("w/new", "new", Qos.TWO, false));
        brokerAnswers();
        c1.gets(MESSAGE_ACCEPTED);
        assertThat(c1.leg().publishes).as("no Will fired").isEmpty();
    }

    @Test
    @Covers({"SN12-WILL-07", "SN12-TMR-02"})
    void repeatedUpdate_isAnsweredOnceWhileUnderWay_andAgainWithoutReopeningAfterwards() {
        connectsWithWill();
        fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
        c1.sends(topicUpd("w/new"));
        c1.sends(topicUpd("w/new"));
        brokerAnswers();
        c1.gets(TOPIC_ACCEPTED);
        int opens = c1.leg().opens.size();
        c1.sends(topicUpd("w/new"));
        c1.gets(TOPIC_ACCEPTED);
        assertThat(c1.leg().opens).hasSize(opens);
    }

    @Test
    @Covers({"SN12-WILL-01", "SN12-WILL-05"})
    void bothUpdatesAtOnce_areBothAnsweredWhenTheLastIsInForce() {
        connectsWithWill();
        fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
        c1.sends(topicUpd("w/new"));
        long first = c1.leg().lastEpoch();
        c1.sends(msgUpd("new"));
        c1.leg().say(new BrokerEvent.Opened(first, true));
        fixture.settle();
        c1.getsNothing();
        brokerAnswers();
        c1.gets(TOPIC_ACCEPTED, MESSAGE_ACCEPTED);
        assertThat(c1.leg().lastOpen().will()).isEqualTo(will("w/new", "new", Qos.TWO, false));
    }

    @Test
    @Covers({"SN12-WILL-02", "SN12-CLS-06"})
    void emptyTopic_deletesTheWill_andIsAnsweredAlsoWhenThereIsNone() {
        connectsWithWill();
        c1.sends(DELETE);
        c1.gets(TOPIC_ACCEPTED);
        assertThat(c1.leg().lastOpen().will()).isNull();
        c1.sends(DELETE);
        c1.gets(TOPIC_ACCEPTED);
        fixture.pass(91);
        assertThat(c1.state()).isInstanceOf(SessionState.Lost.class);
        assertThat(c1.leg().publishes).isEmpty();
        c1.sends(connect("c1", false));
        c1.gets(CONNACK);
        assertThat(c1.leg().lastOpen().will())
                .as("deleted for later connections too")
                .isNull();
    }

    @Test
    @Covers({"SN12-WILL-03"})
    void messageWithoutTopic_isStoredAndArmedOnceThereIsATopic() {
        c1.sends(connect("c1", false));
        c1.gets(CONNACK);
        c1.sends(msgUpd("bye"));
        c1.gets(MESSAGE_ACCEPTED);
        assertThat(c1.leg().opens).hasSize(1);
        c1.sends(topicUpd("w/c1"));
        c1.gets(TOPIC_ACCEPTED);
        assertThat(c1.leg().lastOpen().will()).isEqualTo(will("w/c1", "bye", Qos.TWO, false));
    }

    @Test
    @Covers({"SN12-WILL-03"})
    void topicWithoutMessage_armsAWillWithoutPayload() {
        c1.sends(connect("c1", false));
        c1.sends(topicUpd("w/c1"));
        assertThat(c1.takes()).containsExactly(CONNACK, TOPIC_ACCEPTED);
        assertThat(c1.leg().lastOpen().will()).isEqualTo(will("w/c1", "", Qos.TWO, false));
    }

    @Test
    @Covers({"SN12-WILL-04"})
    void invalidOrForbiddenTopic_isRefusedAndChangesNothing() {
        fixture.profiles.put("c1", new ClientProfile(List.of("w/#"), List.of(), true, 1400));
        connectsWithWill();
        for (WillTopicUpd bad : List.of(
                topicUpd("w/+"),
                topicUpd("elsewhere"),
                new WillTopicUpd(Qos.MINUS_ONE, false, Octets.ofUtf8("w/x")),
                new WillTopicUpd(Qos.ONE, false, Octets.copyOf(new byte[] {(byte) 0xC3, 0x28})))) {
            c1.sends(bad);
            c1.gets(new WillTopicResp(ReturnCode.NOT_SUPPORTED));
        }
        assertThat(c1.leg().opens).hasSize(1);
        assertThat(fixture.session("c1").storedWill().topic()).isEqualTo("w/old");
    }

    @Test
    @Covers({"SN12-WILL-04", "SN12-UNK-01"})
    void updateFromAStranger_isTurnedAway() {
        c1.sends(topicUpd("w/x"));
        c1.sends(msgUpd("x"));
        c1.gets(DISCONNECT, DISCONNECT);
    }

    @Test
    @Covers({"SN12-WILL-06"})
    void updatedWill_survivesIntoLaterConnections() {
        connectsWithWill();
        c1.sends(topicUpd("w/new"));
        c1.sends(DISCONNECT);
        c1.sends(connect("c1", false));
        c1.takes();
        assertThat(c1.leg().lastOpen().will()).isEqualTo(will("w/new", "old", Qos.TWO, false));
    }

    @Test
    @Covers({"SN12-WILL-05", "SN12-CNG-01"})
    void brokerThatRefusesTheNewWill_leavesTheOldOneInForce() {
        connectsWithWill();
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        fixture.broker.refusal = ReturnCode.NOT_SUPPORTED;
        c1.sends(topicUpd("w/new"));
        c1.gets(new WillTopicResp(ReturnCode.NOT_SUPPORTED));
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        fixture.pass(3);
        assertThat(c1.leg().lastOpen().will()).isEqualTo(will("w/old", "old", Qos.ONE, true));
        fixture.pass(90);
        assertThat(c1.leg().publishes).extracting("topic").containsExactly("w/old");
    }

    @Test
    @Covers({"SN12-AMB-40", "SN12-CNG-02"})
    void updateWhileTheBrokerIsAway_isCongestion_andNotTaken() {
        connectsWithWill();
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        c1.leg().breaks();
        fixture.settle();
        c1.sends(topicUpd("w/new"));
        c1.gets(new WillTopicResp(ReturnCode.CONGESTION));
        c1.sends(msgUpd("new"));
        c1.gets(new WillMsgResp(ReturnCode.CONGESTION));
        c1.sends(msgUpd("old"));
        c1.gets(new WillMsgResp(ReturnCode.CONGESTION));
        assertThat(fixture.session("c1").storedWill().topic()).isEqualTo("w/old");
    }

    @Test
    @Covers({"SN12-SLP-18", "SN12-SLP-02"})
    void deviceThatSleepsMeanwhile_isAnsweredWhenItAsksAgain() {
        connectsWithWill();
        fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
        c1.sends(topicUpd("w/new"));
        c1.sleeps(6000);
        brokerAnswers();
        c1.getsNothing();
        c1.sends(topicUpd("w/new"));
        c1.gets(TOPIC_ACCEPTED);
        c1.wakes();
        c1.gets(PINGRESP);
    }

    @Test
    @Covers({"SN12-WILL-05"})
    void deviceLostDuringAnUpdate_newWillIsOwedAndPaid() {
        connectsWithWill();
        fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
        c1.sends(topicUpd("w/new"));
        fixture.pass(91);
        assertThat(c1.state()).isInstanceOf(SessionState.Lost.class);
        brokerAnswers();
        assertThat(c1.leg().publishes).extracting("topic").containsExactly("w/new");
        assertThat(c1.leg().closes).containsExactly(true);
    }

    @Test
    void requestsDuringAnUpdate_areHeldAndThenServed() {
        connectsWithWill();
        c1.sends(Messages.register(1, "a/b"));
        c1.takes();
        fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
        c1.sends(topicUpd("w/new"));
        c1.sends(Messages.publish(Qos.ONE, 0x0401, 2, "x"));
        c1.sends(PingReq.EMPTY);
        c1.gets(PINGRESP);
        brokerAnswers();
        assertThat(c1.takes()).containsExactlyInAnyOrder(TOPIC_ACCEPTED, Messages.pubAck(0x0401, 2));
    }
}
