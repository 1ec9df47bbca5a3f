package org.sngateway.gateway;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.broker.MqttPeer;
import org.sngateway.gateway.device.Forwarder;
import org.sngateway.gateway.device.UdpDevice;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.Site.eventually;

/** Devices that sleep hear nothing until they ask, and then everything. */
interface SleepScenarios {
    Site site();

    @Test
    default void keepsMessagesOfEveryQosForASleeper() {
        UdpDevice device = site().device("sleep-qos").connected(true);
        device.subscribe("sleep/qos", Qos.TWO);
        device.subscribe("sleep/any/#", Qos.TWO);
        MqttPeer application = site().application();
        device.sleep(600);
        application.publish("sleep/qos", 0, "m0");
        application.publish("sleep/qos", 1, "m1");
        application.publish("sleep/qos", 2, "m2");
        application.publish("sleep/any/x", 1, "m3");

        device.hearsNothingFor(50);
        assertThat(device.wakeForMessages(4))
                .containsExactlyInAnyOrder(
                        "sleep/qos 0 0 m0", "sleep/qos 1 0 m1", "sleep/qos 2 0 m2", "sleep/any/x 1 0 m3");
        assertThat(device.wake()).isEmpty();
        device.hearsNothingFor(1);
    }

    @Test
    default void registersBeforeTheMessageAndSaysLastThatNothingIsLeft() {
        UdpDevice device = site().device("sleep-order").connected(true);
        device.subscribe("sleep/order/#", Qos.ONE);
        device.sleep(600);
        site().application().publish("sleep/order/x", 1, "m");

        PingReq wake = new PingReq(Octets.ofUtf8(device.clientId()));
        device.send(wake);
        SnMessage first = device.next();
        while (first instanceof PingResp) {
            // The message was still on its way from the broker.
            device.send(wake);
            first = device.next();
        }
        device.accept((Register) first);
        Publish publish = (Publish) device.next();
        device.hearsNothingFor(50);
        device.acknowledge(publish);
        assertThat(device.next()).isEqualTo(new PingResp());
    }

    @Test
    default void wakesFromAnotherPort() {
        UdpDevice device = site().device("sleep-roaming").connected(true);
        device.subscribe("sleep/roaming", Qos.ONE);
        for (int i = 0; i < 4; i++) {
            device.sleep(600);
            device.moveTo(site().link());
            site().application().publish("sleep/roaming", 1, "m" + i);
            assertThat(device.wakeForMessages(1)).containsExactly("sleep/roaming 1 0 m" + i);
        }
    }

    @Test
    default void wakesByConnectWithItsMessages() {
        UdpDevice device = site().device("sleep-connect").connected(false);
        device.subscribe("sleep/connect", Qos.ONE);
        MqttPeer application = site().application();
        device.sleep(600);
        application.publish("sleep/connect", 1, "asleep");

        device.connected(false);
        assertThat(device.message()).isEqualTo("sleep/connect 1 0 asleep");
        application.publish("sleep/connect", 1, "active");
        assertThat(device.message()).isEqualTo("sleep/connect 1 0 active");
        device.hearsNothing();
    }

    @Test
    default void publishesInBetweenWithoutConnecting() {
        UdpDevice device = site().device("sleep-up").connected(true);
        MqttPeer eye = site().eye("sleep/up");
        TopicRef topic = device.register("sleep/up");
        device.sleep(600);

        assertThat(device.publish(topic, Qos.ONE, "reading")).isEqualTo(ReturnCode.ACCEPTED);
        assertThat(device.publish(topic, Qos.TWO, "reading")).isEqualTo(ReturnCode.ACCEPTED);

        eventually(() -> assertThat(eye.messages()).containsExactly("sleep/up 1 0 reading", "sleep/up 2 0 reading"));
        assertThat(device.wake()).isEmpty();
    }

    /** The keep-alive of 1 s does not count while the device sleeps. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    default void sleepsLongerThanItsKeepAlive() {
        UdpDevice device = site().device("sleep-long")
                .connectedWithWill(true, 1, EndToEnd.will("sleep/long/will", Qos.ONE, false), "gone");
        device.subscribe("sleep/long", Qos.ONE);
        MqttPeer eye = site().eye("sleep/long/#");
        device.sleep(60);
        device.hearsNothingFor(2500);
        site().application().publish("sleep/long", 1, "m");

        assertThat(device.wakeForMessages(1)).containsExactly("sleep/long 1 0 m");
        eventually(() -> assertThat(eye.messages()).containsExactly("sleep/long 1 0 m"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    default void publishesTheWillOfASleeperThatDoesNotWakeOnce() {
        UdpDevice device = site().device("sleep-lost")
                .connectedWithWill(true, 60, EndToEnd.will("sleep/lost/will", Qos.ONE, false), "gone");
        MqttPeer eye = site().eye("sleep/lost/#");
        device.sleep(1);

        eventually(() -> assertThat(eye.messages()).containsExactly("sleep/lost/will 1 0 gone"));
        site().device("sleep-lost").connected(true).disconnect();
        site().application().publish("sleep/lost/marker", 1, "m");
        eventually(() ->
                assertThat(eye.messages()).containsExactly("sleep/lost/will 1 0 gone", "sleep/lost/marker 1 0 m"));
    }

    @Test
    default void servesSleepersBehindOneForwarderEach() {
        try (Forwarder forwarder = site().forwarder()) {
            UdpDevice one = new UdpDevice("sleep-node-1", forwarder.node(0, 1)).connected(true);
            UdpDevice other = new UdpDevice("sleep-node-2", forwarder.node(0, 2)).connected(true);
            one.subscribe("sleep/node/1", Qos.ONE);
            other.subscribe("sleep/node/2", Qos.TWO);
            one.sleep(600);
            other.sleep(600);
            MqttPeer application = site().application();
            application.publish("sleep/node/1", 1, "for one");
            application.publish("sleep/node/2", 2, "for the other");

            one.hearsNothingFor(50);
            assertThat(other.wakeForMessages(1)).isEqualTo(List.of("sleep/node/2 2 0 for the other"));
            one.hearsNothingFor(1);
            assertThat(one.wakeForMessages(1)).isEqualTo(List.of("sleep/node/1 1 0 for one"));
        }
    }

    @Test
    default void servesASleeperThatWakesBehindAnotherForwarder() {
        try (Forwarder here = site().forwarder();
                Forwarder there = site().forwarder()) {
            UdpDevice node = new UdpDevice("sleep-nomad", here.node(7)).connected(true);
            node.subscribe("sleep/nomad", Qos.ONE);
            node.sleep(600);
            site().application().publish("sleep/nomad", 1, "m");

            node.moveTo(there.node(7));
            assertThat(node.wakeForMessages(1)).containsExactly("sleep/nomad 1 0 m");
        }
    }
}
