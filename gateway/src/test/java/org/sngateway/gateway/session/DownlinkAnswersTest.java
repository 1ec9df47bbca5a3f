package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What the device answers to REGISTER and PUBLISH, or does not (s.2.6, 2.10, 2.16). */
class DownlinkAnswersTest {
    private static final int ID = 0x0401;

    private final EngineFixture fixture = new EngineFixture(
            options -> options,
            new PredefinedTopics(
                    List.of(new PredefinedTopic(7, "pre", "*"), new PredefinedTopic(8, "other/pre", "*"))));
    private final TestDevice device = fixture.connected("d", false, 3600);

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private void subscribes(String filter, Qos qos) {
        device.sends(Messages.subscribe(900, filter, qos));
        device.takes();
    }

    @Test
    @Covers({"SN12-REG-10"})
    void regAcksThatMatchNothing_areIgnored() {
        subscribes("#", Qos.ONE);
        device.sends(Messages.regAck(ID, 1));
        device.isDelivered("a", "1", Qos.ONE);
        device.gets(Messages.announces(ID, 1, "a"));
        device.sends(Messages.regAck(ID, 2));
        device.sends(Messages.regAck(ID + 1, 1));
        device.getsNothing();
        device.sends(Messages.regAck(ID, 1));
        device.sends(Messages.regAck(ID, 1));
        device.gets(Messages.publish(Qos.ONE, ID, 2, "1"));
        device.sends(Messages.pubAck(ID, 2));
    }

    @Test
    @Covers({"SN12-REG-09", "SN12-AMB-22"})
    void refusingAnExactName_unsubscribesIt() {
        subscribes("a", Qos.ONE);
        fixture.broker.sessionPresent = true;
        device.sends(Messages.connect("d", false));
        device.takes();
        long id = device.isDelivered("a", "m", Qos.ONE);
        device.gets(Messages.announces(ID, 1, "a"));
        device.sends(Messages.regAck(ID, 1, ReturnCode.NOT_SUPPORTED));
        assertThat(device.leg().unsubscribes).containsExactly("a");
        assertThat(device.leg().acknowledged).containsExactly(id);
        assertThat(fixture.observer.downlinkDrops).containsExactly("m DOWNLINK_REFUSED");
        device.getsNothing();
    }

    @Test
    @Covers({"SN12-REG-09", "SN12-AMB-22"})
    void refusingANameOfAWildcard_suppressesThatNameOnly_untilANewSubscription() {
        subscribes("#", Qos.ONE);
        device.isDelivered("a", "1", Qos.ONE);
        device.gets(Messages.announces(ID, 1, "a"));
        device.sends(Messages.regAck(ID, 1, ReturnCode.INVALID_TOPIC_ID));
        device.isDelivered("a", "2", Qos.ONE);
        device.getsNothing();
        assertThat(device.leg().unsubscribes).isEmpty();
        assertThat(device.leg().acknowledged).containsExactly(1L, 2L);
        device.isDelivered("b", "3", Qos.ZERO);
        device.gets(Messages.announces(ID + 1, 2, "b"));
        device.sends(Messages.regAck(ID + 1, 2));
        device.sends(Messages.subscribe(901, "#", Qos.ZERO));
        device.takes();
        device.isDelivered("a", "4", Qos.ZERO);
        device.gets(Messages.announces(ID, 3, "a"));
        device.sends(Messages.regAck(ID, 3));
        device.gets(Messages.publish(Qos.ZERO, ID, 0, "4"));
    }

    @Test
    @Covers({"SN12-REG-11"})
    void congestionInRegAck_isARest_notARefusal() {
        subscribes("#", Qos.ONE);
        device.isDelivered("a", "1", Qos.ONE);
        device.gets(Messages.announces(ID, 1, "a"));
        device.sends(Messages.regAck(ID, 1, ReturnCode.CONGESTION));
        fixture.pass(299);
        device.getsNothing();
        fixture.pass(2);
        device.gets(Messages.announces(ID, 2, "a"));
        device.sends(Messages.regAck(ID, 2));
        device.gets(Messages.publish(Qos.ONE, ID, 3, "1"));
        device.sends(Messages.pubAck(ID, 3));
        assertThat(fixture.observer.downlinkDrops).isEmpty();
    }

    @Test
    @Covers({"SN12-REG-12", "SN12-TMR-04", "SN12-TMR-05", "SN12-MID-02"})
    void noRegAckFromADeviceThatIsAlive_givesThatMessageUpAndGoesOn() {
        subscribes("#", Qos.ONE);
        subscribes("known", Qos.ONE);
        long first = device.isDelivered("a", "1", Qos.ONE);
        device.isDelivered("known", "2", Qos.ONE);
        device.takes();
        for (int i = 0; i < 6; i++) {
            fixture.pass(9);
            device.sends(PingReq.EMPTY);
        }
        assertThat(device.takes())
                .containsSubsequence(
                        Messages.announces(ID + 1, 1, "a"),
                        Messages.announces(ID + 1, 1, "a"),
                        Messages.publish(Qos.ONE, ID, 2, "2"));
        assertThat(fixture.observer.downlinkDrops).containsExactly("1 DOWNLINK_UNANSWERED");
        assertThat(device.leg().acknowledged).containsExactly(first);
        device.sends(Messages.pubAck(ID, 2));
        device.isDelivered("a", "3", Qos.ZERO);
        device.getsNothing();
    }

    @Test
    @Covers({"SN12-TMR-04", "SN12-TMR-05"})
    void noPubAckFromADeviceThatIsAlive_isRepeatedFourTimes_thenGivenUpAndCounted() {
        subscribes("a", Qos.ONE);
        long first = device.isDelivered("a", "1", Qos.ONE);
        device.isDelivered("a", "2", Qos.ONE);
        device.gets(Messages.publish(Qos.ONE, ID, 1, "1"));
        for (int i = 0; i < 4; i++) {
            fixture.pass(10);
            device.gets(Messages.publish(Qos.ONE, ID, 1, "1").repeated());
            device.sends(PingReq.EMPTY);
            device.gets(new PingResp());
        }
        assertThat(device.leg().acknowledged).isEmpty();
        fixture.pass(10);
        device.gets(Messages.publish(Qos.ONE, ID, 2, "2"));
        assertThat(device.leg().acknowledged).containsExactly(first);
        assertThat(fixture.observer.downlinkDrops).containsExactly("1 DOWNLINK_UNANSWERED");
        assertThat(fixture.observer.retransmissions)
                .containsOnly(MessageType.PUBLISH)
                .hasSize(4);
        device.sends(Messages.pubAck(ID, 2));
    }

    @Test
    @Covers({"SN12-TMR-05"})
    void aSilentDevice_keepsTheMessage_andGetsItWhenItIsHeardAgain() {
        subscribes("a", Qos.ONE);
        device.isDelivered("a", "1", Qos.ONE);
        fixture.pass(600);
        assertThat(device.takes()).hasSize(5);
        assertThat(device.leg().acknowledged).isEmpty();
        device.sends(PingReq.EMPTY);
        device.gets(new PingResp(), Messages.publish(Qos.ONE, ID, 1, "1").repeated());
        device.sends(Messages.pubAck(ID, 1));
        assertThat(device.leg().acknowledged).containsExactly(1L);
        assertThat(fixture.observer.downlinkDrops).isEmpty();
    }

    @Test
    @Covers({"SN12-PUBG-03", "SN12-AMB-49"})
    void unknownId_isRegisteredAgainUnderTheSameId_andTheMessageRepeated() {
        subscribes("a", Qos.ONE);
        device.isDelivered("a", "1", Qos.ONE);
        device.gets(Messages.publish(Qos.ONE, ID, 1, "1"));
        // Also when the device does not echo the id as it should.
        device.sends(Messages.pubAck(0, 1, ReturnCode.INVALID_TOPIC_ID));
        device.gets(Messages.announces(ID, 2, "a"));
        device.sends(Messages.regAck(ID, 2));
        device.gets(Messages.publish(Qos.ONE, ID, 1, "1").repeated());
        device.sends(Messages.pubAck(ID, 1));
        assertThat(device.leg().acknowledged).containsExactly(1L);
    }

    @Test
    @Covers({"SN12-PUBG-03"})
    void unknownIdAgainAndAgain_isGivenUp() {
        subscribes("a", Qos.ONE);
        device.isDelivered("a", "1", Qos.ONE);
        for (int repair = 0; repair < 4; repair++) {
            device.sends(Messages.pubAck(ID, 1, ReturnCode.INVALID_TOPIC_ID));
            device.sends(Messages.regAck(ID, 2 + repair));
        }
        assertThat(fixture.observer.downlinkDrops).isEmpty();
        device.sends(Messages.pubAck(ID, 1, ReturnCode.INVALID_TOPIC_ID));
        assertThat(fixture.observer.downlinkDrops).containsExactly("1 DOWNLINK_REFUSED");
        assertThat(device.leg().acknowledged).containsExactly(1L);
        device.takes();
    }

    @Test
    @Covers({"SN12-PUBG-03"})
    void unknownPredefinedOrShortId_cannotBeRepaired() {
        device.sends(Messages.subscribe(1, new TopicRef.Predefined(7), Qos.ONE));
        device.sends(Messages.subscribe(2, Messages.shortName("ab"), Qos.ONE));
        device.takes();
        device.isDelivered("pre", "1", Qos.ONE);
        device.sends(Messages.pubAck(7, 1, ReturnCode.INVALID_TOPIC_ID));
        device.isDelivered("ab", "2", Qos.ONE);
        device.sends(Messages.pubAck(0x6162, 2, ReturnCode.INVALID_TOPIC_ID));
        assertThat(fixture.observer.downlinkDrops).containsExactly("1 DOWNLINK_REFUSED", "2 DOWNLINK_REFUSED");
        assertThat(device.leg().acknowledged).containsExactly(1L, 2L);
        device.takes();
    }

    @Test
    @Covers({"SN12-PUBG-04"})
    void unknownIdOfAQos0Message_isRegisteredBeforeTheNext() {
        subscribes("a", Qos.ZERO);
        device.isDelivered("a", "1", Qos.ZERO);
        device.gets(Messages.publish(Qos.ZERO, ID, 0, "1"));
        device.sends(Messages.pubAck(ID, 0, ReturnCode.INVALID_TOPIC_ID));
        device.getsNothing();
        device.isDelivered("a", "2", Qos.ZERO);
        device.gets(Messages.announces(ID, 1, "a"));
        device.sends(Messages.regAck(ID, 1));
        device.gets(Messages.publish(Qos.ZERO, ID, 0, "2"));
    }

    @Test
    @Covers({"SN12-PUBG-05"})
    void notSupported_isFinal() {
        subscribes("a", Qos.ONE);
        device.isDelivered("a", "1", Qos.ONE);
        device.gets(Messages.publish(Qos.ONE, ID, 1, "1"));
        device.sends(Messages.pubAck(ID, 1, ReturnCode.NOT_SUPPORTED));
        fixture.pass(60);
        device.getsNothing();
        assertThat(device.leg().acknowledged).containsExactly(1L);
        assertThat(fixture.observer.downlinkDrops).containsExactly("1 DOWNLINK_REFUSED");
    }

    @Test
    @Covers({"SN12-PUBG-05"})
    void congestion_isARest_cappedAtTheKeepAlive() {
        TestDevice brief = fixture.connected("brief", true, 20);
        brief.sends(Messages.subscribe(900, "a", Qos.ONE));
        brief.takes();
        brief.isDelivered("a", "1", Qos.ONE);
        brief.gets(Messages.publish(Qos.ONE, ID, 1, "1"));
        brief.sends(Messages.pubAck(ID, 1, ReturnCode.CONGESTION));
        fixture.pass(19);
        brief.sends(PingReq.EMPTY);
        brief.gets(new PingResp());
        fixture.pass(2);
        brief.gets(Messages.publish(Qos.ONE, ID, 1, "1").repeated());
        brief.sends(Messages.pubAck(ID, 1));
        assertThat(brief.leg().acknowledged).containsExactly(1L);
    }
}
