package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.ClientProfile;

import java.util.List;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/** SUBSCRIBE and UNSUBSCRIBE (s.2.9). */
class SubscribeTest {
    private static final int ID = 0x0401;

    private final EngineFixture fixture = new EngineFixture(
            UnaryOperator.identity(),
            new PredefinedTopics(List.of(
                    new PredefinedTopic(7, "all/seven", "*"), new PredefinedTopic(7, "own/{client_id}", "d*"))));
    private final TestDevice device = fixture.connected("d", false, 3600);

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private static Unsubscribe unsubscribe(int msgId, String filter) {
        return new Unsubscribe(msgId, new TopicRef.Named(Octets.ofUtf8(filter)));
    }

    private void brokerSays(BrokerEvent event) {
        device.leg().say(event);
        fixture.settle();
    }

    @Test
    @Covers({"SN12-SUB-01", "SN12-SUB-02", "SN12-PUBG-01"})
    void plainName_getsAnId_underWhichItIsDelivered() {
        device.sends(Messages.subscribe(1, "a", Qos.TWO));
        device.gets(Messages.subAck(Qos.TWO, ID, 1));
        assertThat(device.leg().subscribes).containsExactly("a TWO");
        device.isDelivered("a", "m", Qos.ZERO);
        device.gets(Messages.publish(Qos.ZERO, ID, 0, "m"));
    }

    @Test
    @Covers({"SN12-SUB-09"})
    void refusedSubscriptions_keepNoTopicIds() {
        fixture.broker.answersSubscribes = false;
        for (int i = 0; i < 60; i++) {
            device.sends(Messages.subscribe(i + 1, "refused/" + i, Qos.ONE));
            brokerSays(new BrokerEvent.SubscribeRejected(device.leg().lastSubscribeToken(), ReturnCode.NOT_SUPPORTED));
            device.gets(Messages.subNack(i + 1, ReturnCode.NOT_SUPPORTED));
        }
        device.sends(Messages.register(100, "still/room"));
        device.gets(Messages.regAck(ID, 100));
    }

    @Test
    @Covers({"SN12-SUB-09"})
    void aGrantWithNoTopicIdLeft_isRefusedAndTakenBackAtTheBroker() {
        fixture.broker.answersSubscribes = false;
        device.sends(Messages.subscribe(1, "late", Qos.ONE));
        for (int i = 0; i < 50; i++) {
            device.sends(Messages.register(100 + i, "t/" + i));
        }
        device.takes();
        brokerSays(new BrokerEvent.Subscribed(device.leg().lastSubscribeToken(), Qos.ONE));
        device.gets(Messages.subNack(1, ReturnCode.NOT_SUPPORTED));
        assertThat(device.leg().unsubscribes).containsExactly("late");
        device.sends(Messages.subscribe(2, "late", Qos.ONE));
        device.gets(Messages.subNack(2, ReturnCode.NOT_SUPPORTED));
        device.sends(unsubscribe(3, "late"));
    }

    @Test
    @Covers({"SN12-SUB-01", "SN12-AMB-19"})
    void subAckTellsTheGrantedQos() {
        fixture.broker.answersSubscribes = false;
        device.sends(Messages.subscribe(1, "a", Qos.TWO));
        device.getsNothing();
        brokerSays(new BrokerEvent.Subscribed(device.leg().lastSubscribeToken(), Qos.ZERO));
        device.gets(Messages.subAck(Qos.ZERO, ID, 1));
    }

    @Test
    @Covers({"SN12-SUB-03", "SN12-AMB-16", "SN12-AMB-35"})
    void wildcards_getIdZero_alsoAsShortNames() {
        device.sends(Messages.subscribe(1, "a/+/#", Qos.ONE));
        device.sends(Messages.subscribe(2, Messages.shortName("/#"), Qos.ONE));
        device.sends(Messages.subscribe(3, "$share/g/a", Qos.ONE));
        device.gets(Messages.subAck(Qos.ONE, 0, 1), Messages.subAck(Qos.ONE, 0, 2), Messages.subAck(Qos.ONE, 0, 3));
        assertThat(device.leg().subscribes).containsExactly("a/+/# ONE", "/# ONE", "$share/g/a ONE");
    }

    @Test
    @Covers({"SN12-SUB-04", "SN12-AMB-16", "SN12-PUBG-02", "SN12-TIT-03"})
    void shortName_isEchoed_andDeliveredAsShort() {
        device.sends(Messages.subscribe(1, Messages.shortName("ab"), Qos.ONE));
        device.gets(Messages.subAck(Qos.ONE, 0x6162, 1));
        device.isDelivered("ab", "m", Qos.ZERO);
        device.gets(Messages.publish(Qos.ZERO, Messages.shortName("ab"), 0, "m"));
    }

    @Test
    @Covers({"SN12-SUB-05", "SN12-AMB-18", "SN12-TIT-02", "SN12-PUBG-02"})
    void predefinedId_meansTheDevicesOwnName_andIsDeliveredAsPredefined() {
        device.sends(Messages.subscribe(1, new TopicRef.Predefined(7), Qos.ONE));
        device.gets(Messages.subAck(Qos.ONE, 7, 1));
        assertThat(device.leg().subscribes).containsExactly("own/d ONE");
        device.isDelivered("own/d", "m", Qos.ZERO);
        device.gets(Messages.publish(Qos.ZERO, new TopicRef.Predefined(7), 0, "m"));
        device.sends(Messages.subscribe(2, new TopicRef.Predefined(8), Qos.ONE));
        device.gets(Messages.subNack(2, ReturnCode.INVALID_TOPIC_ID));
    }

    @Test
    @Covers({"SN12-SUB-09", "SN12-AMB-34"})
    void whatCannotBeSubscribed_isNotSupported() {
        fixture.profiles.put("d", new ClientProfile(List.of(), List.of("own/#"), true, 1400));
        device.sends(Messages.connect("d", false));
        device.takes();
        device.sends(Messages.subscribe(1, "own/x", Qos.MINUS_ONE));
        device.gets(Messages.subNack(1, ReturnCode.NOT_SUPPORTED));
        TopicRef reserved = new TopicRef.Illegal(3, Octets.ofUtf8("ab"));
        for (TopicRef topic : List.of(
                reserved,
                new TopicRef.Named(Octets.EMPTY),
                new TopicRef.Named(Octets.ofUtf8("own/a+")),
                new TopicRef.Named(Octets.ofUtf8("own/#/x")),
                new TopicRef.Named(Octets.ofUtf8("foreign")))) {
            device.sends(Messages.subscribe(2, topic, Qos.ONE));
            device.gets(Messages.subNack(2, ReturnCode.NOT_SUPPORTED));
        }
        assertThat(device.leg().subscribes).isEmpty();
    }

    @Test
    @Covers({"SN12-SUB-06", "SN12-SUB-09"})
    void theBrokersRefusal_isTheDevices() {
        fixture.broker.answersSubscribes = false;
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        brokerSays(new BrokerEvent.SubscribeRejected(device.leg().lastSubscribeToken(), ReturnCode.NOT_SUPPORTED));
        device.gets(Messages.subNack(1, ReturnCode.NOT_SUPPORTED));
        device.sends(Messages.subscribe(2, "a", Qos.ONE));
        brokerSays(new BrokerEvent.SubscribeRejected(device.leg().lastSubscribeToken(), ReturnCode.CONGESTION));
        device.gets(Messages.subNack(2, ReturnCode.CONGESTION));
    }

    @Test
    @Covers({"SN12-SUB-07", "SN12-AMB-37"})
    void severalAtOnce_areEachAnsweredByMessageId() {
        fixture.broker.answersSubscribes = false;
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.sends(Messages.subscribe(2, "b", Qos.ONE));
        brokerSays(new BrokerEvent.Subscribed(device.leg().subscribeTokens.get(1), Qos.ONE));
        device.gets(Messages.subAck(Qos.ONE, ID, 2));
        brokerSays(new BrokerEvent.Subscribed(device.leg().subscribeTokens.get(0), Qos.ONE));
        device.gets(Messages.subAck(Qos.ONE, ID + 1, 1));
    }

    @Test
    @Covers({"SN12-SUB-11", "SN12-TMR-02", "SN12-MID-05"})
    void repeats_areAbsorbedWhilePending_andAnsweredFromMemoryAfterwards() {
        fixture.broker.answersSubscribes = false;
        Subscribe subscribe = Messages.subscribe(1, "a", Qos.ONE);
        device.sends(subscribe);
        device.sends(subscribe);
        device.sends(new Subscribe(true, Qos.ONE, 1, subscribe.topic()));
        brokerSays(new BrokerEvent.Subscribed(device.leg().lastSubscribeToken(), Qos.ONE));
        device.gets(Messages.subAck(Qos.ONE, ID, 1));
        device.sends(subscribe);
        device.gets(Messages.subAck(Qos.ONE, ID, 1));
        assertThat(device.leg().subscribes).hasSize(1);
    }

    @Test
    @Covers({"SN12-SUB-12"})
    void subscribingAgainWithAnotherQos_asksTheBrokerAndKeepsTheId() {
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.sends(Messages.subscribe(2, "a", Qos.ZERO));
        device.gets(Messages.subAck(Qos.ONE, ID, 1), Messages.subAck(Qos.ZERO, ID, 2));
        assertThat(device.leg().subscribes).containsExactly("a ONE", "a ZERO");
    }

    @Test
    @Covers({"SN12-SUB-13", "SN12-AMB-07"})
    void messagesOfANewSubscription_waitForItsSubAck() {
        fixture.broker.answersSubscribes = false;
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.isDelivered("a", "retained", Qos.ONE);
        device.getsNothing();
        brokerSays(new BrokerEvent.Subscribed(device.leg().lastSubscribeToken(), Qos.ONE));
        device.gets(Messages.subAck(Qos.ONE, ID, 1), Messages.publish(Qos.ONE, ID, 1, "retained"));
        device.sends(Messages.pubAck(ID, 1));
    }

    @Test
    @Covers({"SN12-AMB-07"})
    void aSubscriptionThatTheBrokerNeverAnswers_doesNotHoldTheQueueForEver() {
        fixture.broker.answersSubscribes = false;
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.isDelivered("a", "m", Qos.ONE);
        device.sleeps(600);
        device.wakes();
        device.getsNothing();
        fixture.pass(91);
        device.gets(Messages.announces(ID, 1, "a"));
        device.sends(Messages.regAck(ID, 1));
        device.gets(Messages.publish(Qos.ONE, ID, 2, "m"));
        device.sends(Messages.pubAck(ID, 2));
        device.gets(Messages.PINGRESP);
    }

    @Test
    @Covers({"SN12-SUB-08", "SN12-TMR-02"})
    void unsubscribe_isAlwaysAnswered() {
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.takes();
        device.sends(unsubscribe(2, "a"));
        device.sends(unsubscribe(2, "a"));
        device.sends(unsubscribe(3, "never/subscribed"));
        device.sends(new Unsubscribe(4, new TopicRef.Predefined(99)));
        device.sends(new Unsubscribe(5, Messages.shortName("zz")));
        device.sends(new Unsubscribe(6, new TopicRef.Illegal(3, Octets.ofUtf8("ab"))));
        device.gets(
                new UnsubAck(2), new UnsubAck(2), new UnsubAck(3), new UnsubAck(4), new UnsubAck(5), new UnsubAck(6));
    }

    @Test
    void unsubscribeWhileTheSubscribeIsUnderWay_winsInTheEnd() {
        fixture.broker.answersSubscribes = false;
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        fixture.broker.answersSubscribes = true;
        long token = device.leg().lastSubscribeToken();
        device.leg().say(new BrokerEvent.Subscribed(token, Qos.ONE));
        device.sends(unsubscribe(2, "a"));
        device.gets(Messages.subAck(Qos.ONE, ID, 1), new UnsubAck(2));
        device.leg().breaks();
        fixture.settle();
        fixture.pass(2);
        assertThat(device.leg().subscribes)
                .as("no new subscription with the new broker session")
                .hasSize(1);
    }

    @Test
    void aSubscribeThatTheClosedLegNeverAnswered_isAskedForAgain() {
        fixture.broker.answersSubscribes = false;
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.sends(unsubscribe(2, "b"));
        device.sends(Messages.DISCONNECT);
        fixture.broker.answersSubscribes = true;
        device.sends(Messages.connect("d", false));
        device.takes();
        device.isDelivered("a", "m", Qos.ZERO);
        device.gets(Messages.announces(ID, 1, "a"));
        device.sends(Messages.regAck(ID, 1));
        device.takes();
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.gets(Messages.subAck(Qos.ONE, ID, 1));
        assertThat(device.leg().subscribes).containsExactly("a ONE");
    }

    @Test
    void requestsBeyondTheLimit_areRefusedWhileTheBrokerIsSlow() {
        fixture.broker.answersSubscribes = false;
        for (int i = 1; i <= 10; i++) {
            device.sends(Messages.subscribe(i, "a", Qos.ONE));
            device.sends(unsubscribe(i, "b"));
        }
        device.getsNothing();
        device.sends(Messages.subscribe(11, "a", Qos.ONE));
        device.gets(Messages.subNack(11, ReturnCode.NOT_SUPPORTED));
        device.sends(unsubscribe(11, "b"));
        device.getsNothing();
        assertThat(device.leg().subscribes).hasSize(10);
        assertThat(device.leg().unsubscribes).hasSize(10);
    }

    @Test
    void theEleventhSubscription_isRefused_andTheOthersWork() {
        for (int i = 1; i <= 10; i++) {
            device.sends(Messages.subscribe(i, "t" + i, Qos.ONE));
        }
        device.takes();
        device.sends(Messages.subscribe(11, "t11", Qos.ONE));
        device.gets(Messages.subNack(11, ReturnCode.NOT_SUPPORTED));
        device.sends(Messages.subscribe(12, "t1", Qos.ZERO));
        device.gets(Messages.subAck(Qos.ZERO, ID, 12));
    }

    @Test
    @Covers({"SN12-SLP-18"})
    void aSubAckThatWasNotSentToASleeper_confirmsNoId_untilItIsSent() {
        fixture.broker.answersSubscribes = false;
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.sleeps(60);
        brokerSays(new BrokerEvent.Subscribed(device.leg().lastSubscribeToken(), Qos.ONE));
        device.isDelivered("a", "m", Qos.ZERO);
        device.getsNothing();
        device.wakes();
        device.gets(Messages.announces(ID, 1, "a"));
        device.sends(Messages.subscribe(1, "a", Qos.ONE));
        device.gets(Messages.subAck(Qos.ONE, ID, 1));
        device.sends(Messages.regAck(ID, 1));
        device.gets(Messages.publish(Qos.ZERO, ID, 0, "m"), Messages.PINGRESP);
    }
}
