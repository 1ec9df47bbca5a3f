package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.OutgoingPublish;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** PUBLISH from the device with QoS 0 and 1 (s.2.7, 2.11). */
class UplinkPublishTest {
    private static final int ID = 0x0401;

    private final EngineFixture fixture = new EngineFixture();
    private final TestDevice device = fixture.connected("d", false, 3600);

    @BeforeEach
    void registers() {
        device.sends(Messages.register(1, "a"));
        device.takes();
    }

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private void brokerSays(BrokerEvent event) {
        device.leg().say(event);
        fixture.settle();
    }

    @Test
    @Covers({"SN12-PUBC-01", "SN12-PUBC-11", "SN12-AMB-26", "SN12-QOS-04"})
    void everythingReachesTheBrokerUnchanged_butDup() {
        device.sends(new Publish(true, Qos.ONE, true, new TopicRef.Normal(ID), 2, Octets.EMPTY));
        device.gets(Messages.pubAck(ID, 2));
        assertThat(device.leg().publishes).containsExactly(new OutgoingPublish("a", Octets.EMPTY, Qos.ONE, true));
    }

    @Test
    @Covers({"SN12-PUBC-02", "SN12-PUBC-03", "SN12-PUBC-05", "SN12-PUBC-06", "SN12-AMB-17"})
    void unknownIds_areRefusedAtEveryQos_echoingIdAndMessageId() {
        device.sends(Messages.publish(Qos.ZERO, 9, 0, "x"));
        device.gets(Messages.pubAck(9, 0, ReturnCode.INVALID_TOPIC_ID));
        device.sends(Messages.publish(Qos.ZERO, 9, 5, "x"));
        device.gets(Messages.pubAck(9, 5, ReturnCode.INVALID_TOPIC_ID));
        device.sends(Messages.publish(Qos.ONE, 9, 6, "x"));
        device.gets(Messages.pubAck(9, 6, ReturnCode.INVALID_TOPIC_ID));
        device.sends(Messages.publish(Qos.TWO, new TopicRef.Predefined(9), 7, "x"));
        device.gets(Messages.pubAck(9, 7, ReturnCode.INVALID_TOPIC_ID));
        assertThat(device.leg().publishes).isEmpty();
    }

    @Test
    @Covers({"SN12-TIT-01", "SN12-AMB-35", "SN12-AMB-37"})
    void shortNames_arePublishedAndEchoedOctetForOctet() {
        device.sends(Messages.publish(Qos.ONE, Messages.shortName("s1"), 2, "x"));
        device.gets(Messages.pubAck(0x7331, 2));
        assertThat(device.leg().lastPublish().topic()).isEqualTo("s1");
        device.sends(Messages.publish(Qos.ONE, new TopicRef.ShortName(0x6300), 3, "x"));
        device.gets(Messages.pubAck(0x6300, 3));
        assertThat(device.leg().lastPublish().topic()).isEqualTo("c");
    }

    @Test
    @Covers({"SN12-PUBC-09", "SN12-AMB-35"})
    void shortNamesThatAreNoNames_andTheReservedType_areNotSupported() {
        for (int id : new int[] {0x0061, 0x0000, 'a' << 8 | '+', '#' << 8 | 'a', 0xC328}) {
            device.sends(Messages.publish(Qos.ONE, new TopicRef.ShortName(id), 2, "x"));
            device.gets(Messages.pubAck(id, 2, ReturnCode.NOT_SUPPORTED));
        }
        TopicRef reserved = new TopicRef.Illegal(3, Octets.copyOf(new byte[] {4, 1}));
        device.sends(Messages.publish(Qos.ONE, reserved, 3, "x"));
        device.gets(Messages.pubAck(ID, 3, ReturnCode.NOT_SUPPORTED));
        assertThat(device.leg().publishes).isEmpty();
    }

    @Test
    @Covers({"SN12-PUBC-09"})
    void topicsThatTheDeviceMayNotPublishTo_areNotSupported() {
        fixture.profiles.put("strict", new ClientProfile(List.of("own/#"), List.of(), true, 1400));
        TestDevice strict = fixture.connected("strict", true, 60);
        strict.sends(Messages.register(1, "a"));
        strict.takes();
        strict.sends(Messages.publish(Qos.ONE, ID, 2, "x"));
        strict.gets(Messages.pubAck(ID, 2, ReturnCode.NOT_SUPPORTED));
        assertThat(strict.leg().publishes).isEmpty();
    }

    @Test
    @Covers({"SN12-PUBC-10", "SN12-AMB-28"})
    void messageIdZero_isRefusedWithQos1And2_andAnyIsIgnoredWithQos0() {
        device.sends(Messages.publish(Qos.ONE, ID, 0, "x"));
        device.gets(Messages.pubAck(ID, 0, ReturnCode.NOT_SUPPORTED));
        device.sends(Messages.publish(Qos.TWO, ID, 0, "x"));
        device.gets(Messages.pubAck(ID, 0, ReturnCode.NOT_SUPPORTED));
        device.sends(Messages.publish(Qos.ZERO, ID, 77, "x"));
        device.getsNothing();
        assertThat(device.leg().publishes).hasSize(1);
    }

    @Test
    @Covers({"SN12-PUBC-08", "SN12-AMB-43", "SN12-AMB-05", "SN12-TMR-03"})
    void repeatsWhileTheBrokerIsSlow_areAbsorbed_alsoWithoutDup() {
        fixture.broker.answersPublishes = false;
        Publish publish = Messages.publish(Qos.ONE, ID, 2, "x");
        device.sends(publish);
        device.sends(publish);
        device.sends(publish.repeated());
        device.getsNothing();
        brokerSays(new BrokerEvent.PublishAccepted(device.leg().lastPublishToken()));
        device.gets(Messages.pubAck(ID, 2));
        assertThat(device.leg().publishes).hasSize(1);
    }

    @Test
    @Covers({"SN12-MID-05", "SN12-TMR-02"})
    void lostPubAck_isRepeatedForADup_withoutPublishingAgain() {
        Publish publish = Messages.publish(Qos.ONE, ID, 2, "x");
        device.sends(publish);
        device.gets(Messages.pubAck(ID, 2));
        device.sends(publish.repeated());
        device.gets(Messages.pubAck(ID, 2));
        assertThat(device.leg().publishes).hasSize(1);
        fixture.pass(91);
        device.sends(publish.repeated());
        device.gets(Messages.pubAck(ID, 2));
        assertThat(device.leg().publishes).hasSize(2);
    }

    @Test
    @Covers({"SN12-AMB-05"})
    void anotherMessageUnderAnIdInUse_replacesTheFirst() {
        fixture.broker.answersPublishes = false;
        device.sends(Messages.publish(Qos.ONE, ID, 2, "old"));
        long oldToken = device.leg().lastPublishToken();
        device.sends(Messages.publish(Qos.ONE, ID, 2, "new"));
        brokerSays(new BrokerEvent.PublishAccepted(oldToken));
        device.getsNothing();
        brokerSays(new BrokerEvent.PublishAccepted(device.leg().lastPublishToken()));
        device.gets(Messages.pubAck(ID, 2));
        assertThat(device.leg().lastPublish().payload()).isEqualTo(Octets.ofUtf8("new"));
    }

    @Test
    @Covers({"SN12-PUBC-04", "SN12-PUBC-07", "SN12-AMB-37", "SN12-CNG-02"})
    void moreThanTheWindow_isCongestion_untilTheBrokerAnswers() {
        fixture.broker.answersPublishes = false;
        for (int i = 1; i <= 8; i++) {
            device.sends(Messages.publish(Qos.ONE, ID, i, "m" + i));
        }
        device.getsNothing();
        device.sends(Messages.publish(Qos.ONE, ID, 9, "m9"));
        device.gets(Messages.pubAck(ID, 9, ReturnCode.CONGESTION));
        brokerSays(new BrokerEvent.PublishAccepted(device.leg().publishTokens.get(4)));
        device.gets(Messages.pubAck(ID, 5));
        device.sends(Messages.publish(Qos.ONE, ID, 9, "m9"));
        device.getsNothing();
        assertThat(device.leg().publishes).hasSize(9);
    }

    @Test
    @Covers({"SN12-PUBC-12"})
    void whatTheBrokerRefuses_isToldWithItsCode() {
        fixture.broker.answersPublishes = false;
        device.sends(Messages.publish(Qos.ONE, ID, 2, "x"));
        brokerSays(new BrokerEvent.PublishRejected(device.leg().lastPublishToken(), ReturnCode.CONGESTION));
        device.gets(Messages.pubAck(ID, 2, ReturnCode.CONGESTION));
        device.sends(Messages.publish(Qos.TWO, ID, 3, "x"));
        brokerSays(new BrokerEvent.PublishRejected(device.leg().lastPublishToken(), ReturnCode.NOT_SUPPORTED));
        device.gets(Messages.pubAck(ID, 3, ReturnCode.NOT_SUPPORTED));
    }

    @Test
    @Covers({"SN12-PUBC-12"})
    void aTopicNameThatTheBrokerRefuses_isAnInvalidTopicIdOnlyWhereTheMessageHeldTheName() {
        fixture.broker.answersPublishes = false;
        device.sends(Messages.publish(Qos.ONE, ID, 2, "x"));
        brokerSays(new BrokerEvent.PublishRejected(device.leg().lastPublishToken(), ReturnCode.INVALID_TOPIC_ID));
        device.gets(Messages.pubAck(ID, 2, ReturnCode.NOT_SUPPORTED));
        device.sends(Messages.publish(Qos.TWO, Messages.shortName("ab"), 3, "x"));
        brokerSays(new BrokerEvent.PublishRejected(device.leg().lastPublishToken(), ReturnCode.INVALID_TOPIC_ID));
        device.gets(Messages.pubAck(0x6162, 3, ReturnCode.INVALID_TOPIC_ID));
    }

    @Test
    @Covers({"SN12-MID-01", "SN12-MID-03", "SN12-MID-06"})
    void oneMessageIdInEveryFamilyAndDirection_isNoConflict() {
        fixture.broker.answersPublishes = false;
        fixture.broker.answersSubscribes = false;
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.sends(Messages.publish(Qos.ONE, ID, 1, "x"));
        device.sends(Messages.register(1, "b"));
        device.gets(Messages.regAck(ID + 1, 1));
        brokerSays(new BrokerEvent.PublishAccepted(device.leg().lastPublishToken()));
        device.gets(Messages.pubAck(ID, 1));
        brokerSays(new BrokerEvent.Subscribed(device.leg().lastSubscribeToken(), Qos.ONE));
        device.gets(Messages.subAck(Qos.ONE, ID, 1));
        device.isDelivered("a", "down", Qos.ONE);
        device.gets(Messages.publish(Qos.ONE, ID, 1, "down"));
        device.sends(Messages.publish(Qos.ONE, ID, 1, "y"));
        device.getsNothing();
        device.sends(Messages.pubAck(ID, 1));
        assertThat(device.leg().acknowledged).hasSize(1);
    }

    @Test
    @Covers({"SN12-DIS-01", "SN12-PUBC-01"})
    void qos0RightBeforeDisconnect_isPublishedBeforeTheLegCloses_andDoesNotCountForEver() {
        for (int round = 0; round < 300; round++) {
            device.sends(Messages.publish(Qos.ZERO, ID, 0, "r" + round));
            device.sends(Messages.DISCONNECT);
            assertThat(device.leg().lastPublish().payload()).isEqualTo(Octets.ofUtf8("r" + round));
            assertThat(device.leg().closes).containsExactly(true);
            device.sends(Messages.connect("d", false));
        }
        device.takes();
        assertThat(fixture.observer.drops).isEmpty();
    }

    @Test
    void qos0ThatTheLegNeverWrote_doesNotCountAgainstTheNextConnection() {
        for (int round = 0; round < 300; round++) {
            fixture.broker.answersPublishes = false;
            device.sends(Messages.publish(Qos.ZERO, ID, 0, "r" + round));
            device.sends(Messages.DISCONNECT);
            device.sends(Messages.connect("d", false));
        }
        device.takes();
        assertThat(fixture.observer.drops).isEmpty();
    }

    @Test
    void qos0BeyondWhatTheLegCanWrite_isDroppedAndCounted_withoutSilencingTheDevice() {
        fixture.broker.answersPublishes = false;
        for (int i = 0; i < 257; i++) {
            device.sends(Messages.publish(Qos.ZERO, ID, 0, "m" + i));
        }
        device.getsNothing();
        assertThat(device.leg().publishes).hasSize(256);
        assertThat(fixture.observer.drops(org.sngateway.gateway.session.port.DropReason.UPLINK_OVERFLOW))
                .isEqualTo(1);
    }
}
