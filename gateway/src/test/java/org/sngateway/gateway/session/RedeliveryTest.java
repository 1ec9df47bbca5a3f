package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.Delivery;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What a broker delivers again after its connection was lost reaches the device once. */
class RedeliveryTest {
    private static final int ID = 0x0401;

    private final EngineFixture fixture = new EngineFixture();
    private final TestDevice device = fixture.connected("d", false, 3600);

    @BeforeEach
    void subscribes() {
        fixture.broker.sessionPresent = true;
        device.sends(Messages.subscribe(900, "a", Qos.TWO));
        device.takes();
    }

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private void legBreaksAndResumes() {
        device.leg().breaks();
        fixture.settle();
        fixture.pass(2);
    }

    @Test
    @Covers({"SN12-SLP-11"})
    void aSleepersMessages_keepTheirPlaces_andAreAcknowledgedUnderTheirNewIds() {
        device.sleeps(600);
        device.isDelivered("a", "same", Qos.ONE);
        device.isDelivered("a", "zero", Qos.ZERO);
        device.isDelivered("a", "same", Qos.ONE);
        legBreaksAndResumes();
        long first = device.isDelivered("a", "same", Qos.ONE);
        long second = device.isDelivered("a", "same", Qos.ONE);
        long fresh = device.isDelivered("a", "new", Qos.ONE);
        device.wakes();
        device.sends(Messages.pubAck(ID, 1));
        device.sends(Messages.pubAck(ID, 2));
        device.sends(Messages.pubAck(ID, 3));
        device.gets(
                Messages.publish(Qos.ONE, ID, 1, "same"),
                Messages.publish(Qos.ZERO, ID, 0, "zero"),
                Messages.publish(Qos.ONE, ID, 2, "same"),
                Messages.publish(Qos.ONE, ID, 3, "new"),
                Messages.PINGRESP);
        assertThat(device.leg().acknowledged).containsExactly(first, second, fresh);
    }

    @Test
    void takenWhileThereWasNoBrokerToTell_isAcknowledgedWhenItComesAgain() {
        device.isDelivered("a", "1", Qos.ONE);
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        device.leg().breaks();
        fixture.settle();
        device.sends(Messages.pubAck(ID, 1));
        assertThat(device.leg().acknowledged).isEmpty();
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        fixture.pass(2);
        long again = device.isDelivered("a", "1", Qos.ONE);
        device.gets(Messages.publish(Qos.ONE, ID, 1, "1"));
        assertThat(device.leg().acknowledged).containsExactly(again);
        device.isDelivered("a", "1", Qos.ONE);
        device.gets(Messages.publish(Qos.ONE, ID, 2, "1"));
        device.sends(Messages.pubAck(ID, 2));
    }

    /** Seed 280: more are held than the buffer has places, and all of them have to be known again. */
    @Test
    void takenWhileThereWasNoBrokerToTell_isKnownAlsoBeyondTheSizeOfTheBuffer() {
        EngineFixture small = new EngineFixture(TestOptions.capacity(o -> new EngineOptions.Capacity(
                o.uplinkWindow(),
                o.topicsMax(),
                o.subscriptionsMax(),
                1,
                o.bufferOctetsMax(),
                o.bufferAgeNanosMax(),
                o.sessionNanos(),
                o.keepWill())));
        small.broker.sessionPresent = true;
        TestDevice one = small.connected("d", false, 3600);
        one.sends(Messages.subscribe(900, "a", Qos.ONE));
        one.takes();
        List<String> texts = List.of("1", "2", "3");
        texts.forEach(text -> one.isDelivered("a", text, Qos.ONE));
        small.broker.connects = ScriptedBroker.Connects.REFUSED;
        one.leg().breaks();
        small.settle();
        for (int msgId = 1; msgId <= 3; msgId++) {
            one.sends(Messages.pubAck(ID, msgId));
        }
        assertThat(one.takes()).hasSize(3);
        small.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        small.pass(2);
        List<Long> again =
                texts.stream().map(text -> one.isDelivered("a", text, Qos.ONE)).toList();
        one.getsNothing();
        assertThat(one.leg().acknowledged).containsExactlyElementsOf(again);
        small.checkNothingLeaks();
    }

    @Test
    void afterALostBrokerSession_whatIsHereIsStillDelivered_andTheSameContentIsNew() {
        device.sleeps(600);
        device.isDelivered("a", "1", Qos.ONE);
        fixture.broker.sessionPresent = false;
        legBreaksAndResumes();
        long fresh = device.isDelivered("a", "1", Qos.ONE);
        device.wakes();
        device.sends(Messages.pubAck(ID, 1));
        device.sends(Messages.pubAck(ID, 2));
        assertThat(device.takes()).hasSize(3);
        assertThat(device.leg().acknowledged).contains(fresh);
    }

    @Test
    void sameContentLongAfterTheResume_isNew() {
        device.sleeps(600);
        device.isDelivered("a", "1", Qos.ONE);
        legBreaksAndResumes();
        fixture.pass(11);
        device.isDelivered("a", "1", Qos.ONE);
        device.wakes();
        device.sends(Messages.pubAck(ID, 1));
        device.sends(Messages.pubAck(ID, 2));
        assertThat(device.takes()).hasSize(3);
    }

    @Test
    void aDeliveryOfAFormerLeg_isNeverAcknowledgedUnderAnIdOfTheNewOne() {
        device.sleeps(60);
        device.isDelivered("a", "old", Qos.ONE);
        fixture.pass(91);
        fixture.broker.sessionPresent = false;
        device.sends(Messages.connect("d", false));
        device.sends(Messages.regAck(ID, 1));
        long fresh = device.isDelivered("a", "new", Qos.ONE);
        assertThat(fresh).as("the new leg counts from the start").isEqualTo(1);
        device.takes();
        device.sends(Messages.pubAck(ID, 2));
        assertThat(device.leg().acknowledged)
                .as("the device has only the old one")
                .isEmpty();
        device.sends(Messages.pubAck(ID, 3));
        assertThat(device.leg().acknowledged).containsExactly(fresh);
        device.takes();
    }

    @Test
    @Covers({"SN12-AMB-06"})
    void qos2KeepsItsDelivery_acrossALostConnection() {
        device.sleeps(600);
        long id = device.isDelivered("a", "1", Qos.TWO);
        legBreaksAndResumes();
        device.wakes();
        device.gets(Messages.publish(Qos.TWO, ID, 1, "1"));
        device.sends(new PubRec(1));
        device.sends(new PubComp(1));
        assertThat(device.takes()).last().isEqualTo(Messages.PINGRESP);
        assertThat(device.leg().acknowledged).containsExactly(id);
    }

    @Test
    void twoLossesBeforeAnythingCameAgain_areLikeOne() {
        device.sleeps(600);
        device.isDelivered("a", "1", Qos.ONE);
        legBreaksAndResumes();
        legBreaksAndResumes();
        long again = device.isDelivered("a", "1", Qos.ONE);
        device.wakes();
        device.gets(Messages.publish(Qos.ONE, ID, 1, "1"));
        device.sends(Messages.pubAck(ID, 1));
        device.gets(Messages.PINGRESP);
        assertThat(device.leg().acknowledged).containsExactly(again);
    }

    /** A CONNECT overtakes an attempt to reconnect whose connection had brought a message already. */
    @Test
    void whatAnOvertakenConnectionBrought_isDeliveredOnce() {
        fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
        device.leg().breaks();
        fixture.settle();
        fixture.pass(2);
        device.isDelivered("a", "x", Qos.ONE);
        device.takes();
        device.sends(Messages.connect("d", false));
        device.leg().say(new BrokerEvent.Opened(device.leg().lastEpoch(), true));
        fixture.settle();
        long again = device.isDelivered("a", "x", Qos.ONE);
        device.gets(Messages.CONNACK, Messages.announces(ID, 2, "a"));
        device.sends(Messages.regAck(ID, 2));
        device.gets(Messages.again(Messages.publish(Qos.ONE, ID, 1, "x")));
        device.sends(Messages.pubAck(ID, 1));
        device.getsNothing();
        assertThat(device.leg().acknowledged).containsExactly(again);
    }

    /** Artemis repeats QoS 2 under another packet id, so that the MQTT client takes it for another message. */
    @Test
    void aQos2MessageThatComesAgainAsAnother_isDeliveredOnce_andAcknowledgedUnderBothIds() {
        device.sleeps(600);
        long first = device.isDelivered("a", "x", Qos.TWO);
        legBreaksAndResumes();
        long again = device.isDelivered("a", "x", Qos.TWO);
        device.wakes();
        device.gets(Messages.publish(Qos.TWO, ID, 1, "x"));
        device.sends(new PubRec(1));
        device.takes();
        device.sends(new PubComp(1));
        device.gets(Messages.PINGRESP);
        assertThat(device.leg().acknowledged).containsExactly(first, again);
    }

    /** Seed 2552 of the simulated worlds: the first was never acknowledged, and so nothing behind it. */
    @Test
    void theRetainedCopyOfAMessageThatWaits_isAnotherOne() {
        device.sleeps(600);
        long first = device.isDelivered("a", "x", Qos.TWO);
        legBreaksAndResumes();
        device.leg()
                .say(new BrokerEvent.MessageArrived(
                        new Delivery(77, "a", Octets.ofUtf8("x"), Qos.TWO, true, Delivery.NO_EXPIRY)));
        fixture.settle();
        device.wakes();
        for (int msgId = 1; msgId <= 2; msgId++) {
            assertThat(device.takes()).singleElement().isInstanceOf(Publish.class);
            device.sends(new PubRec(msgId));
            device.takes();
            device.sends(new PubComp(msgId));
        }
        device.gets(Messages.PINGRESP);
        assertThat(device.leg().acknowledged).containsExactly(first, 77L);
    }

    /** Mosquitto's repetition is known by its packet id: the message is not delivered again, and its id still counts. */
    @Test
    void aQos2MessageThatDoesNotComeAgain_isAcknowledgedUnderItsFirstId() {
        device.sleeps(600);
        long first = device.isDelivered("a", "x", Qos.TWO);
        legBreaksAndResumes();
        fixture.pass(20);
        device.wakes();
        device.gets(Messages.publish(Qos.TWO, ID, 1, "x"));
        device.sends(new PubRec(1));
        device.takes();
        device.sends(new PubComp(1));
        device.gets(Messages.PINGRESP);
        assertThat(device.leg().acknowledged).containsExactly(first);
    }

    /**
     * One message that nobody knows does not end the time in which messages come again (seeds 229, 296): it was given up
     * while there was no broker to tell.
     *
     * <pre>
     * device (asleep)       gateway                          broker
     *   |                     |         PUBLISH q2 "x"         |
     *   |                     |<-------------------------------|
     *   |                     |      connection lost, resumed  |
     *   |                     |         PUBLISH q2 "unknown"   |
     *   |                     |<-------------------------------|
     *   |                     |         PUBLISH q2 "x" again   |
     *   |                     |<-------------------------------|
     *   | PINGREQ             |                                |
     *   |-------------------->|                                |
     *   | PUBLISH "x", once   |                                |
     *   |<--------------------|                                |
     *   | PUBLISH "unknown"   |                                |
     *   |<--------------------|                                |
     * </pre>
     */
    @Test
    void anUnknownMessageAmongThoseThatComeAgain_makesNoneOfThemNew() {
        device.sleeps(600);
        long first = device.isDelivered("a", "x", Qos.TWO);
        legBreaksAndResumes();
        long unknown = device.isDelivered("a", "unknown", Qos.TWO);
        long again = device.isDelivered("a", "x", Qos.TWO);
        device.wakes();
        device.gets(Messages.publish(Qos.TWO, ID, 1, "x"));
        device.sends(new PubRec(1));
        device.takes();
        device.sends(new PubComp(1));
        device.gets(Messages.publish(Qos.TWO, ID, 2, "unknown"));
        device.sends(new PubRec(2));
        device.takes();
        device.sends(new PubComp(2));
        device.gets(Messages.PINGRESP);
        assertThat(device.leg().acknowledged).containsExactlyInAnyOrder(first, again, unknown);
    }
}
