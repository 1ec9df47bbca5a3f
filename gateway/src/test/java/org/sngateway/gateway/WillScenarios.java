package org.sngateway.gateway;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.WillMsgResp;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopicResp;
import org.sngateway.codec.v12.WillTopicUpd;
import org.sngateway.gateway.broker.MqttPeer;
import org.sngateway.gateway.device.UdpDevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.Site.eventually;

/** The Will is published when a device is lost, and only then. */
interface WillScenarios {
    Site site();

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    default void publishesTheWillWhenTheKeepAliveHasPassed() {
        MqttPeer eye = site().eye("will/silent/#");
        site().device("will-silent")
                .connectedWithWill(true, 1, EndToEnd.will("will/silent/will", Qos.TWO, true), "gone");

        eventually(() -> assertThat(eye.messages()).containsExactly("will/silent/will 2 0 gone"));
        MqttPeer late = site().eye("will/silent/#");
        eventually(() -> assertThat(late.messages()).containsExactly("will/silent/will 2 1 gone"));
    }

    @Test
    default void publishesNoWillOfADeviceThatDisconnects() {
        MqttPeer eye = site().eye("will/orderly/#");
        UdpDevice device = site().device("will-orderly")
                .connectedWithWill(true, 60, EndToEnd.will("will/orderly/will", Qos.ONE, false), "gone");

        device.disconnect();

        // Whoever takes the client id over makes the broker end what is left of the device's connection. That may in
        // turn
        // be taken over by the gateway, as it removes the session of MQTT 3.1.1.
        eventually(() -> {
            try (MqttPeer inItsPlace = MqttPeer.takingOver(site().brokerPort(), "will-orderly")) {
                inItsPlace.publish("will/orderly/marker", 1, "m");
            }
        });
        eventually(() -> assertThat(eye.messages()).isNotEmpty().allMatch("will/orderly/marker 1 0 m"::equals));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    default void publishesTheWillAsItWasUpdated() {
        MqttPeer eye = site().eye("will/updated/#");
        UdpDevice device = site().device("will-updated")
                .connectedWithWill(true, 2, EndToEnd.will("will/updated/old", Qos.ONE, false), "old");
        device.subscribe("will/updated/inbox", Qos.ONE);

        device.send(new WillTopicUpd(Qos.TWO, false, Octets.ofUtf8("will/updated/new")));
        assertThat(device.expect(WillTopicResp.class)).isEqualTo(new WillTopicResp(ReturnCode.ACCEPTED));
        device.send(new WillMsgUpd(Octets.ofUtf8("new")));
        assertThat(device.expect(WillMsgResp.class)).isEqualTo(new WillMsgResp(ReturnCode.ACCEPTED));
        site().application().publish("will/updated/inbox", 1, "still subscribed");
        assertThat(device.message()).isEqualTo("will/updated/inbox 1 0 still subscribed");

        eventually(() -> assertThat(eye.messages())
                .containsExactly("will/updated/inbox 1 0 still subscribed", "will/updated/new 2 0 new"));
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    default void publishesNoWillThatWasDeleted() {
        MqttPeer eye = site().eye("will/deleted/#");
        UdpDevice device = site().device("will-deleted")
                .connectedWithWill(true, 1, EndToEnd.will("will/deleted/will", Qos.ONE, false), "gone");
        UdpDevice other = site().device("will-kept")
                .connectedWithWill(true, 1, EndToEnd.will("will/deleted/other", Qos.ONE, false), "gone");

        device.send(WillTopicUpd.EMPTY);
        assertThat(device.expect(WillTopicResp.class)).isEqualTo(new WillTopicResp(ReturnCode.ACCEPTED));
        other.hearsNothing();

        eventually(() -> assertThat(eye.messages()).containsExactly("will/deleted/other 1 0 gone"));
    }
}
