package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.OutgoingPublish;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;

/** The broker is away, and what devices publish is stored, acknowledged, and published when it is back. */
class SpoolTest {
    private static final int ID = 0x0401;

    private final MemoryStore store = new MemoryStore();
    private final EngineFixture fixture = new EngineFixture(UnaryOperator.identity(), store);
    private final TestDevice device = connected();

    private TestDevice connected() {
        fixture.broker.sessionPresent = true;
        TestDevice made = fixture.connected("d", false, 3600);
        made.sends(Messages.register(1, "a"));
        made.takes();
        return made;
    }

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private void legBreaks() {
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        device.leg().breaks();
        fixture.settle();
    }

    private void brokerIsBack() {
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        fixture.pass(61);
    }

    /** What reached the broker through all legs of the device, in order. */
    private List<String> published() {
        List<String> all = new ArrayList<>();
        for (ScriptedBroker.Leg leg : fixture.broker.allLegs) {
            for (OutgoingPublish publish : leg.publishes) {
                all.add(publish.payload().utf8());
            }
        }
        return all;
    }

    @Test
    void publishesAreAcknowledgedOnceStored_andReachTheBrokerInOrderBeforeNewOnes() {
        legBreaks();
        for (int i = 1; i <= 40; i++) {
            device.sends(Messages.publish(Qos.ONE, ID, i, "m" + i));
            device.gets(Messages.pubAck(ID, i));
        }
        assertThat(published()).isEmpty();
        brokerIsBack();
        device.sends(Messages.publish(Qos.ONE, ID, 41, "m41"));
        device.gets(Messages.pubAck(ID, 41));
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 41; i++) {
            expected.add("m" + i);
        }
        assertThat(published()).isEqualTo(expected);
        assertThat(store.spooled()).isZero();
    }

    @Test
    void pubAckWaitsForTheCommit_andARepeatMeanwhileIsAbsorbed() {
        legBreaks();
        store.commitsAtOnce = false;
        device.sends(Messages.publish(Qos.ONE, ID, 7, "x"));
        device.sends(Messages.again(Messages.publish(Qos.ONE, ID, 7, "x")));
        device.getsNothing();
        store.commit();
        fixture.settle();
        device.gets(Messages.pubAck(ID, 7), Messages.pubAck(ID, 7));
        assertThat(store.spooled()).isEqualTo(1);
        store.commitsAtOnce = true;
        brokerIsBack();
        assertThat(published()).containsExactly("x");
    }

    @Test
    void beyondTheLimitTheDeviceKeepsItsMessages() {
        legBreaks();
        store.spoolMessagesMax = 1;
        device.sends(Messages.publish(Qos.ONE, ID, 1, "x"));
        device.gets(Messages.pubAck(ID, 1));
        device.sends(Messages.publish(Qos.ONE, ID, 2, "y"));
        device.gets(Messages.pubAck(ID, 2, ReturnCode.CONGESTION));
        brokerIsBack();
        assertThat(published()).containsExactly("x");
    }

    @Test
    void whatWasUnderWayWhenTheLegBroke_isAcknowledgedFromTheStore_andNotPublishedTwice() {
        fixture.broker.answersPublishes = false;
        device.sends(Messages.publish(Qos.TWO, ID, 1, "x"));
        long token = device.leg().lastPublishToken();
        legBreaks();
        device.gets(new PubRec(1));
        brokerIsBack();
        // The leg carries it over, and now the broker has it.
        device.leg().say(new BrokerEvent.PublishAccepted(token));
        fixture.settle();
        assertThat(published()).containsExactly("x");
        assertThat(store.spooled()).isZero();
        device.sends(new PubRel(1));
        device.gets(new PubComp(1));
    }

    @Test
    void whatTheLegAborts_isPublishedFromTheStore() {
        fixture.broker.answersPublishes = false;
        device.sends(Messages.publish(Qos.ONE, ID, 1, "x"));
        long token = device.leg().lastPublishToken();
        legBreaks();
        device.gets(Messages.pubAck(ID, 1));
        fixture.broker.answersPublishes = true;
        brokerIsBack();
        device.leg().say(new BrokerEvent.PublishAborted(token));
        fixture.settle();
        assertThat(published()).containsExactly("x", "x");
        assertThat(store.spooled()).isZero();
    }

    @Test
    void aDeviceThatHasSaidGoodbye_hasItsMessagesPublishedUnderItsOwnName() {
        legBreaks();
        device.sends(Messages.publish(Qos.ONE, ID, 1, "x"));
        device.sends(Disconnect.PLAIN);
        device.gets(Messages.pubAck(ID, 1), Disconnect.PLAIN);
        brokerIsBack();
        assertThat(published()).containsExactly("x");
        assertThat(fixture.broker.of("d").closes).containsExactly(true);
    }

    @Test
    void aCleanSessionEndsOnlyWhenItsMessagesAreWithTheBroker() {
        TestDevice clean = fixture.connected("clean", true, 3600);
        clean.sends(Messages.register(1, "b"));
        clean.takes();
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        clean.leg().breaks();
        fixture.settle();
        clean.sends(Messages.publish(Qos.ONE, ID, 1, "last words"));
        clean.sends(Disconnect.PLAIN);
        clean.gets(Messages.pubAck(ID, 1), Disconnect.PLAIN);
        assertThat(fixture.engine.session("clean")).isNotNull();
        brokerIsBack();
        assertThat(published()).containsExactly("last words");
        assertThat(fixture.engine.session("clean")).isNull();
    }

    @Test
    void aSleepingDevice_hasItsMessagesPublished() {
        legBreaks();
        device.sends(Messages.publish(Qos.ONE, ID, 1, "x"));
        device.gets(Messages.pubAck(ID, 1));
        device.sleeps(3600);
        brokerIsBack();
        device.getsNothing();
        assertThat(published()).containsExactly("x");
    }

    @Test
    void aCrash_losesNothingThatWasAcknowledged_andPublishesItAgainAtMost() {
        legBreaks();
        for (int i = 1; i <= 20; i++) {
            device.sends(Messages.publish(Qos.ONE, ID, i, "m" + i));
            device.gets(Messages.pubAck(ID, i));
        }
        fixture.broker.allLegs.clear();
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        fixture.crash(3);
        device.sends(Messages.publish(Qos.ONE, ID, 21, "m21"));
        device.gets(Messages.pubAck(ID, 21));
        brokerIsBack();
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 21; i++) {
            expected.add("m" + i);
        }
        assertThat(published()).isEqualTo(expected);
    }

    @Test
    @Covers({"SN12-CLS-03"})
    void aCleanConnect_waitsUntilTheBrokerHasAnsweredForWhatWasAcknowledged() {
        legBreaks();
        device.sends(Messages.publish(Qos.TWO, ID, 1, "x"));
        device.gets(new PubRec(1));
        fixture.broker.answersPublishes = false;
        brokerIsBack();
        device.sends(Messages.connect("d", true));
        device.getsNothing();
        device.leg().say(new BrokerEvent.PublishAccepted(device.leg().lastPublishToken()));
        fixture.broker.answersPublishes = true;
        fixture.settle();
        device.gets(Messages.CONNACK);
        assertThat(device.leg().lastOpen().cleanStart()).isTrue();
        assertThat(published()).containsExactly("x");
    }

    @Test
    void aMessageThatTheBrokerRefuses_isReportedAndHoldsNothingUp() {
        legBreaks();
        device.sends(Messages.publish(Qos.ONE, ID, 1, "bad"));
        device.sends(Messages.publish(Qos.ONE, ID, 2, "good"));
        device.takes();
        fixture.broker.answersPublishes = false;
        brokerIsBack();
        long second = device.leg().lastPublishToken();
        device.leg().say(new BrokerEvent.PublishRejected(second - 4, ReturnCode.NOT_SUPPORTED));
        device.leg().say(new BrokerEvent.PublishAccepted(second));
        fixture.settle();
        assertThat(store.spooled()).isZero();
        assertThat(fixture.observer.spooledRefused).singleElement().satisfies(refused -> {
            assertThat(refused.payload()).isEqualTo(Octets.ofUtf8("bad"));
            assertThat(refused.qos()).isEqualTo(Qos.ONE);
            assertThat(refused.topic()).isEqualTo("a");
        });
        device.getsNothing();
    }

    /**
     * Found by the simulator (seeds 70, 144, 170, 339, 405, 410).
     *
     * <pre>
     * device             gateway                          broker
     *   |-- PUBLISH 1 ---->|-- PUBLISH 1 ------------------>X  breaks, and loses its session
     *   |-- PUBLISH 2 ---->|  both stored
     *   |                  |<-- Opened (session new) --------|
     *   |                  |<-- aborted: 1 ------------------|
     *   |                  |-- PUBLISH 1, PUBLISH 2 -------->|  and not 2 before 1
     * </pre>
     */
    @Test
    void brokerLosesItsSession_whatWasUnderWayGoesBeforeWhatWasStoredAfterIt() {
        fixture.broker.answersPublishes = false;
        device.sends(Messages.publish(Qos.ONE, ID, 1, "first"));
        long token = device.leg().lastPublishToken();
        legBreaks();
        device.sends(Messages.publish(Qos.ONE, ID, 2, "second"));
        device.gets(Messages.pubAck(ID, 1), Messages.pubAck(ID, 2));
        fixture.broker.sessionPresent = false;
        fixture.broker.answersPublishes = true;
        brokerIsBack();
        device.leg().say(new BrokerEvent.PublishAborted(token));
        fixture.settle();
        assertThat(published()).containsExactly("first", "first", "second");
        assertThat(store.spooled()).isZero();
    }

    /**
     * Found by the simulator (seed 555): the network held a copy back for longer than it took the device to finish a window of
     * other messages.
     *
     * <pre>
     * device                      gateway            broker
     *   |-- PUBLISH q2 id=1 ------->|----------------->|
     *   |<- PUBREC .. PUBCOMP ----->|
     *   |-- ids 2..9, finished ---->|----------------->|
     *   |-- PUBLISH q2 id=1 (copy)->|  answered, not published again
     * </pre>
     */
    @Test
    void aLateCopyOfAFinishedMessage_isNotPublishedAgain() {
        for (int id = 1; id <= 9; id++) {
            device.sends(Messages.publish(Qos.TWO, ID, id, "m" + id));
            device.gets(new PubRec(id));
            device.sends(new PubRel(id));
            device.gets(new PubComp(id));
        }
        device.sends(Messages.publish(Qos.TWO, ID, 1, "m1"));
        device.gets(new PubRec(1));
        assertThat(published()).hasSize(9);
    }
}
