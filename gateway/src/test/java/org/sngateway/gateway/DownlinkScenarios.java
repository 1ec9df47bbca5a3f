package org.sngateway.gateway;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.broker.MqttPeer;
import org.sngateway.gateway.device.UdpDevice;

import static org.assertj.core.api.Assertions.assertThat;

/** What is published at the broker arrives at the devices. */
interface DownlinkScenarios {
    Site site();

    @ParameterizedTest
    @EnumSource(names = {"ZERO", "ONE", "TWO"})
    default void deliversToEveryKindOfSubscription(Qos qos) {
        int level = qos.bits();
        UdpDevice device = site().device("down-" + level).connected(true);
        String folder = "down/every-" + level;
        assertThat(device.subscribe(folder + "/exact", qos).topicId()).isPositive();
        SubAck wildcard = device.subscribe(folder + "/+/x", qos);
        SubAck shortName = device.subscribe(EndToEnd.shortName("d" + level), qos);
        SubAck predefined = device.subscribe(new TopicRef.Predefined(2), qos);
        MqttPeer application = site().application();

        assertThat(wildcard.topicId()).isZero();
        assertThat(predefined.topicId()).isEqualTo(2);
        assertThat(shortName.topicId())
                .isEqualTo(EndToEnd.shortName("d" + level).wireId());
        assertThat(wildcard.qos()).isEqualTo(qos);
        application.publish(folder + "/exact", level, "e");
        assertThat(device.message()).isEqualTo(folder + "/exact " + level + " 0 e");
        application.publish("d" + level, level, "s");
        assertThat(device.message()).isEqualTo("d" + level + " " + level + " 0 s");
        application.publish("cmd/down-" + level, level, "p");
        assertThat(device.message()).isEqualTo("predefined:2 " + level + " 0 p");
        application.publish(folder + "/any/x", level, "w");
        Register register = (Register) device.next();
        assertThat(register.topicName()).isEqualTo(Octets.ofUtf8(folder + "/any/x"));
        device.accept(register);
        assertThat(device.message()).isEqualTo(folder + "/any/x " + level + " 0 w");
        application.publish(folder + "/any/x", level, "w2");
        Publish again = (Publish) device.next();
        device.acknowledge(again);
        assertThat(again.topic().wireId()).isEqualTo(register.topicId());
        device.hearsNothing();
    }

    /** More than the sleep buffer's places, the broker's window and a Receive Maximum hold. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    default void deliversALargeBacklog_onceAndInOrder(int level) {
        UdpDevice device = site().device("down-backlog-" + level).connected(true);
        String topic = "down/backlog-" + level;
        device.subscribe(topic, Qos.ofBits(level));
        MqttPeer application = site().application();

        for (int i = 0; i < 250; i++) {
            application.publish(topic, level, "m" + i);
        }
        for (int i = 0; i < 250; i++) {
            assertThat(device.message()).isEqualTo(topic + " " + level + " 0 m" + i);
        }
        device.hearsNothing();
    }

    @Test
    default void deliversTheRetainedMessageOfANewSubscription() {
        MqttPeer application = site().application();
        application.publish("down/retained", 1, true, "kept");
        UdpDevice device = site().device("down-retained").connected(true);

        device.subscribe("down/retained", Qos.ONE);
        assertThat(device.message()).isEqualTo("down/retained 1 1 kept");
        application.publish("down/retained", 1, true, "new");
        assertThat(device.message()).isEqualTo("down/retained 1 0 new");
        device.hearsNothing();
    }

    @Test
    default void stopsWithTheSubscription() {
        UdpDevice device = site().device("down-unsubscribe").connected(true);
        MqttPeer application = site().application();
        device.subscribe("down/stop/a", Qos.ONE);
        device.subscribe("down/stop/b/#", Qos.ONE);
        device.subscribe("down/stop/last", Qos.ONE);

        device.unsubscribe(new TopicRef.Named(Octets.ofUtf8("down/stop/a")));
        device.unsubscribe(new TopicRef.Named(Octets.ofUtf8("down/stop/b/#")));
        application.publish("down/stop/a", 1, "no");
        application.publish("down/stop/b/c", 1, "no");
        application.publish("down/stop/last", 1, "yes");

        assertThat(device.message()).isEqualTo("down/stop/last 1 0 yes");
        device.hearsNothing();
    }

    @ParameterizedTest
    @CsvSource({"2, ONE, 1", "1, TWO, 1", "2, ZERO, 0", "0, TWO, 0"})
    default void deliversWithTheLesserQos(int published, Qos subscribed, int expected) {
        String name = "down/qos-" + published + "-" + subscribed.bits();
        UdpDevice device = site().device(name).connected(true);
        device.subscribe(name, subscribed);

        site().application().publish(name, published, "m");

        assertThat(device.message()).isEqualTo(name + " " + expected + " 0 m");
        device.hearsNothing();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 248, 249, 1300})
    default void deliversPayloadsOfEverySize(int octets) {
        String payload = "y".repeat(octets);
        UdpDevice device = site().device("down-size-" + octets).connected(true);
        device.subscribe("down/size/" + octets, Qos.TWO);

        site().application().publish("down/size/" + octets, 2, payload);

        assertThat(device.message()).isEqualTo("down/size/" + octets + " 2 0 " + payload);
    }

    @Test
    default void deliversWhatADevicePublishesToItself() {
        UdpDevice device = site().device("down-echo").connected(true);
        int topicId = device.subscribe("down/echo", Qos.TWO).topicId();

        assertThat(device.publish(new TopicRef.Normal(topicId), Qos.TWO, "hello"))
                .isEqualTo(ReturnCode.ACCEPTED);

        assertThat(device.message()).isEqualTo("down/echo 2 0 hello");
        device.hearsNothing();
    }

    @Test
    default void keepsTheOrderOfManyMessages() {
        UdpDevice device = site().device("down-order").connected(true);
        device.subscribe("down/order", Qos.ONE);
        MqttPeer application = site().application();
        for (int i = 0; i < 30; i++) {
            application.publish("down/order", 1, "m" + i);
        }

        for (int i = 0; i < 30; i++) {
            assertThat(device.message()).isEqualTo("down/order 1 0 m" + i);
        }
        device.hearsNothing();
    }
}
