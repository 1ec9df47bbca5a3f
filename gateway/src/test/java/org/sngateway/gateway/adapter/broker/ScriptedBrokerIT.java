package org.sngateway.gateway.adapter.broker;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.adapter.broker.BrokerSettings.ProtocolVersion;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.LegOptions;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The link against a broker that misbehaves on demand. */
class ScriptedBrokerIT {
    private final ScriptedMqttBroker broker = new ScriptedMqttBroker();

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void everythingHappensOnTheShardsThread(ProtocolVersion version) {
        broker.backlog.add(ScriptedMqttBroker.publish(1, MqttQoS.AT_LEAST_ONCE, false, "backlog"));
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            shard.run(shard.link::start);
            HivemqBrokerLeg leg = shard.openedLeg("d1");
            shard.subscribe(leg, 1, "t", Qos.ONE);
            shard.publish(leg, 2, "up", "x", Qos.ONE);
            shard.await(BrokerEvent.PublishAccepted.class);
            broker.send(ScriptedMqttBroker.publish(7, MqttQoS.AT_LEAST_ONCE, false, "down"));
            shard.awaitUntil("delivery", () -> shard.payloads().contains("down"));
            broker.drop();
            shard.await(BrokerEvent.ConnectionLost.class);
            assertThat(shard.said).isNotEmpty().allMatch(said -> said.thread() == shard.thread);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBacklogInTheSamePacketAsConnackComesAfterOpened(ProtocolVersion version) {
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.openedLeg("d1");
            broker.sessionPresent = true;
            broker.drop();
            shard.await(BrokerEvent.ConnectionLost.class);
            shard.said.clear();
            broker.backlog.add(ScriptedMqttBroker.publish(1, MqttQoS.AT_LEAST_ONCE, false, "one"));
            broker.backlog.add(ScriptedMqttBroker.publish(2, MqttQoS.EXACTLY_ONCE, false, "two"));
            shard.reopen(leg);
            shard.awaitUntil("both", () -> shard.deliveries().size() == 2);
            assertThat(shard.events().get(0)).isInstanceOf(BrokerEvent.Opened.class);
            assertThat(shard.payloads()).containsExactly("one", "two");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnansweredPublishIsResentWithDupAndAnsweredOnce(ProtocolVersion version) {
        broker.sessionPresent = true;
        broker.answersPublish = false;
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.leg("d1");
            shard.reopen(leg);
            shard.publish(leg, 1, "t", "a", Qos.ONE);
            shard.publish(leg, 2, "t", "b", Qos.TWO);
            shard.awaitUntil("sent", () -> publishes().size() == 2);
            broker.drop();
            shard.await(BrokerEvent.ConnectionLost.class);
            assertThat(shard.events(BrokerEvent.PublishAborted.class)).isEmpty();
            broker.answersPublish = true;
            shard.reopen(leg);
            shard.awaitUntil(
                    "answers",
                    () -> shard.events(BrokerEvent.PublishAccepted.class).size() == 2);
            assertThat(publishes().get(2)).matches("PUBLISH \\d q1 dup t=a");
            assertThat(publishes().get(3)).matches("PUBLISH \\d q2 dup t=b");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLostSessionAbortsPublishesAndTheStreamGoesOn(ProtocolVersion version) {
        broker.answersPublish = false;
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.leg("d1");
            shard.reopen(leg);
            shard.publish(leg, 1, "t", "a", Qos.ONE);
            shard.awaitUntil("sent", () -> publishes().size() == 1);
            broker.drop();
            shard.await(BrokerEvent.ConnectionLost.class);
            broker.answersPublish = true;
            shard.reopen(leg);
            assertThat(shard.await(BrokerEvent.PublishAborted.class).token()).isEqualTo(1);
            shard.publish(leg, 2, "t", "b", Qos.ONE);
            assertThat(shard.await(BrokerEvent.PublishAccepted.class).token()).isEqualTo(2);
            shard.subscribe(leg, 3, "t", Qos.ONE);
            broker.send(ScriptedMqttBroker.publish(7, MqttQoS.AT_LEAST_ONCE, false, "down"));
            shard.awaitUntil("delivery", () -> shard.payloads().contains("down"));
        }
    }

    /** What nobody listens to, the MQTT client acknowledges and drops; an old session's end may be slow to be told. */
    @ParameterizedTest
    @CsvSource({"MQTT_5, AT_LEAST_ONCE", "MQTT_5, EXACTLY_ONCE", "MQTT_3_1_1, AT_LEAST_ONCE", "MQTT_3_1_1, EXACTLY_ONCE"
    })
    void aSessionLostWithUnacknowledgedMessages_hearsWhatComesNext(ProtocolVersion version, MqttQoS qos) {
        broker.sessionPresent = true;
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.leg("d1");
            shard.reopen(leg);
            broker.send(ScriptedMqttBroker.publish(1, qos, false, "a"));
            broker.send(ScriptedMqttBroker.publish(2, qos, false, "b"));
            shard.awaitUntil("both", () -> shard.deliveries().size() == 2);
            broker.drop();
            shard.await(BrokerEvent.ConnectionLost.class);
            broker.sessionPresent = false;
            shard.reopen(leg);
            // A new session gets nothing before it has subscribed.
            shard.subscribe(leg, 3, "t", Qos.ONE);
            broker.send(ScriptedMqttBroker.publish(1, MqttQoS.AT_LEAST_ONCE, false, "next"));
            shard.awaitUntil("next", () -> shard.payloads().contains("next"));
            assertThat(broker.received).doesNotContain("PUBACK 1");
        }
    }

    /** A broker passes a QoS 2 message on with PUBREL. Mosquitto drops one that it has not passed on when its id is used again. */
    @ParameterizedTest
    @EnumSource
    void aQos2PublishIsAcceptedWithPubcomp(ProtocolVersion version) {
        broker.sessionPresent = true;
        broker.answersRelease = false;
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.leg("d1");
            shard.reopen(leg);
            shard.publish(leg, 1, "t", "a", Qos.TWO);
            shard.awaitUntil("PUBREL", () -> broker.received.contains("PUBREL 1"));
            shard.publish(leg, 2, "t", "b", Qos.ONE);
            assertThat(shard.await(BrokerEvent.PublishAccepted.class).token()).isEqualTo(2);
            broker.drop();
            shard.await(BrokerEvent.ConnectionLost.class);
            broker.answersRelease = true;
            shard.reopen(leg);
            shard.await(BrokerEvent.PublishAccepted.class, event -> event.token() == 1);
            assertThat(shard.events(BrokerEvent.PublishAccepted.class)).hasSize(2);
            assertThat(publishes()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aQos2PublishWhoseSessionIsLostBeforePubcompIsAborted(ProtocolVersion version) {
        broker.answersRelease = false;
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.leg("d1");
            shard.reopen(leg);
            shard.publish(leg, 1, "t", "a", Qos.TWO);
            shard.awaitUntil("PUBREL", () -> broker.received.contains("PUBREL 1"));
            broker.drop();
            shard.await(BrokerEvent.ConnectionLost.class);
            shard.reopen(leg);
            assertThat(shard.await(BrokerEvent.PublishAborted.class).token()).isEqualTo(1);
            assertThat(shard.events(BrokerEvent.PublishAccepted.class)).isEmpty();
        }
    }

    /** The engine sends them again when it hears that the session is lost: they would come twice. */
    @Test
    void whatWaitedForRoom_isAbortedWithTheSession() {
        broker.receiveMaximum = 1;
        broker.answersPublish = false;
        try (ShardFixture shard = ShardFixture.at(broker.port(), ProtocolVersion.MQTT_5)) {
            HivemqBrokerLeg leg = shard.openedLeg("d1");
            for (int i = 1; i <= 3; i++) {
                shard.publish(leg, i, "t", "m" + i, Qos.TWO);
            }
            shard.awaitUntil("sent", () -> publishes().size() == 1);
            broker.drop();
            shard.await(BrokerEvent.ConnectionLost.class);
            shard.said.clear();
            shard.reopen(leg);
            assertThat(shard.events(BrokerEvent.PublishAborted.class))
                    .extracting(BrokerEvent.PublishAborted::token)
                    .containsExactly(1L, 2L, 3L);
            assertThat(publishes()).hasSize(1);
        }
    }

    /** More than the broker takes ahead, and more than the library takes without blocking its caller. */
    @ParameterizedTest
    @CsvSource({"MQTT_5, 0", "MQTT_5, 3", "MQTT_3_1_1, 0"})
    void publishesOfEveryQosStayInOrder(ProtocolVersion version, int receiveMaximum) {
        int count = 300;
        broker.receiveMaximum = receiveMaximum;
        broker.answersPublish = false;
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.openedLeg("d1");
            for (int i = 0; i < count; i++) {
                shard.publish(leg, i, "t", "m" + i, i % 3 == 0 ? Qos.ONE : Qos.TWO);
            }
            int most = receiveMaximum == 0 ? 60 : receiveMaximum;
            shard.awaitUntil("first", () -> publishes().size() == most);
            broker.answersPublish = true;
            List<MqttMessage> answers = IntStream.rangeClosed(1, most)
                    .mapToObj(id -> ScriptedMqttBroker.reply(
                            (id - 1) % 3 == 0 ? MqttMessageType.PUBACK : MqttMessageType.PUBREC, id, (byte) 0))
                    .toList();
            answers.forEach(broker::send);
            shard.awaitUntil(
                    "all", () -> shard.events(BrokerEvent.PublishAccepted.class).size() == count);
            assertThat(publishes().stream().map(each -> each.substring(each.indexOf('=') + 1)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, count).mapToObj(i -> "m" + i).toList());
        }
    }

    /**
     * A broker that died before it had saved its session numbers anew, while the client goes by its own memory of the ids: it
     * takes the new message for a breach of protocol, and would do so at each further attempt.
     */
    @ParameterizedTest
    @CsvSource({"MQTT_5, AT_LEAST_ONCE", "MQTT_5, EXACTLY_ONCE", "MQTT_3_1_1, AT_LEAST_ONCE", "MQTT_3_1_1, EXACTLY_ONCE"
    })
    void aBrokerThatLostThePartOfItsSession_isHeardWithTheNextConnection(ProtocolVersion version, MqttQoS qos) {
        broker.sessionPresent = true;
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.leg("d1");
            shard.reopen(leg);
            broker.send(ScriptedMqttBroker.publish(24, MqttQoS.EXACTLY_ONCE, false, "before"));
            shard.awaitUntil("before", () -> shard.deliveries().size() == 1);
            shard.acknowledge(leg, shard.deliveries().get(0).id());
            shard.awaitUntil("PUBREC", () -> broker.received.contains("PUBREC 24"));
            broker.drop();
            shard.await(BrokerEvent.ConnectionLost.class);
            shard.said.clear();

            broker.backlog.add(ScriptedMqttBroker.publish(24, qos, false, "after"));
            shard.reopen(leg);
            shard.await(BrokerEvent.ConnectionLost.class);
            assertThat(shard.deliveries()).isEmpty();
            broker.backlog.add(ScriptedMqttBroker.publish(24, qos, true, "after"));
            shard.reopen(leg);
            shard.awaitUntil("after", () -> shard.payloads().contains("after"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCleanStart_hearsWhatComesNext_whateverTheBrokerSaysOfItsSession(ProtocolVersion version) {
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.leg("d1");
            for (int i = 1; i <= 20; i++) {
                broker.sessionPresent = i % 2 == 0;
                shard.cleanStart(leg);
                broker.send(ScriptedMqttBroker.publish(i, MqttQoS.AT_LEAST_ONCE, false, "m" + i));
                String payload = "m" + i;
                shard.awaitUntil(payload, () -> shard.payloads().contains(payload));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void unacknowledgedQos1ComesAgainUnderANewIdAndHoldsNothingBack(ProtocolVersion version) {
        broker.sessionPresent = true;
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.leg("d1");
            shard.reopen(leg);
            broker.send(ScriptedMqttBroker.publish(1, MqttQoS.AT_LEAST_ONCE, false, "a"));
            shard.awaitUntil("a", () -> shard.deliveries().size() == 1);
            broker.drop();
            shard.await(BrokerEvent.ConnectionLost.class);
            broker.backlog.add(ScriptedMqttBroker.publish(1, MqttQoS.AT_LEAST_ONCE, true, "a"));
            broker.backlog.add(ScriptedMqttBroker.publish(2, MqttQoS.AT_LEAST_ONCE, false, "b"));
            shard.reopen(leg);
            shard.awaitUntil("a again, b", () -> shard.deliveries().size() == 3);
            List<Long> ids = shard.deliveries().stream().map(Delivery::id).toList();
            // The id of the former connection stays unacknowledged by the device, and means nothing any more.
            shard.acknowledge(leg, ids.get(1));
            shard.acknowledge(leg, ids.get(2));
            shard.awaitUntil("acks", () -> broker.received.contains("PUBACK 2"));
            assertThat(ids).isSorted().doesNotHaveDuplicates();
            assertThat(acks()).containsExactly("PUBACK 1", "PUBACK 2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void unacknowledgedQos2KeepsItsIdOverAResumption(ProtocolVersion version) {
        broker.sessionPresent = true;
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.leg("d1");
            shard.reopen(leg);
            broker.send(ScriptedMqttBroker.publish(1, MqttQoS.EXACTLY_ONCE, false, "a"));
            shard.awaitUntil("a", () -> shard.deliveries().size() == 1);
            broker.drop();
            shard.await(BrokerEvent.ConnectionLost.class);
            broker.backlog.add(ScriptedMqttBroker.publish(1, MqttQoS.EXACTLY_ONCE, true, "a"));
            broker.backlog.add(ScriptedMqttBroker.publish(2, MqttQoS.EXACTLY_ONCE, false, "b"));
            shard.reopen(leg);
            shard.awaitUntil("b", () -> shard.payloads().contains("b"));
            assertThat(shard.payloads()).containsExactly("a", "b");
            shard.acknowledge(leg, shard.deliveries().get(0).id());
            shard.awaitUntil("PUBREC", () -> broker.received.contains("PUBREC 1"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void qos2AcknowledgedWhileDownOrButNotReleasedIsNotDeliveredAgain(ProtocolVersion version) {
        broker.sessionPresent = true;
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.leg("d1");
            shard.reopen(leg);
            broker.send(ScriptedMqttBroker.publish(1, MqttQoS.EXACTLY_ONCE, false, "recorded"));
            broker.send(ScriptedMqttBroker.publish(2, MqttQoS.EXACTLY_ONCE, false, "acked while down"));
            shard.awaitUntil("both", () -> shard.deliveries().size() == 2);
            shard.acknowledge(leg, shard.deliveries().get(0).id());
            shard.awaitUntil("PUBREC", () -> broker.received.contains("PUBREC 1"));
            broker.drop();
            shard.await(BrokerEvent.ConnectionLost.class);
            shard.acknowledge(leg, shard.deliveries().get(1).id());
            broker.received.clear();
            broker.backlog.add(ScriptedMqttBroker.publish(1, MqttQoS.EXACTLY_ONCE, true, "recorded"));
            broker.backlog.add(ScriptedMqttBroker.publish(2, MqttQoS.EXACTLY_ONCE, true, "acked while down"));
            shard.reopen(leg);
            shard.awaitUntil("PUBRECs", () -> acks().size() == 2);
            assertThat(acks()).containsExactly("PUBREC 1", "PUBREC 2");
            assertThat(shard.deliveries()).hasSize(2);
        }
    }

    @Test
    void aNewLegOfTheSameDeviceIsGivenTheUnacknowledgedQos2MessagesOfTheFormer() {
        broker.sessionPresent = true;
        try (ShardFixture shard = ShardFixture.at(broker.port(), ProtocolVersion.MQTT_5)) {
            HivemqBrokerLeg leg = shard.leg("d1");
            shard.reopen(leg);
            broker.send(ScriptedMqttBroker.publish(1, MqttQoS.EXACTLY_ONCE, false, "a"));
            shard.awaitUntil("a", () -> shard.deliveries().size() == 1);
            shard.run(() -> leg.close(true));
            broker.backlog.add(ScriptedMqttBroker.publish(1, MqttQoS.EXACTLY_ONCE, true, "a"));
            HivemqBrokerLeg next = shard.leg("d1");
            shard.reopen(next);
            shard.awaitUntil("a again", () -> shard.deliveries().size() == 2);
            shard.acknowledge(next, shard.deliveries().get(1).id());
            shard.awaitUntil("PUBREC", () -> broker.received.contains("PUBREC 1"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequestUnderALostConnectionIsAnsweredWithCongestion(ProtocolVersion version) {
        broker.answersSubscribe = false;
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.openedLeg("d1");
            shard.run(() -> leg.subscribe(5, "t", Qos.ONE));
            shard.run(() -> leg.unsubscribe(6, "t"));
            shard.awaitUntil(
                    "asked",
                    () -> broker.received.contains("SUBSCRIBE 65526")
                            || broker.received.stream().anyMatch(each -> each.startsWith("SUBSCRIBE")));
            broker.drop();
            shard.await(BrokerEvent.ConnectionLost.class);
            assertThat(shard.events())
                    .contains(
                            new BrokerEvent.SubscribeRejected(5, ReturnCode.CONGESTION),
                            new BrokerEvent.Unsubscribed(6, false));
        }
    }

    @Test
    @Covers({"SN12-PUBC-12", "SN12-SUB-09"})
    void refusalsOfTheBrokerBecomeReturnCodes() {
        try (ShardFixture shard = ShardFixture.at(broker.port(), ProtocolVersion.MQTT_5)) {
            HivemqBrokerLeg leg = shard.openedLeg("d1");
            broker.publishCode = (byte) 0x97;
            shard.publish(leg, 1, "t", "a", Qos.ONE);
            shard.publish(leg, 2, "t", "a", Qos.TWO);
            shard.await(BrokerEvent.PublishRejected.class, event -> event.token() == 2);
            broker.publishCode = (byte) 0x87;
            shard.publish(leg, 3, "t", "a", Qos.ONE);
            shard.await(BrokerEvent.PublishRejected.class, event -> event.token() == 3);
            broker.publishCode = (byte) 0x90;
            shard.publish(leg, 5, "t", "a", Qos.TWO);
            shard.await(BrokerEvent.PublishRejected.class, event -> event.token() == 5);
            broker.subscribeCode = 0x87;
            shard.run(() -> leg.subscribe(4, "t", Qos.ONE));
            shard.await(BrokerEvent.SubscribeRejected.class);
            assertThat(shard.events())
                    .contains(
                            new BrokerEvent.PublishRejected(1, ReturnCode.CONGESTION),
                            new BrokerEvent.PublishRejected(2, ReturnCode.CONGESTION),
                            new BrokerEvent.PublishRejected(3, ReturnCode.NOT_SUPPORTED),
                            new BrokerEvent.PublishRejected(5, ReturnCode.INVALID_TOPIC_ID),
                            new BrokerEvent.SubscribeRejected(4, ReturnCode.NOT_SUPPORTED));
        }
    }

    /**
     * Found by the simulator (seed 448). "b" is acknowledged, but its PUBREC waits behind "a"; who forgets that in between has "b"
     * delivered to the device once more.
     */
    @Test
    void whatWasAcknowledgedBeforeTheLegClosed_isRememberedThoughTheNextOneCannotConnect() {
        broker.sessionPresent = true;
        try (ShardFixture shard = ShardFixture.at(broker.port(), ProtocolVersion.MQTT_5)) {
            HivemqBrokerLeg first = shard.leg("d1");
            shard.reopen(first);
            broker.send(ScriptedMqttBroker.publish(1, MqttQoS.EXACTLY_ONCE, false, "a"));
            broker.send(ScriptedMqttBroker.publish(2, MqttQoS.EXACTLY_ONCE, false, "b"));
            shard.awaitUntil("a, b", () -> shard.deliveries().size() == 2);
            shard.acknowledge(first, shard.deliveries().get(1).id());
            shard.run(() -> first.close(true));
            shard.awaitUntil("closed", () -> shard.onShard(shard.link::legCount) == 0);

            broker.connectCode = MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE_5;
            HivemqBrokerLeg second = shard.leg("d1");
            shard.open(second, false, false, null);
            shard.await(BrokerEvent.OpenFailed.class);
            shard.run(() -> second.close(true));
            shard.awaitUntil("closed", () -> shard.onShard(shard.link::legCount) == 0);

            broker.connectCode = MqttConnectReturnCode.CONNECTION_ACCEPTED;
            broker.backlog.add(ScriptedMqttBroker.publish(1, MqttQoS.EXACTLY_ONCE, true, "a"));
            broker.backlog.add(ScriptedMqttBroker.publish(2, MqttQoS.EXACTLY_ONCE, true, "b"));
            broker.backlog.add(ScriptedMqttBroker.publish(3, MqttQoS.EXACTLY_ONCE, false, "c"));
            shard.reopen(shard.leg("d1"));
            shard.awaitUntil("c", () -> shard.payloads().contains("c"));
            assertThat(shard.payloads()).containsExactly("a", "b", "a", "c");
        }
    }

    @Test
    @Covers("SN12-CONN-04")
    void aRefusedConnectionSaysWhyAndCanBeTriedAgain() {
        broker.connectCode = MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5;
        try (ShardFixture shard = ShardFixture.at(broker.port(), ProtocolVersion.MQTT_5)) {
            HivemqBrokerLeg leg = shard.leg("d1");
            shard.open(leg, true, true, null);
            BrokerEvent.OpenFailed failed = shard.await(BrokerEvent.OpenFailed.class);
            assertThat(failed)
                    .isEqualTo(new BrokerEvent.OpenFailed(
                            1, ReturnCode.NOT_SUPPORTED, "refused by the broker: NOT_AUTHORIZED"));
            broker.connectCode = MqttConnectReturnCode.CONNECTION_ACCEPTED;
            shard.reopen(leg);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAskedForDuringAnAttemptOvertakesIt(ProtocolVersion version) {
        broker.sessionPresent = true;
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.leg("d1");
            shard.run(() -> {
                leg.open(new LegOptions(1, false, false, null));
                leg.open(new LegOptions(2, false, false, null));
                leg.open(new LegOptions(3, false, false, null));
            });
            shard.awaitOpened(3);
            assertThat(shard.events()).hasSize(1);
        }
    }

    private List<String> publishes() {
        return broker.received.stream()
                .filter(each -> each.startsWith("PUBLISH"))
                .toList();
    }

    private List<String> acks() {
        return broker.received.stream()
                .filter(each -> Stream.of(MqttMessageType.PUBACK, MqttMessageType.PUBREC)
                        .anyMatch(type -> each.startsWith(type + " ")))
                .toList();
    }
}
