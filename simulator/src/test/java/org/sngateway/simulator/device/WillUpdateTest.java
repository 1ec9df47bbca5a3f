package org.sngateway.simulator.device;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes of the Will (MQTT-SN 1.2 s.6.4). */
class WillUpdateTest {
    private final DeviceFixture fixture =
            new DeviceFixture(options -> options.withWill(new DeviceWill("w", Octets.ofUtf8("1"), Qos.ONE, false)));

    WillUpdateTest() {
        fixture.device.connect(fixture.nowNanos);
        fixture.receives("02 06");
        fixture.receives("02 08");
        fixture.receives("03 05 00");
        fixture.hears("connected");
        fixture.sends("08 04 0C 01 00 1E 63 31", "04 07 20 77", "03 09 31");
    }

    @AfterEach
    void nothingLeaks() {
        fixture.checkNoMsgIdLeaks();
    }

    @Test
    void messageAndTopicAreChangedOneAfterTheOther_andCountWhenTheyAreConfirmed() {
        assertThat(fixture.device.updateWillMessage(Octets.ofUtf8("2"), fixture.nowNanos))
                .isTrue();
        assertThat(fixture.device.updateWillTopic("x", Qos.TWO, true, fixture.nowNanos))
                .isTrue();
        fixture.sends("03 1C 32");
        fixture.receives("03 1D 00");
        fixture.sends("04 1A 50 78");
        assertThat(fixture.device.will()).isEqualTo(new DeviceWill("w", Octets.ofUtf8("2"), Qos.ONE, false));
        fixture.receives("03 1B 00");
        assertThat(fixture.device.will()).isEqualTo(new DeviceWill("x", Octets.ofUtf8("2"), Qos.TWO, true));
        fixture.hears("will updated", "will updated");
    }

    @Test
    void refusedChangeChangesNothing() {
        fixture.device.updateWillTopic("x", Qos.ZERO, false, fixture.nowNanos);
        fixture.receives("03 1B 01");
        fixture.hears("will rejected 1");
        fixture.device.updateWillMessage(Octets.ofUtf8("2"), fixture.nowNanos);
        fixture.receives("03 1D 03");
        fixture.hears("will rejected 3");
        assertThat(fixture.device.will()).isEqualTo(new DeviceWill("w", Octets.ofUtf8("1"), Qos.ONE, false));
    }

    @Test
    void deletedWillIsNotOfferedAgain() {
        fixture.device.deleteWill(fixture.nowNanos);
        fixture.sends("02 1A");
        fixture.receives("03 1B 00");
        fixture.hears("will updated");
        assertThat(fixture.device.will()).isNull();
        fixture.device.connect(fixture.nowNanos);
        fixture.sends("08 04 04 01 00 1E 63 31");
    }

    @Test
    void nextConnectOffersTheChangedWill() {
        fixture.device.updateWillMessage(Octets.ofUtf8("2"), fixture.nowNanos);
        fixture.receives("03 1D 00");
        fixture.hears("will updated");
        fixture.sends("03 1C 32");
        fixture.device.connect(fixture.nowNanos);
        fixture.receives("02 06");
        fixture.receives("02 08");
        fixture.sends("08 04 0C 01 00 1E 63 31", "04 07 20 77", "03 09 32");
    }

    @Test
    void unansweredChangeIsRepeated_andThenTheConnectionIsLost() {
        fixture.device.updateWillMessage(Octets.ofUtf8("2"), fixture.nowNanos);
        fixture.pass(30);
        fixture.sends("03 1C 32", "03 1C 32", "03 1C 32");
        fixture.hears("lost NO_ANSWER");
    }

    @Test
    void answerToNothingIsStray() {
        fixture.receives("03 1B 00");
        fixture.receives("03 1D 00");
        fixture.hears("stray WILLTOPICRESP", "stray WILLMSGRESP");
    }
}
