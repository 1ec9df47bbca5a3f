package org.sngateway.gateway.adapter.broker;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.adapter.broker.BrokerSettings.ProtocolVersion;
import org.sngateway.gateway.session.port.Will;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The connection of the gateway's own topics, against a broker that misbehaves on demand. */
class StatusConnectionIT implements StatusConnection.Listener {
    private final ScriptedMqttBroker broker = new ScriptedMqttBroker();
    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final StatusConnection connection = new StatusConnection(
            impatient(ShardFixture.settings(broker.port(), ProtocolVersion.MQTT_5)),
            loop,
            new Will("b/state", Octets.ofUtf8("gone"), Qos.ONE, true),
            List.of("b/request/#"),
            this);

    /** Pauses of a hundredth of a second. */
    private static BrokerSettings impatient(BrokerSettings settings) {
        BrokerSettings.Timing timing = settings.timing();
        Duration pause = Duration.ofMillis(10);
        return new BrokerSettings(
                settings.server(),
                settings.identity(),
                settings.sessions(),
                new BrokerSettings.Timing(
                        timing.connect(), timing.keepAlive(), timing.close(), timing.shutdown(), pause, pause));
    }

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        broker.close();
    }

    @Override
    public void onUp() {
        said.add("up");
    }

    @Override
    public void onDown(String detail) {
        said.add("down");
    }

    @Override
    public void onAnswered(long token, boolean taken) {
        said.add("answered " + token + " " + taken);
    }

    @Override
    public void onMessage(String topic, Octets payload, boolean retained) {
        said.add("message " + topic);
    }

    private void heard(String... expected) {
        Awaitility.await().untilAsserted(() -> assertThat(said).contains(expected));
    }

    @Test
    void isOpenedAgainAfterALoss_withItsWillAndItsSubscriptions() {
        connection.open();
        heard("up");
        broker.drop();
        Awaitility.await().untilAsserted(() -> assertThat(said).containsExactly("up", "down", "up"));
        assertThat(broker.connects).hasSize(2).allSatisfy(connect -> {
            assertThat(connect.variableHeader().isWillFlag()).isTrue();
            assertThat(connect.payload().willTopic()).isEqualTo("b/state");
        });
        Awaitility.await()
                .untilAsserted(() -> assertThat(broker.received.stream().filter(word -> word.startsWith("SUBSCRIBE")))
                        .hasSize(2));
    }

    @Test
    void isTriedAgainWhileTheBrokerRefusesIt() {
        broker.connectCode = MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5;
        connection.open();
        Awaitility.await().untilAsserted(() -> assertThat(said).hasSizeGreaterThan(2));
        assertThat(said).containsOnly("down");
        broker.connectCode = MqttConnectReturnCode.CONNECTION_ACCEPTED;
        heard("up");
    }

    @Test
    void whatIsGivenWhileItIsDown_isAnsweredAsNotTaken() {
        connection.publish(7, "b/x", Octets.ofUtf8("x"), true);
        heard("answered 7 false");
        assertThat(broker.received).isEmpty();
    }

    @Test
    void sayingGoodbye_itEndsInOrder_andIsNotOpenedAgain() throws Exception {
        connection.open();
        heard("up");
        boolean orderly = connection.close("b/state", Octets.ofUtf8("off")).get(10, TimeUnit.SECONDS);
        assertThat(orderly).isTrue();
        Awaitility.await()
                .untilAsserted(() -> assertThat(broker.received).last().isEqualTo("DISCONNECT"));
        assertThat(broker.received).anyMatch(word -> word.endsWith("q1 b/state=off"));
        assertThat(broker.connects).hasSize(1);
    }

    @Test
    void lostWhileSayingGoodbye_itIsOverAllTheSame() throws Exception {
        connection.open();
        heard("up");
        broker.answersPublish = false;
        var closing = connection.close("b/state", Octets.ofUtf8("off"));
        Awaitility.await()
                .untilAsserted(() -> assertThat(broker.received).anyMatch(word -> word.endsWith("q1 b/state=off")));
        broker.drop();
        assertThat(closing.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(said).doesNotContain("down");
    }
}
