package org.sngateway.simulator.device;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;

import static org.assertj.core.api.Assertions.assertThat;

/** Connecting, keep-alive, losing the connection and leaving (MQTT-SN 1.2 s.6.2, 6.3, 6.11, 6.13). */
class ConnectionTest {

    @Test
    void connectsAndIsActive() {
        DeviceFixture fixture = new DeviceFixture();
        fixture.device.connect(fixture.nowNanos);
        fixture.sends("08 04 04 01 00 1E 63 31");
        fixture.receives("03 05 00");
        fixture.hears("connected");
        assertThat(fixture.device.state()).isEqualTo(DeviceState.ACTIVE);
    }

    @Test
    void givesItsWillWhenAsked_andRepeatsWhatStaysUnanswered() {
        DeviceFixture fixture = new DeviceFixture(
                options -> options.withWill(new DeviceWill("w/c1", Octets.ofUtf8("bye"), Qos.ONE, false)));
        fixture.device.connect(fixture.nowNanos);
        fixture.sends("08 04 0C 01 00 1E 63 31");
        fixture.receives("02 06");
        fixture.sends("07 07 20 77 2F 63 31");
        fixture.pass(10);
        fixture.sends("07 07 20 77 2F 63 31");
        fixture.receives("02 08");
        fixture.sends("05 09 62 79 65");
        fixture.receives("03 05 00");
        fixture.hears("connected");
    }

    @Test
    void withoutWill_aQuestionForItIsStray() {
        DeviceFixture fixture = new DeviceFixture();
        fixture.device.connect(fixture.nowNanos);
        fixture.receives("02 06");
        fixture.hears("stray WILLTOPICREQ");
    }

    @Test
    void tellsOfRejection_andStaysOffline() {
        DeviceFixture fixture = new DeviceFixture();
        fixture.device.connect(fixture.nowNanos);
        fixture.receives("03 05 01");
        fixture.hears("connect rejected 1");
        assertThat(fixture.device.state()).isEqualTo(DeviceState.OFFLINE);
        assertThat(fixture.device.nextDeadlineNanos()).isEqualTo(VirtualDevice.NEVER);
    }

    @Test
    void givesUpAfterAllRetransmissions() {
        DeviceFixture fixture = new DeviceFixture();
        fixture.device.connect(fixture.nowNanos);
        fixture.pass(29.9);
        fixture.sends("08 04 04 01 00 1E 63 31", "08 04 04 01 00 1E 63 31", "08 04 04 01 00 1E 63 31");
        fixture.hearsNothing();
        fixture.pass(0.1);
        fixture.sendsNothing();
        fixture.hears("lost NO_ANSWER");
    }

    @Test
    void pingsWhenItHasBeenQuietForTheKeepAlive_andNotBefore() {
        DeviceFixture fixture = DeviceFixture.active();
        fixture.pass(20);
        fixture.publish(Qos.ZERO, 1, "x", 0);
        fixture.sends("08 0C 00 00 01 00 00 78");
        fixture.pass(29.9);
        fixture.sendsNothing();
        fixture.pass(0.1);
        fixture.sends("02 16");
        fixture.receives("02 17");
        fixture.pass(29.9);
        fixture.sendsNothing();
        fixture.hearsNothing();
    }

    @Test
    void unansweredPing_losesTheConnection() {
        DeviceFixture fixture = DeviceFixture.active();
        fixture.pass(60);
        fixture.sends("02 16", "02 16", "02 16");
        fixture.hears("lost NO_ANSWER");
    }

    @Test
    void keepAliveZero_neverPings() {
        DeviceFixture fixture = new DeviceFixture(options -> options.withKeepAliveSeconds(0));
        fixture.connect();
        assertThat(fixture.device.nextDeadlineNanos()).isEqualTo(VirtualDevice.NEVER);
    }

    @Test
    void answersTheGatewaysPing() {
        DeviceFixture fixture = DeviceFixture.active();
        fixture.receives("02 16");
        fixture.sends("02 17");
    }

    @Test
    void disconnectsInOrder_andAbandonsWhatIsOutstanding() {
        DeviceFixture fixture = DeviceFixture.active();
        fixture.publish(Qos.ONE, 1, "x", 7);
        fixture.device.register("a/b", fixture.nowNanos);
        fixture.sends("08 0C 20 00 01 00 01 78", "09 0A 00 00 00 02 61 2F 62");
        fixture.device.disconnect(fixture.nowNanos);
        fixture.sends("02 18");
        fixture.hears("abandoned 7");
        fixture.receives("02 18");
        fixture.hears("disconnected");
        fixture.checkNoMsgIdLeaks();
    }

    @Test
    void gatewaysDisconnect_isALoss() {
        DeviceFixture fixture = DeviceFixture.active();
        fixture.publish(Qos.ONE, 1, "x", 7);
        fixture.receives("02 18");
        fixture.hears("abandoned 7", "lost GATEWAY_DISCONNECT");
        fixture.checkNoMsgIdLeaks();
    }

    @Test
    void messagesOfOthersKinds_changeNothing() {
        DeviceFixture fixture = DeviceFixture.active();
        fixture.receives("03 05 00");
        fixture.receives("02 17");
        fixture.receives("07 0D 00 01 00 09 00");
        fixture.receives("05 00 01 00 00");
        fixture.hears("stray CONNACK", "stray PINGRESP", "stray PUBACK", "stray ADVERTISE");
        fixture.sendsNothing();
        assertThat(fixture.device.state()).isEqualTo(DeviceState.ACTIVE);
    }
}
