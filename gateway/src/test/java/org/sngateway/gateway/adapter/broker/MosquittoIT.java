package org.sngateway.gateway.adapter.broker;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.adapter.broker.BrokerSettings.ProtocolVersion;
import org.sngateway.gateway.broker.MosquittoProcess;
import org.sngateway.gateway.broker.MosquittoSubscriber;
import org.sngateway.gateway.broker.MqttPeer;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.Will;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The link against a real broker, in both versions of MQTT. */
class MosquittoIT {
    @TempDir
    Path folder = Path.of("");

    private MosquittoProcess broker = MosquittoProcess.in(Path.of(""));

    @BeforeEach
    void startBroker() {
        broker = MosquittoProcess.in(folder).persistent().start();
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void publishesWithEveryQosAndAnswersEachTokenOnce(ProtocolVersion version) {
        try (MosquittoSubscriber eye = MosquittoSubscriber.to(broker, "#");
                ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.openedLeg("d1");
            for (int token = 1; token <= 30; token++) {
                shard.publish(leg, token, "t/" + token % 3, "m" + token, Qos.ofBits(token % 3));
            }
            shard.awaitUntil(
                    "30 answers",
                    () -> shard.events(BrokerEvent.PublishAccepted.class).size() >= 30);
            assertThat(shard.events(BrokerEvent.PublishAccepted.class))
                    .extracting(BrokerEvent.PublishAccepted::token)
                    .doesNotHaveDuplicates()
                    .hasSize(30);
            shard.awaitUntil("30 messages", () -> eye.messages().size() >= 30);
            assertThat(eye.messages()).hasSize(30).contains("t/1 1 0 m1", "t/2 2 0 m2", "t/0 0 0 m3");
            assertThat(shard.said).allMatch(said -> said.thread() == shard.thread);
        }
    }

    @ParameterizedTest
    @EnumSource
    void deliversTheBacklogOfASessionRightAfterOpened(ProtocolVersion version) {
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.openedLeg("d1");
            shard.subscribe(leg, 1, "cmd/#", Qos.TWO);
            shard.run(() -> leg.close(true));
            shard.awaitUntil("ended", () -> shard.onShard(shard.link::legCount) == 0);
            for (int i = 0; i < 20; i++) {
                broker.publish("cmd/" + i, "m" + i, 1 + i % 2);
            }
            HivemqBrokerLeg next = shard.leg("d1");
            BrokerEvent.Opened opened = shard.awaitOpened(shard.open(next, false, false, null));
            assertThat(opened.sessionPresent()).isTrue();
            shard.awaitUntil("20 messages", () -> shard.deliveries().size() >= 20);
            assertThat(shard.payloads())
                    .hasSize(20)
                    .startsWith("m0", "m1", "m2")
                    .endsWith("m19");
            assertThat(shard.deliveries()).extracting(Delivery::id).isSorted().doesNotHaveDuplicates();
        }
    }

    /** Also after a clean start: Mosquitto 2.0.11 would not save a session that was opened with that flag. */
    @ParameterizedTest
    @EnumSource
    void deliversAgainWhatWasNotAcknowledgedWhenTheBrokerRestarts(ProtocolVersion version) {
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.openedLeg("d1");
            shard.subscribe(leg, 1, "cmd/#", Qos.ONE);
            broker.publish("cmd/1", "first", 1);
            broker.publish("cmd/1", "second", 1);
            shard.awaitUntil("2 messages", () -> shard.deliveries().size() == 2);
            shard.acknowledge(leg, shard.deliveries().get(0).id());
            broker.restart();
            shard.await(BrokerEvent.ConnectionLost.class);
            assertThat(shard.awaitOpened(shard.open(leg, false, false, null)).sessionPresent())
                    .isTrue();
            shard.awaitUntil("again", () -> shard.deliveries().size() == 3);
            assertThat(shard.payloads()).containsExactly("first", "second", "second");
            shard.acknowledge(leg, shard.deliveries().get(1).id());
            shard.acknowledge(leg, shard.deliveries().get(2).id());
            broker.restart();
            shard.awaitUntil(
                    "lost again",
                    () -> shard.events(BrokerEvent.ConnectionLost.class).size() == 2);
            shard.reopen(leg);
            broker.publish("cmd/1", "third", 1);
            shard.awaitUntil("third", () -> shard.payloads().contains("third"));
            assertThat(shard.payloads()).containsExactly("first", "second", "second", "third");
        }
    }

    @ParameterizedTest
    @EnumSource
    void cleanStartMakesTheBrokerForget(ProtocolVersion version) {
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.openedLeg("d1");
            shard.subscribe(leg, 1, "cmd/#", Qos.ONE);
            assertThat(shard.awaitOpened(shard.open(leg, true, true, null)).sessionPresent())
                    .isFalse();
            broker.publish("cmd/1", "nobody's", 1);
            // And from here on it is resumed, although the device has a clean session.
            shard.subscribe(leg, 2, "more/#", Qos.ONE);
            assertThat(shard.awaitOpened(shard.open(leg, false, true, null)).sessionPresent())
                    .isTrue();
            broker.publish("more/1", "wanted", 1);
            shard.awaitUntil("wanted", () -> shard.payloads().contains("wanted"));
            assertThat(shard.payloads()).containsExactly("wanted");
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingWithoutTheSessionRemovesItFromTheBroker(ProtocolVersion version) {
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.openedLeg("d1");
            shard.run(() -> leg.close(false));
            // Asked for while the former is still closing: it waits for its turn.
            HivemqBrokerLeg next = shard.leg("d1");
            BrokerEvent.Opened opened = shard.awaitOpened(shard.open(next, false, false, null));
            assertThat(opened.sessionPresent()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void publishesUnderWayAreFinishedBeforeTheLegCloses(ProtocolVersion version) {
        try (MosquittoSubscriber eye = MosquittoSubscriber.to(broker, "#");
                ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.openedLeg("d1");
            shard.run(() -> {
                for (int i = 0; i < 8; i++) {
                    leg.publish(i, ShardFixture.message("t", "m" + i, Qos.ONE));
                }
                leg.close(false);
            });
            shard.awaitUntil("8 messages", () -> eye.messages().size() == 8);
            assertThat(shard.events(BrokerEvent.PublishAccepted.class)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherWillTakesEffectWithoutTheFirstBeingPublished(ProtocolVersion version) {
        try (MosquittoSubscriber eye = MosquittoSubscriber.to(broker, "will/#");
                ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            HivemqBrokerLeg leg = shard.leg("d1");
            shard.awaitOpened(shard.open(leg, true, false, will("one")));
            shard.awaitOpened(shard.open(leg, false, false, will("two")));
            // A connection of the same id takes over with a clean start, so that the broker publishes the Will in
            // force.
            try (MqttPeer other = MqttPeer.at(broker.port(), "d1")) {
                assertThat(other.sessionPresent()).isFalse();
                shard.await(BrokerEvent.ConnectionLost.class);
            }
            shard.awaitUntil("the Will", () -> !eye.messages().isEmpty());
            assertThat(eye.messages()).isEqualTo(List.of("will/d1 1 0 two"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfTheGatewayPublishesNoWillAndKeepsSessions(ProtocolVersion version) {
        try (MosquittoSubscriber eye = MosquittoSubscriber.to(broker, "will/#")) {
            try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
                HivemqBrokerLeg leg = shard.leg("d1");
                shard.awaitOpened(shard.open(leg, true, false, will("gone")));
                shard.subscribe(leg, 1, "cmd/#", Qos.ONE);
            }
            broker.publish("cmd/1", "kept", 1);
            try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
                HivemqBrokerLeg leg = shard.leg("d1");
                assertThat(shard.awaitOpened(shard.open(leg, false, false, null))
                                .sessionPresent())
                        .isTrue();
                shard.awaitUntil("kept", () -> shard.payloads().equals(List.of("kept")));
            }
            broker.publish("will/end", "marker", 0);
            Awaitility.await().until(() -> !eye.messages().isEmpty());
            assertThat(eye.messages()).containsExactly("will/end 0 0 marker");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theGatewaysOwnConnectionComesBackByItself(ProtocolVersion version) {
        try (ShardFixture shard = ShardFixture.at(broker.port(), version)) {
            shard.run(shard.link::start);
            shard.awaitUntil("reachable", () -> shard.reachable.size() == 1);
            assertThat(shard.onShard(shard.link::isBrokerReachable)).isTrue();
            broker.stop();
            shard.awaitUntil("unreachable", () -> !shard.onShard(shard.link::isBrokerReachable));
            broker.start();
            shard.awaitUntil("reachable again", () -> shard.reachable.size() == 2);
            try (MosquittoSubscriber eye = MosquittoSubscriber.to(broker, "#")) {
                shard.run(() -> shard.link.publishAsGateway("sensor", Octets.ofUtf8("21"), false));
                shard.awaitUntil("published", () -> !eye.messages().isEmpty());
                assertThat(eye.messages()).containsExactly("sensor 0 0 21");
            }
            assertThat(shard.reachable).allMatch(thread -> thread == shard.thread);
        }
    }

    private static Will will(String message) {
        return new Will("will/d1", Octets.ofUtf8(message), Qos.ONE, false);
    }
}
