package org.sngateway.gateway;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.broker.MqttPeer;
import org.sngateway.gateway.device.UdpDevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.Site.eventually;

/** What devices publish arrives at the broker. */
interface UplinkScenarios {
    Site site();

    @ParameterizedTest
    @EnumSource(names = {"ZERO", "ONE", "TWO"})
    default void publishesToEveryTypeOfTopic(Qos qos) {
        int level = qos.bits();
        UdpDevice device = site().device("up-" + level).connected(true);
        MqttPeer eye = site().eye("up/every-" + level + "/#");
        MqttPeer shortEye = site().eye("u" + level);
        MqttPeer predefinedEye = site().eye("sensors/up-" + level + "/temp");

        assertThat(device.publish(device.register("up/every-" + level + "/normal"), qos, "n"))
                .isEqualTo(ReturnCode.ACCEPTED);
        assertThat(device.publish(EndToEnd.shortName("u" + level), qos, "s")).isEqualTo(ReturnCode.ACCEPTED);
        assertThat(device.publish(new TopicRef.Predefined(1), qos, "p")).isEqualTo(ReturnCode.ACCEPTED);

        eventually(() -> {
            assertThat(eye.messages()).containsExactly("up/every-" + level + "/normal " + level + " 0 n");
            assertThat(shortEye.messages()).containsExactly("u" + level + " " + level + " 0 s");
            assertThat(predefinedEye.messages()).containsExactly("sensors/up-" + level + "/temp " + level + " 0 p");
        });
    }

    @Test
    default void setsAndClearsARetainedMessage() {
        UdpDevice device = site().device("up-retain").connected(true);
        TopicRef topic = device.register("up/retain/state");

        assertThat(device.publish(topic, Qos.ONE, true, "on")).isEqualTo(ReturnCode.ACCEPTED);
        MqttPeer late = site().eye("up/retain/#");
        eventually(() -> assertThat(late.messages()).containsExactly("up/retain/state 1 1 on"));

        assertThat(device.publish(topic, Qos.ONE, true, "")).isEqualTo(ReturnCode.ACCEPTED);
        MqttPeer later = site().eye("up/retain/#");
        device.publish(topic, Qos.ONE, "live");
        eventually(() -> assertThat(later.messages()).containsExactly("up/retain/state 1 0 live"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 247, 248, 249, 1300})
    default void passesPayloadsOfEverySize(int octets) {
        String payload = "x".repeat(octets);
        UdpDevice device = site().device("up-size-" + octets).connected(true);
        MqttPeer eye = site().eye("up/size/" + octets);
        TopicRef topic = device.register("up/size/" + octets);

        assertThat(device.publish(topic, Qos.ONE, payload)).isEqualTo(ReturnCode.ACCEPTED);
        assertThat(device.publish(topic, Qos.TWO, payload)).isEqualTo(ReturnCode.ACCEPTED);

        eventually(() -> assertThat(eye.messages())
                .containsExactly("up/size/" + octets + " 1 0 " + payload, "up/size/" + octets + " 2 0 " + payload));
    }

    @Test
    default void publishesQosMinusOneOfSendersThatNeverConnect() {
        UdpDevice stranger = site().device("stranger");
        MqttPeer predefined = site().eye("up/minus-one");
        MqttPeer shortTopic = site().eye("um");

        stranger.publish(new TopicRef.Predefined(3), Qos.MINUS_ONE, "p");
        stranger.publish(EndToEnd.shortName("um"), Qos.MINUS_ONE, "s");

        eventually(() -> {
            assertThat(predefined.messages()).containsExactly("up/minus-one 0 0 p");
            assertThat(shortTopic.messages()).containsExactly("um 0 0 s");
        });
        stranger.hearsNothingFor(1);
    }

    /** Each device is known to the broker by its own client id, and has its own session there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "twenty-three-octets-id!",
                "sixty-octets-0123456789-0123456789-0123456789-0123456789-abc",
                "a:b/c",
                "a/b//:c",
                "Gerät-ß-日本-☃"
            })
    @Covers({"SN12-ARC-01"})
    default void isKnownToTheBrokerByEveryClientId(String clientId) {
        speaksUnderItsOwnClientId(clientId);
    }

    @Test
    @Covers({"SN12-ARC-01"})
    default void isKnownToTheBrokerByAClientIdOf128Octets() {
        speaksUnderItsOwnClientId("0123456789abcdef".repeat(8));
    }

    private void speaksUnderItsOwnClientId(String clientId) {
        MqttPeer eye = site().eye("sensors/#");
        UdpDevice device = site().device(clientId).connected(false);
        assertThat(device.publish(new TopicRef.Predefined(1), Qos.ONE, "t")).isEqualTo(ReturnCode.ACCEPTED);
        eventually(() -> assertThat(eye.messages()).contains("sensors/" + clientId + "/temp 1 0 t"));
        assertThat(device.subscribe("up/id/" + clientId, Qos.ONE).returnCode()).isEqualTo(ReturnCode.ACCEPTED);
        device.disconnect();
        site().application().publish("up/id/" + clientId, 1, "for you");

        try (MqttPeer inItsPlace = MqttPeer.takingOver(site().brokerPort(), clientId)) {
            assertThat(inItsPlace.sessionPresent()).isTrue();
            eventually(() -> assertThat(inItsPlace.messages()).containsExactly("up/id/" + clientId + " 1 0 for you"));
        }
    }

    @Test
    default void givesAClientIdToADeviceWithoutOne() {
        UdpDevice device = site().device("").connected(true);
        MqttPeer eye = site().eye("up/nameless");

        assertThat(device.publish(device.register("up/nameless"), Qos.ONE, "1")).isEqualTo(ReturnCode.ACCEPTED);

        eventually(() -> assertThat(eye.messages()).containsExactly("up/nameless 1 0 1"));
        assertThat(site().device("").connect(false, 60)).isEqualTo(ReturnCode.NOT_SUPPORTED);
    }

    /** The handshakes of two devices and of both directions cross, all with one message id. */
    @Test
    @Covers({"SN12-ARC-04"})
    default void keepsTheMessageIdsOfDevicesAndDirectionsApart() {
        UdpDevice one = site().device("ids-1").connected(true);
        UdpDevice other = site().device("ids-2").connected(true);
        MqttPeer eye = site().eye("up/ids");
        TopicRef topicOfOne = one.register("up/ids");
        TopicRef topicOfOther = other.register("up/ids");
        one.subscribe("down/ids", Qos.TWO);
        site().application().publish("down/ids", 2, "down");
        Publish down = one.expect(Publish.class);
        int msgId = down.msgId();

        one.send(new Publish(false, Qos.TWO, false, topicOfOne, msgId, Octets.ofUtf8("1")));
        other.send(new Publish(false, Qos.TWO, false, topicOfOther, msgId, Octets.ofUtf8("2")));
        assertThat(one.expect(PubRec.class)).isEqualTo(new PubRec(msgId));
        assertThat(other.expect(PubRec.class)).isEqualTo(new PubRec(msgId));
        one.acknowledge(down);
        other.send(new PubRel(msgId));
        one.send(new PubRel(msgId));
        assertThat(other.expect(PubComp.class)).isEqualTo(new PubComp(msgId));
        assertThat(one.expect(PubComp.class)).isEqualTo(new PubComp(msgId));

        eventually(() -> assertThat(eye.messages()).containsExactlyInAnyOrder("up/ids 2 0 1", "up/ids 2 0 2"));
        one.hearsNothing();
        other.hearsNothing();
    }
}
