package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.Delivery;
import org.sngateway.gateway.session.port.DropReason;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Sleep beside the wakes: going to sleep, requests from a sleeper, ways out, limits of what is kept (s.2.15). */
class SleepSessionTest {
    private static final int ID = 0x0401;

    private final EngineFixture fixture = new EngineFixture();
    private final TestDevice device = fixture.connected("d", false, 60);

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

    @Test
    @Covers({"SN12-SLP-17", "SN12-STA-20"})
    void aFlowInterruptedByGoodnight_rests_andGoesOnWithDup() {
        device.isDelivered("a", "1", Qos.ONE);
        device.gets(Messages.publish(Qos.ONE, ID, 1, "1"));
        device.sleeps(600);
        fixture.pass(60);
        device.getsNothing();
        device.wakes();
        device.gets(Messages.publish(Qos.ONE, ID, 1, "1").repeated());
        device.sends(Messages.pubAck(ID, 1));
        device.gets(Messages.PINGRESP);
    }

    @Test
    @Covers({"SN12-SLP-11"})
    void aPubAckThatComesAfterTheGoodnight_counts() {
        device.isDelivered("a", "1", Qos.ONE);
        device.takes();
        device.sleeps(60);
        device.sends(Messages.pubAck(ID, 1));
        assertThat(device.leg().acknowledged).containsExactly(1L);
        device.wakes();
        device.gets(Messages.PINGRESP);
    }

    @Test
    @Covers({"SN12-SLP-07", "SN12-STA-28", "SN12-STA-36"})
    void anotherGoodnight_changesTheDuration_asleepAndAwake() {
        device.sleeps(60);
        device.sleeps(300);
        assertThat(device.state()).isEqualTo(new SessionState.Asleep(300));
        device.isDelivered("a", "1", Qos.ONE);
        device.wakes();
        device.gets(Messages.publish(Qos.ONE, ID, 1, "1"));
        device.sleeps(120);
        assertThat(device.state()).isEqualTo(new SessionState.Asleep(120));
        fixture.pass(30);
        device.getsNothing();
        device.wakes();
        device.gets(Messages.publish(Qos.ONE, ID, 1, "1").repeated());
        device.sends(Messages.pubAck(ID, 1));
        device.gets(Messages.PINGRESP);
    }

    @Test
    @Covers({"SN12-SLP-15", "SN12-SLP-07", "SN12-STA-26", "SN12-STA-34", "SN12-AMB-01"})
    void connectOutOfSleep_deliversBehindConnack_withoutPingResp() {
        device.sleeps(60);
        device.isDelivered("a", "1", Qos.ONE);
        device.isDelivered("a", "2", Qos.ZERO);
        device.wakes();
        device.gets(Messages.publish(Qos.ONE, ID, 1, "1"));
        device.sends(Messages.connect("d", true));
        device.gets(Messages.CONNACK, Messages.publish(Qos.ONE, ID, 1, "1").repeated());
        device.sends(Messages.pubAck(ID, 1));
        device.gets(Messages.publish(Qos.ZERO, ID, 0, "2"));
        assertThat(device.state()).isInstanceOf(SessionState.Active.class);
    }

    @Test
    @Covers({"SN12-SLP-08", "SN12-AMB-30", "SN12-STA-30"})
    void requestsOfASleeper_areServedAtOnce_andItStaysAsleep() {
        device.sleeps(60);
        fixture.pass(80);
        device.sends(Messages.publish(Qos.ONE, ID, 1, "up"));
        device.sends(Messages.register(2, "b"));
        device.sends(Messages.subscribe(3, "b", Qos.ZERO));
        device.sends(new Unsubscribe(4, new TopicRef.Named(Octets.ofUtf8("b"))));
        device.gets(
                Messages.pubAck(ID, 1),
                Messages.regAck(ID + 1, 2),
                Messages.subAck(Qos.ZERO, ID + 1, 3),
                new UnsubAck(4));
        assertThat(device.state()).isEqualTo(new SessionState.Asleep(60));
        fixture.pass(80);
        assertThat(device.state()).isEqualTo(new SessionState.Asleep(60));
    }

    @Test
    @Covers({"SN12-SLP-08", "SN12-AMB-30"})
    void strictly_requestsOfASleeperAreTurnedAway() {
        EngineFixture strict = new EngineFixture(TestOptions.sleep(o -> new EngineOptions.Sleep(
                o.durationSecondsMax(), o.wakeFrom(), o.preserveOnConnect(), false, o.wakesMax(), 0)));
        TestDevice sleeper = strict.connected("d", true, 60);
        sleeper.sleeps(60);
        sleeper.sends(Messages.publish(Qos.ONE, Messages.shortName("ab"), 1, "up"));
        sleeper.gets(Messages.DISCONNECT);
        assertThat(sleeper.leg().publishes).isEmpty();
        assertThat(strict.observer.drops(DropReason.BAD_STATE)).isEqualTo(1);
        strict.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-SLP-18"})
    void aPubAckForASleeper_waitsUntilItAsksAgain_alsoWithoutDup() {
        fixture.broker.answersPublishes = false;
        device.sends(Messages.publish(Qos.ONE, ID, 1, "up"));
        device.sleeps(60);
        device.leg().say(new BrokerEvent.PublishAccepted(device.leg().lastPublishToken()));
        fixture.settle();
        device.getsNothing();
        device.sends(Messages.publish(Qos.ONE, ID, 1, "up"));
        device.gets(Messages.pubAck(ID, 1));
        assertThat(device.leg().publishes).hasSize(1);
    }

    @Test
    @Covers({"SN12-SLP-10", "SN12-SLP-11"})
    void beyondTwentyTimesTheLimit_messagesAreLeftWithTheBroker_andFetchedInOrder() {
        device.sleeps(600);
        for (int i = 1; i <= 2002; i++) {
            device.isDelivered("a", "m" + i, Qos.ONE);
        }
        assertThat(fixture.observer.downlinkDrops).isEmpty();
        device.wakes();
        for (int i = 1; i <= 1000; i++) {
            device.sends(Messages.pubAck(ID, i));
        }
        // There is room now, but it may not overtake those that were refused.
        device.isDelivered("a", "m2003", Qos.ONE);
        for (int i = 1001; i <= 2000; i++) {
            device.sends(Messages.pubAck(ID, i));
        }
        assertThat(device.leg().acknowledged).hasSize(2000);
        assertThat(device.leg().opens)
                .as("the leg is opened anew, resuming its session")
                .hasSize(2);
        device.takes();
        List<String> again = List.of("m2001", "m2002", "m2003");
        again.forEach(payload -> device.isDelivered("a", payload, Qos.ONE));
        device.wakes();
        for (int i = 2001; i <= 2003; i++) {
            device.sends(Messages.pubAck(ID, i));
        }
        device.gets(
                Messages.publish(Qos.ONE, ID, 2001, "m2001"),
                Messages.publish(Qos.ONE, ID, 2002, "m2002"),
                Messages.publish(Qos.ONE, ID, 2003, "m2003"),
                Messages.PINGRESP);
    }

    @Test
    @Covers({"SN12-SLP-10"})
    void qos0BeyondTheLimits_costsTheOldest_andIsCounted() {
        device.sleeps(600);
        List<String> dropped = new ArrayList<>();
        for (int i = 1; i <= 102; i++) {
            device.isDelivered("a", "m" + i, Qos.ZERO);
        }
        dropped.add("m1 DOWNLINK_OVERFLOW");
        dropped.add("m2 DOWNLINK_OVERFLOW");
        assertThat(fixture.observer.downlinkDrops).isEqualTo(dropped);
        device.wakes();
        assertThat(device.takes())
                .hasSize(101)
                .startsWith(Messages.publish(Qos.ZERO, ID, 0, "m3"))
                .endsWith(Messages.PINGRESP);
    }

    @Test
    @Covers({"SN12-SLP-10"})
    void whatExpiredMeanwhile_isNotDelivered_butAcknowledgedAndCounted() {
        device.sleeps(600);
        device.leg()
                .say(new BrokerEvent.MessageArrived(new Delivery(1, "a", Octets.ofUtf8("brief"), Qos.ONE, false, 10)));
        device.leg()
                .say(new BrokerEvent.MessageArrived(
                        new Delivery(2, "a", Octets.ofUtf8("long"), Qos.ZERO, false, 1000)));
        fixture.settle();
        fixture.pass(10);
        device.wakes();
        device.gets(Messages.publish(Qos.ZERO, ID, 0, "long"), Messages.PINGRESP);
        assertThat(fixture.observer.downlinkDrops).containsExactly("brief DOWNLINK_EXPIRED");
        assertThat(device.leg().acknowledged).containsExactly(1L);
    }

    @Test
    @Covers({"SN12-SLP-01", "SN12-SLP-12", "SN12-AMB-11"})
    void theSleepDurationCounts_notTheKeepAlive_andTheLegStaysOpen() {
        device.sleeps(3600);
        fixture.pass(3600);
        assertThat(device.leg().closes).isEmpty();
        assertThat(device.state()).isEqualTo(new SessionState.Asleep(3600));
        fixture.pass(361);
        assertThat(device.state()).isInstanceOf(SessionState.Lost.class);
        device.getsNothing();
    }

    @Test
    @Covers({"SN12-SLP-16", "SN12-STA-29"})
    void lostInItsSleep_whatItDidNotGetIsThereAtTheNextConnect_withoutDoubles() {
        device.sleeps(60);
        device.isDelivered("a", "1", Qos.ONE);
        device.isDelivered("a", "2", Qos.TWO);
        fixture.pass(91);
        assertThat(device.state()).isInstanceOf(SessionState.Lost.class);
        device.sends(Messages.connect("d", false));
        device.isDelivered("a", "1", Qos.ONE);
        device.isDelivered("a", "2", Qos.TWO);
        device.gets(Messages.CONNACK, Messages.announces(ID, 1, "a"));
        device.sends(Messages.regAck(ID, 1));
        device.gets(Messages.publish(Qos.ONE, ID, 2, "1"));
        device.sends(Messages.pubAck(ID, 2));
        device.gets(Messages.publish(Qos.TWO, ID, 3, "2"));
        device.sends(new PubRec(3));
        device.sends(new org.sngateway.codec.v12.PubComp(3));
        assertThat(device.takes()).hasSize(1);
        assertThat(device.leg().acknowledged).containsExactly(1L, 2L);
    }

    @Test
    @Covers({"SN12-SLP-16"})
    void lostInItsSleep_aCleanSessionIsGone_andWhatItHeldIsReported() {
        TestDevice clean = fixture.connected("c", true, 60);
        clean.sends(Messages.subscribe(900, "a", Qos.ONE));
        clean.takes();
        clean.sleeps(60);
        clean.isDelivered("a", "1", Qos.ONE);
        fixture.pass(91);
        assertThat(fixture.engine.session("c")).isNull();
        assertThat(fixture.observer.downlinkDrops).containsExactly("1 DOWNLINK_SESSION_ENDED");
        assertThat(clean.leg().closes).containsExactly(false);
    }

    @Test
    @Covers({"SN12-STA-27", "SN12-STA-35"})
    void disconnectInSleepOrWake_endsTheConnection_andKeepsTheSession() {
        device.sleeps(60);
        device.isDelivered("a", "1", Qos.ONE);
        device.wakes();
        device.takes();
        device.sends(Messages.DISCONNECT);
        device.gets(Messages.DISCONNECT);
        fixture.pass(60);
        device.getsNothing();
        device.sends(Messages.publish(Qos.ONE, ID, 1, "x"));
        device.gets(Messages.DISCONNECT);
        assertThat(fixture.observer.downlinkDrops).isEmpty();
    }
}
