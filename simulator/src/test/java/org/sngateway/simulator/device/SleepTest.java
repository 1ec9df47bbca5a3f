package org.sngateway.simulator.device;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;

import static org.assertj.core.api.Assertions.assertThat;

/** Sleep cycles (MQTT-SN 1.2 s.6.14). */
class SleepTest {
    private final DeviceFixture fixture = DeviceFixture.active();

    @Test
    void collectsUntilPingResp_againAndAgain() {
        fixture.receives("09 0A 04 02 00 08 61 2F 78");
        fixture.sends("07 0B 04 02 00 08 00");
        fixture.device.sleep(60, 50 * DeviceFixture.SECOND, fixture.nowNanos);
        fixture.sends("04 18 00 3C");
        fixture.receives("02 18");
        fixture.hears("asleep");
        fixture.pass(49.9);
        fixture.sendsNothing();
        fixture.pass(0.1);
        fixture.sends("04 16 63 31");
        fixture.receives("08 0C 20 04 02 00 03 38");
        fixture.sends("07 0D 04 02 00 03 00");
        fixture.receives("02 17");
        fixture.hears("a/x 8", "collected");
        fixture.pass(50);
        fixture.sends("04 16 63 31");
    }

    @Test
    void asleep_aMessageIsStray_becauseNobodyMayDisturbASleeper() {
        fixture.fallAsleep(60, VirtualDevice.NEVER);
        fixture.receives("08 0C 02 61 62 00 00 31");
        fixture.hears("stray PUBLISH");
        fixture.sendsNothing();
        assertThat(fixture.device.nextDeadlineNanos()).isEqualTo(VirtualDevice.NEVER);
    }

    @Test
    void eachMessageWhileAwake_restartsTheWaiting() {
        fixture.fallAsleep(60, VirtualDevice.NEVER);
        fixture.device.wake(fixture.nowNanos);
        fixture.pass(9);
        fixture.receives("08 0C 02 61 62 00 00 31");
        fixture.pass(9);
        fixture.sends("04 16 63 31");
        fixture.pass(1);
        fixture.sends("04 16 63 31");
    }

    @Test
    void unansweredWakeUp_sleepsOnAndTriesAtTheNext() {
        fixture.fallAsleep(60, 50 * DeviceFixture.SECOND);
        fixture.pass(80);
        fixture.sends("04 16 63 31", "04 16 63 31", "04 16 63 31");
        fixture.hears("collect unanswered");
        assertThat(fixture.device.state()).isEqualTo(DeviceState.ASLEEP);
        fixture.pass(50);
        fixture.sends("04 16 63 31");
    }

    @Test
    void whatWasOutstanding_isRepeatedAfterTheSleep() {
        fixture.publish(Qos.ONE, 0x0401, "1", 9);
        fixture.sends("08 0C 20 04 01 00 01 31");
        fixture.fallAsleep(60, VirtualDevice.NEVER);
        fixture.pass(40);
        fixture.sendsNothing();
        fixture.device.connect(fixture.nowNanos);
        fixture.receives("03 05 00");
        fixture.pass(0);
        fixture.sends("08 04 04 01 00 1E 63 31", "08 0C A0 04 01 00 01 31");
        fixture.receives("07 0D 04 01 00 01 00");
        fixture.hears("connected", "acknowledged 9");
        fixture.checkNoMsgIdLeaks();
    }

    @Test
    void gatewayThatForgotTheSleeper_answersDisconnect_andTheDeviceKnowsThatItIsLost() {
        fixture.fallAsleep(60, VirtualDevice.NEVER);
        fixture.device.wake(fixture.nowNanos);
        fixture.receives("02 18");
        fixture.hears("lost GATEWAY_DISCONNECT");
    }

    @Test
    void sleeperPublishesWithoutWakingUp_withItsRadioOnUntilTheAnswer() {
        fixture.fallAsleep(60, 50 * DeviceFixture.SECOND);
        assertThat(fixture.device.isRadioOn()).isFalse();
        fixture.publish(Qos.ONE, 0x0401, "1", 9);
        fixture.sends("08 0C 20 04 01 00 01 31");
        assertThat(fixture.device.isRadioOn()).isTrue();
        fixture.pass(10);
        fixture.sends("08 0C A0 04 01 00 01 31");
        fixture.receives("07 0D 04 01 00 01 00");
        fixture.hears("acknowledged 9");
        assertThat(fixture.device.isRadioOn()).isFalse();
        assertThat(fixture.device.state()).isEqualTo(DeviceState.ASLEEP);
        fixture.pass(40);
        fixture.sends("04 16 63 31");
        fixture.checkNoMsgIdLeaks();
    }

    @Test
    void whatASleeperPublishedInVain_goesOnWithTheNextConnection() {
        fixture.fallAsleep(600, VirtualDevice.NEVER);
        fixture.publish(Qos.ONE, 0x0401, "1", 9);
        fixture.pass(100);
        fixture.sends("08 0C 20 04 01 00 01 31", "08 0C A0 04 01 00 01 31", "08 0C A0 04 01 00 01 31");
        assertThat(fixture.device.isRadioOn()).isFalse();
        fixture.hearsNothing();
        fixture.device.connect(fixture.nowNanos);
        fixture.receives("03 05 00");
        fixture.pass(0);
        fixture.sends("08 04 04 01 00 1E 63 31", "08 0C A0 04 01 00 01 31");
        fixture.receives("07 0D 04 01 00 01 00");
        fixture.hears("connected", "acknowledged 9");
    }

    @Test
    void sleeperPublishesNothingElseThanQos1AndMinus1() {
        fixture.fallAsleep(60, VirtualDevice.NEVER);
        for (Qos qos : new Qos[] {Qos.ZERO, Qos.TWO}) {
            OutgoingMessage message = new OutgoingMessage(new TopicRef.Normal(0x0401), qos, false, Octets.ofUtf8("1"));
            assertThat(fixture.device.publish(message, 1, fixture.nowNanos)).isFalse();
        }
        fixture.sendsNothing();
        TopicRef shortName = new TopicRef.ShortName('a' << 8 | 'b');
        fixture.device.publish(
                new OutgoingMessage(shortName, Qos.MINUS_ONE, false, Octets.ofUtf8("1")), 0, fixture.nowNanos);
        fixture.sends("08 0C 62 61 62 00 00 31");
    }
}
