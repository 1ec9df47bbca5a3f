package org.sngateway.gateway;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.broker.MqttPeer;
import org.sngateway.gateway.device.Forwarder;
import org.sngateway.gateway.device.UdpDevice;
import org.sngateway.gateway.device.UdpLink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.Site.eventually;

/** What is kept of a device that is away, and whose a session is. */
interface SessionScenarios {
    Site site();

    @Test
    default void deliversWhatCameWhileTheDeviceWasAway() {
        UdpDevice device = site().device("session-kept").connected(false);
        int topicId = device.subscribe("session/kept", Qos.TWO).topicId();
        device.subscribe("session/kept/#", Qos.ONE);
        device.unsubscribe(new TopicRef.Named(Octets.ofUtf8("session/kept/#")));
        device.disconnect();
        MqttPeer application = site().application();
        application.publish("session/kept", 1, "m1");
        application.publish("session/kept", 2, "m2");

        device.connected(false);
        assertThat(device.messages(2)).containsExactly("session/kept 1 0 m1", "session/kept 2 0 m2");
        application.publish("session/kept", 1, "m3");
        assertThat(device.message()).isEqualTo("session/kept 1 0 m3");
        assertThat(device.publish(new TopicRef.Normal(topicId), Qos.ONE, "the id is still good"))
                .isEqualTo(ReturnCode.ACCEPTED);
        assertThat(device.message()).isEqualTo("session/kept 1 0 the id is still good");
        device.hearsNothing();
    }

    @Test
    default void leavesNothingAtTheBrokerOfACleanSession() {
        UdpDevice device = site().device("session-clean").connected(true);
        device.subscribe("session/clean", Qos.TWO);
        site().application().publish("session/clean", 1, "m");
        assertThat(device.message()).isEqualTo("session/clean 1 0 m");
        device.disconnect();

        eventually(() -> {
            boolean isPresent;
            try (MqttPeer inItsPlace = MqttPeer.persistent(site().brokerPort(), "session-clean")) {
                isPresent = inItsPlace.sessionPresent();
            }
            MqttPeer.takingOver(site().brokerPort(), "session-clean").close();
            assertThat(isPresent).isFalse();
        });
    }

    @Test
    default void startsAnewWithACleanSession() {
        UdpDevice device = site().device("session-anew").connected(false);
        device.subscribe("session/anew/old", Qos.ONE);
        device.disconnect();
        MqttPeer application = site().application();
        application.publish("session/anew/old", 1, "no");

        device.connected(true);
        device.subscribe("session/anew/new", Qos.ONE);
        application.publish("session/anew/old", 1, "no");
        application.publish("session/anew/new", 1, "yes");
        assertThat(device.message()).isEqualTo("session/anew/new 1 0 yes");
        device.hearsNothing();
    }

    @Test
    default void isTakenOverFromAnotherAddress() {
        UdpDevice former = site().device("session-taken").connected(false);
        former.subscribe("session/taken", Qos.ONE);
        UdpDevice present = new UdpDevice(
                "session-taken", UdpLink.from("127.0.0.2", site().gateway().sensorAddress(), site().wire()));

        try (present) {
            present.connected(false);
            site().application().publish("session/taken", 1, "m");

            assertThat(present.message()).isEqualTo("session/taken 1 0 m");
            present.hearsNothing();
            former.send(PingReq.EMPTY);
            assertThat(former.next()).isEqualTo(Disconnect.PLAIN);
            SnMessage more = former.nextWithin(20);
            assertThat(more == null || more.equals(Disconnect.PLAIN)).isTrue();
            present.hearsNothing();
        }
    }

    @Test
    default void servesAnotherDeviceAtAKnownAddress() {
        UdpLink link = site().link();
        UdpDevice former = new UdpDevice("session-former", link).connected(true);
        former.subscribe("session/former", Qos.ONE);
        try (UdpDevice present = new UdpDevice("session-present", link)) {
            present.connected(true);
            present.subscribe("session/present", Qos.ONE);
            MqttPeer application = site().application();
            application.publish("session/former", 1, "no");
            application.publish("session/present", 1, "yes");

            assertThat(present.message()).isEqualTo("session/present 1 0 yes");
            present.hearsNothing();
        }
    }

    @Test
    default void tellsNodesBehindOneForwarderApart() {
        try (Forwarder forwarder = site().forwarder()) {
            UdpDevice one = new UdpDevice("session-node-1", forwarder.node(1)).connected(true);
            UdpDevice other = new UdpDevice("session-node-2", forwarder.node(2)).connected(true);
            MqttPeer eye = site().eye("session/node/#");
            one.subscribe("session/node/1", Qos.ONE);
            assertThat(other.publish(other.register("session/node/1"), Qos.ONE, "hello"))
                    .isEqualTo(ReturnCode.ACCEPTED);

            assertThat(one.message()).isEqualTo("session/node/1 1 0 hello");
            eventually(() -> assertThat(eye.messages()).containsExactly("session/node/1 1 0 hello"));
            one.disconnect();
            other.hearsNothing();
        }
    }

    @Test
    default void followsANodeToAnotherForwarder() {
        try (Forwarder here = site().forwarder();
                Forwarder there = site().forwarder()) {
            UdpDevice node = new UdpDevice("session-nomad", here.node(9, 9)).connected(false);
            node.subscribe("session/nomad", Qos.ONE);

            node.moveTo(there.node(9, 9));
            node.connected(false);
            site().application().publish("session/nomad", 1, "m");
            assertThat(node.message()).isEqualTo("session/nomad 1 0 m");
            node.hearsNothing();
        }
    }
}
