package org.sngateway.simulator.device;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;

import static org.assertj.core.api.Assertions.assertThat;

/** Registering and publishing (MQTT-SN 1.2 s.6.5, 6.6, 6.8). */
class UplinkTest {
    private final DeviceFixture fixture = DeviceFixture.active();

    @Test
    void registersOneNameAtATime() {
        fixture.device.register("a/b", fixture.nowNanos);
        fixture.device.register("a/x", fixture.nowNanos);
        fixture.sends("09 0A 00 00 00 01 61 2F 62");
        fixture.receives("07 0B 04 01 00 01 00");
        fixture.hears("registered a/b as 1025");
        fixture.sends("09 0A 00 00 00 02 61 2F 78");
        fixture.receives("07 0B 00 00 00 02 01");
        fixture.hears("register rejected a/x 1");
        assertThat(fixture.device.topicOf("a/b")).isEqualTo(new TopicRef.Normal(0x0401));
        assertThat(fixture.device.topicOf("a/x")).isNull();
        fixture.checkNoMsgIdLeaks();
    }

    @Test
    void repeatsRegister_andIgnoresAnAnswerToAnotherOne() {
        fixture.device.register("a/b", fixture.nowNanos);
        fixture.pass(10);
        fixture.sends("09 0A 00 00 00 01 61 2F 62", "09 0A 00 00 00 01 61 2F 62");
        fixture.receives("07 0B 04 01 00 05 00");
        fixture.hears("stray REGACK");
    }

    @Test
    void keepsAWindowOfMessages_andRefusesMore() {
        fixture.publish(Qos.ONE, 0x0401, "1", 101);
        fixture.publish(Qos.ONE, 0x0401, "2", 102);
        fixture.publish(Qos.ONE, 0x0401, "3", 103);
        assertThat(fixture.device.canPublish()).isFalse();
        assertThat(fixture.device.publish(
                        new OutgoingMessage(new TopicRef.Normal(1), Qos.ONE, false, Octets.EMPTY), 104, 0))
                .isFalse();
        fixture.sends("08 0C 20 04 01 00 01 31", "08 0C 20 04 01 00 02 32", "08 0C 20 04 01 00 03 33");
        fixture.receives("07 0D 04 01 00 02 00");
        fixture.receives("07 0D 04 01 00 01 00");
        fixture.receives("07 0D 04 01 00 03 00");
        fixture.hears("acknowledged 102", "acknowledged 101", "acknowledged 103");
        fixture.checkNoMsgIdLeaks();
    }

    @Test
    void repeatsWithDupUnderTheSameId_thenIsLost() {
        fixture.publish(Qos.ONE, 0x0401, "1", 101);
        fixture.sends("08 0C 20 04 01 00 01 31");
        fixture.pass(10);
        fixture.sends("08 0C A0 04 01 00 01 31");
        fixture.pass(10);
        fixture.sends("08 0C A0 04 01 00 01 31");
        fixture.pass(10);
        fixture.sendsNothing();
        fixture.hears("abandoned 101", "lost NO_ANSWER");
        fixture.checkNoMsgIdLeaks();
    }

    @Test
    void qos2_repeatsPublishUntilPubRec_thenPubRelUntilPubComp() {
        fixture.publish(Qos.TWO, 0x0401, "x", 5);
        fixture.pass(10);
        fixture.sends("08 0C 40 04 01 00 01 78", "08 0C C0 04 01 00 01 78");
        fixture.receives("04 0F 00 01");
        fixture.sends("04 10 00 01");
        fixture.pass(10);
        fixture.sends("04 10 00 01");
        fixture.receives("04 0F 00 01");
        fixture.sends("04 10 00 01");
        fixture.hearsNothing();
        fixture.receives("04 0E 00 01");
        fixture.hears("acknowledged 5");
        fixture.checkNoMsgIdLeaks();
    }

    @Test
    void qos2_isNotAcknowledgedByPubAck_norByPubCompBeforePubRec() {
        fixture.publish(Qos.TWO, 0x0401, "x", 5);
        fixture.receives("07 0D 04 01 00 01 00");
        fixture.receives("04 0E 00 01");
        fixture.hears("stray PUBACK", "stray PUBCOMP");
        assertThat(fixture.device.outstandingMessages()).isEqualTo(1);
    }

    @Test
    void pubAckWithAnotherTopicId_acknowledgesNothing() {
        fixture.publish(Qos.ONE, 0x0401, "x", 5);
        fixture.receives("07 0D 01 04 00 01 00");
        fixture.hears("stray PUBACK");
        assertThat(fixture.device.outstandingMessages()).isEqualTo(1);
    }

    @Test
    void rejectedForItsTopicId_forgetsTheId() {
        fixture.device.register("a/b", fixture.nowNanos);
        fixture.receives("07 0B 04 01 00 01 00");
        fixture.publish(Qos.ONE, 0x0401, "x", 5);
        fixture.receives("07 0D 04 01 00 02 02");
        fixture.hears("registered a/b as 1025", "rejected 5 2");
        assertThat(fixture.device.topicOf("a/b")).isNull();
    }

    @Test
    void rejectedQos0_forgetsTheIdToo() {
        fixture.device.register("a/b", fixture.nowNanos);
        fixture.receives("07 0B 04 01 00 01 00");
        fixture.publish(Qos.ZERO, 0x0401, "x", 0);
        fixture.receives("07 0D 04 01 00 00 02");
        fixture.hears("registered a/b as 1025", "stray PUBACK");
        assertThat(fixture.device.topicOf("a/b")).isNull();
    }

    @Test
    void qosMinusOne_needsNoConnection() {
        DeviceFixture offline = new DeviceFixture();
        TopicRef name = new TopicRef.ShortName('s' << 8 | 'n');
        assertThat(offline.device.publish(
                        new OutgoingMessage(name, Qos.MINUS_ONE, false, Octets.ofUtf8("1")), 0, offline.nowNanos))
                .isTrue();
        offline.sends("08 0C 62 73 6E 00 00 31");
        assertThat(offline.device.publish(
                        new OutgoingMessage(name, Qos.ZERO, false, Octets.ofUtf8("1")), 0, offline.nowNanos))
                .isFalse();
    }
}
