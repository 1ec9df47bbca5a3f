package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.ClientProfile;
import org.sngateway.gateway.session.port.Delivery;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** PUBLISH to the device: addressing, order, answers (s.2.10). */
class DownlinkPublishTest {
    private static final int ID = 0x0401;

    private final EngineFixture fixture = new EngineFixture(
            options -> options,
            new PredefinedTopics(
                    List.of(new PredefinedTopic(7, "pre", "*"), new PredefinedTopic(8, "other/pre", "*"))));
    private final TestDevice device = fixture.connected("d", false, 3600);

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private void subscribes(String filter, Qos qos) {
        device.sends(Messages.subscribe(900, filter, qos));
        device.takes();
    }

    @Test
    @Covers({"SN12-PUBG-02"})
    void choosesTheTypeOfTheExactSubscription_beforeAConfirmedNormalId() {
        device.sends(Messages.register(1, "pre"));
        device.sends(Messages.register(2, "ab"));
        device.sends(Messages.subscribe(3, new TopicRef.Predefined(7), Qos.ZERO));
        device.sends(Messages.subscribe(4, Messages.shortName("ab"), Qos.ZERO));
        device.takes();
        device.isDelivered("pre", "1", Qos.ZERO);
        device.isDelivered("ab", "2", Qos.ZERO);
        device.gets(
                Messages.publish(Qos.ZERO, new TopicRef.Predefined(7), 0, "1"),
                Messages.publish(Qos.ZERO, Messages.shortName("ab"), 0, "2"));
    }

    @Test
    @Covers({"SN12-PUBG-02", "SN12-AMB-35"})
    void namesFromWildcards_areRegistered_evenPredefinedOrShortOnes() {
        subscribes("+", Qos.ZERO);
        device.isDelivered("pre", "1", Qos.ZERO);
        device.gets(Messages.announces(ID, 1, "pre"));
        device.sends(Messages.regAck(ID, 1));
        device.isDelivered("x", "2", Qos.ZERO);
        device.gets(Messages.publish(Qos.ZERO, ID, 0, "1"), Messages.announces(ID + 1, 2, "x"));
        device.sends(Messages.regAck(ID + 1, 2));
        device.isDelivered("xy", "3", Qos.ZERO);
        device.gets(Messages.publish(Qos.ZERO, ID + 1, 0, "2"), Messages.announces(ID + 2, 3, "xy"));
        device.sends(Messages.regAck(ID + 2, 3));
        device.gets(Messages.publish(Qos.ZERO, ID + 2, 0, "3"));
    }

    @Test
    @Covers({"SN12-PUBG-02"})
    void shortNamesFromAShortWildcard_areShort_andLongerOnesRegistered() {
        device.sends(Messages.subscribe(1, Messages.shortName("+/"), Qos.ZERO));
        device.takes();
        device.isDelivered("x/", "1", Qos.ZERO);
        device.gets(Messages.publish(Qos.ZERO, Messages.shortName("x/"), 0, "1"));
        device.isDelivered("long/", "2", Qos.ZERO);
        device.gets(Messages.announces(ID, 1, "long/"));
        device.sends(Messages.regAck(ID, 1));
        device.takes();
    }

    @Test
    @Covers({"SN12-PUBG-06", "SN12-PUBG-07", "SN12-MID-02", "SN12-PUBG-09", "SN12-AMB-26"})
    void qosAndRetainAreTheBrokers_andQos0HasMessageIdZero() {
        subscribes("a", Qos.TWO);
        device.leg()
                .say(new BrokerEvent.MessageArrived(
                        new Delivery(1, "a", Octets.ofUtf8("r"), Qos.ZERO, true, Delivery.NO_EXPIRY)));
        fixture.settle();
        device.gets(new Publish(false, Qos.ZERO, true, new TopicRef.Normal(ID), 0, Octets.ofUtf8("r")));
        device.isDelivered("a", "n", Qos.ONE);
        device.gets(Messages.publish(Qos.ONE, ID, 1, "n"));
        device.sends(Messages.pubAck(ID, 1));
    }

    @Test
    @Covers({"SN12-PUBG-08", "SN12-REG-05", "SN12-REG-04", "SN12-PUBG-11"})
    void oneAtATime_inTheBrokersOrder() {
        subscribes("#", Qos.ONE);
        device.isDelivered("a", "1", Qos.ONE);
        device.isDelivered("b", "2", Qos.ZERO);
        device.isDelivered("a", "3", Qos.ONE);
        device.gets(Messages.announces(ID, 1, "a"));
        device.sends(Messages.regAck(ID, 1));
        device.gets(Messages.publish(Qos.ONE, ID, 2, "1"));
        assertThat(device.leg().acknowledged).isEmpty();
        device.sends(Messages.pubAck(ID, 2));
        device.gets(Messages.announces(ID + 1, 3, "b"));
        assertThat(device.leg().acknowledged).containsExactly(1L);
        device.sends(Messages.regAck(ID + 1, 3));
        device.gets(Messages.publish(Qos.ZERO, ID + 1, 0, "2"), Messages.publish(Qos.ONE, ID, 4, "3"));
        device.sends(Messages.pubAck(ID, 4));
        assertThat(device.leg().acknowledged).containsExactly(1L, 3L);
    }

    @Test
    @Covers({"SN12-AMB-05", "SN12-QOS-04"})
    void devicesThatCannotStandDup_getNone() {
        fixture.profiles.put("emcute", new ClientProfile(List.of(), List.of(), false, 1400));
        TestDevice emcute = fixture.connected("emcute", true, 3600);
        emcute.sends(Messages.subscribe(900, "a", Qos.ONE));
        emcute.takes();
        emcute.isDelivered("a", "1", Qos.ONE);
        fixture.pass(10);
        emcute.gets(Messages.publish(Qos.ONE, ID, 1, "1"), Messages.publish(Qos.ONE, ID, 1, "1"));
        emcute.sends(Messages.pubAck(ID, 1));
    }

    @Test
    @Covers({"SN12-SIZ-01", "SN12-SIZ-02", "SN12-SIZ-03", "SN12-PUBG-10"})
    void whatDoesNotFitTheDevicesPackets_isGivenUpSilently_andTheRestGoesOn() {
        fixture.profiles.put("zigbee", new ClientProfile(List.of(), List.of(), true, 60));
        TestDevice zigbee = fixture.connected("zigbee", true, 3600);
        zigbee.sends(Messages.subscribe(900, "#", Qos.ONE));
        zigbee.takes();
        zigbee.isDelivered("n".repeat(55), "long name", Qos.ONE);
        zigbee.getsNothing();
        zigbee.isDelivered("n".repeat(54), "fits", Qos.ZERO);
        zigbee.gets(Messages.announces(ID + 1, 2, "n".repeat(54)));
        zigbee.sends(Messages.regAck(ID + 1, 2));
        zigbee.gets(Messages.publish(Qos.ZERO, ID + 1, 0, "fits"));
        zigbee.isDelivered("n".repeat(54), "p".repeat(54), Qos.ONE);
        zigbee.getsNothing();
        zigbee.isDelivered("n".repeat(54), "p".repeat(53), Qos.ZERO);
        zigbee.gets(Messages.publish(Qos.ZERO, ID + 1, 0, "p".repeat(53)));
        assertThat(fixture.observer.downlinkDrops)
                .containsExactly("long name DOWNLINK_TOO_LARGE", "p".repeat(54) + " DOWNLINK_TOO_LARGE");
        assertThat(zigbee.leg().acknowledged).containsExactly(1L, 3L);
    }

    @Test
    @Covers({"SN12-PUBG-08"})
    void loopBack_mayOvertakeThePubAckOfTheDevicesOwnMessage() {
        subscribes("a", Qos.ONE);
        fixture.broker.answersPublishes = false;
        device.sends(Messages.publish(Qos.ONE, ID, 1, "me"));
        device.isDelivered("a", "me", Qos.ONE);
        device.gets(Messages.publish(Qos.ONE, ID, 1, "me"));
        device.sends(Messages.pubAck(ID, 1));
        device.leg().say(new BrokerEvent.PublishAccepted(device.leg().lastPublishToken()));
        fixture.settle();
        device.gets(Messages.pubAck(ID, 1));
        assertThat(device.leg().acknowledged).containsExactly(1L);
    }
}
