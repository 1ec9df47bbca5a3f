package org.sngateway.simulator.device;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;

import java.util.Map;

/** Subscribing and receiving (MQTT-SN 1.2 s.6.9, 6.10, 6.12). */
class DownlinkTest {
    private final DeviceFixture fixture = DeviceFixture.active();

    @Test
    void subscribesToAName_andReceivesUnderItsId() {
        fixture.device.subscribe(new TopicRef.Named(Octets.ofUtf8("a/x")), Qos.ONE, fixture.nowNanos);
        fixture.sends("08 12 20 00 01 61 2F 78");
        fixture.receives("08 13 20 04 02 00 01 00");
        fixture.receives("08 0C 20 04 02 00 07 37");
        fixture.sends("07 0D 04 02 00 07 00");
        fixture.hears("subscribed ONE", "a/x 7");
        fixture.checkNoMsgIdLeaks();
    }

    @Test
    void repeatsSubscribeWithDup_andTellsOfRejection() {
        fixture.device.subscribe(new TopicRef.Named(Octets.ofUtf8("a/+")), Qos.ONE, fixture.nowNanos);
        fixture.pass(10);
        fixture.sends("08 12 20 00 01 61 2F 2B", "08 12 A0 00 01 61 2F 2B");
        fixture.receives("08 13 00 00 00 00 01 03");
        fixture.hears("subscribe rejected 3");
    }

    @Test
    void wildcard_learnsNamesFromRegister_andRefusesUnknownIds() {
        fixture.device.subscribe(new TopicRef.Named(Octets.ofUtf8("a/+")), Qos.ONE, fixture.nowNanos);
        fixture.receives("08 13 20 00 00 00 01 00");
        fixture.sends("08 12 20 00 01 61 2F 2B");
        fixture.receives("08 0C 20 04 02 00 07 37");
        fixture.sends("07 0D 04 02 00 07 02");
        fixture.receives("09 0A 04 02 00 08 61 2F 78");
        fixture.sends("07 0B 04 02 00 08 00");
        fixture.receives("08 0C A0 04 02 00 07 37");
        fixture.sends("07 0D 04 02 00 07 00");
        fixture.hears("subscribed ONE", "dup a/x 7");
    }

    @Test
    void shortAndPredefinedTopics() {
        DeviceFixture knowing = new DeviceFixture(options -> options.withPredefined(Map.of(5, "p/five")));
        knowing.connect();
        knowing.device.subscribe(new TopicRef.ShortName('a' << 8 | 'b'), Qos.ZERO, knowing.nowNanos);
        knowing.device.subscribe(new TopicRef.Predefined(5), Qos.TWO, knowing.nowNanos);
        knowing.sends("07 12 02 00 01 61 62");
        knowing.receives("08 13 00 61 62 00 01 00");
        knowing.sends("07 12 41 00 02 00 05");
        knowing.receives("08 13 40 00 05 00 02 00");
        knowing.receives("08 0C 02 61 62 00 00 31");
        knowing.receives("08 0C 01 00 05 00 00 32");
        knowing.receives("08 0C 01 00 06 00 00 33");
        knowing.sends("07 0D 00 06 00 00 02");
        knowing.hears("subscribed ZERO", "subscribed TWO", "ab 1", "p/five 2");
    }

    @Test
    void qos2_reachesTheProgramOnce_howeverOftenItIsRepeated() {
        fixture.receives("09 0A 04 02 00 08 61 2F 78");
        fixture.sends("07 0B 04 02 00 08 00");
        fixture.receives("08 0C 40 04 02 00 09 37");
        fixture.receives("08 0C C0 04 02 00 09 37");
        fixture.sends("04 0F 00 09", "04 0F 00 09");
        fixture.receives("04 10 00 09");
        fixture.receives("04 10 00 09");
        fixture.sends("04 0E 00 09", "04 0E 00 09");
        fixture.hears("a/x 7");
        fixture.receives("08 0C 40 04 02 00 09 38");
        fixture.hears("a/x 8");
    }

    @Test
    void unsubscribes() {
        fixture.device.unsubscribe(new TopicRef.Named(Octets.ofUtf8("a/x")), fixture.nowNanos);
        fixture.sends("08 14 00 00 01 61 2F 78");
        fixture.receives("04 15 00 01");
        fixture.hears("unsubscribed");
        fixture.checkNoMsgIdLeaks();
    }

    @Test
    void offline_hearsNothing() {
        DeviceFixture offline = new DeviceFixture();
        offline.receives("08 0C 02 61 62 00 00 31");
        offline.hears("stray PUBLISH");
        offline.sendsNothing();
    }
}
