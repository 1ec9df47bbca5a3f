package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;

import static org.assertj.core.api.Assertions.assertThat;

/** A sleeping device hears nothing until it asks, and everything when it does (s.2.15). */
class SleepDeliveryTest {
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
    @Covers({"SN12-SLP-02", "SN12-SLP-03", "SN12-SLP-05", "SN12-SLP-11", "SN12-PUBG-11", "SN12-STA-23"})
    void everythingWaits_andTheBrokerIsAcknowledgedOnlyWhenTheDeviceHas() {
        device.sleeps(60);
        device.isDelivered("a", "1", Qos.ONE);
        device.isDelivered("a", "2", Qos.ZERO);
        device.isDelivered("a", "3", Qos.ONE);
        fixture.pass(59);
        device.getsNothing();
        assertThat(device.leg().acknowledged).isEmpty();
        device.wakes();
        device.gets(Messages.publish(Qos.ONE, ID, 1, "1"));
        device.sends(Messages.pubAck(ID, 1));
        device.gets(Messages.publish(Qos.ZERO, ID, 0, "2"), Messages.publish(Qos.ONE, ID, 2, "3"));
        assertThat(device.leg().acknowledged).containsExactly(1L);
        device.sends(Messages.pubAck(ID, 2));
        device.gets(Messages.PINGRESP);
        assertThat(device.leg().acknowledged).containsExactly(1L, 3L);
        assertThat(device.state()).isEqualTo(new SessionState.Asleep(60));
    }

    @Test
    @Covers({"SN12-SLP-09", "SN12-AMB-21", "SN12-REG-04"})
    void aWildcardsMessage_isRegisteredAndPublishedWithinTheSameWake() {
        device.sends(Messages.subscribe(901, "w/#", Qos.ONE));
        device.takes();
        device.sleeps(60);
        device.isDelivered("w/x", "1", Qos.ZERO);
        device.isDelivered("w/y", "2", Qos.ONE);
        device.wakes();
        device.gets(Messages.announces(ID + 1, 1, "w/x"));
        device.sends(Messages.regAck(ID + 1, 1));
        device.gets(Messages.publish(Qos.ZERO, ID + 1, 0, "1"), Messages.announces(ID + 2, 2, "w/y"));
        device.sends(Messages.regAck(ID + 2, 2));
        device.gets(Messages.publish(Qos.ONE, ID + 2, 3, "2"));
        device.sends(Messages.pubAck(ID + 2, 3));
        device.gets(Messages.PINGRESP);
    }

    @Test
    @Covers({"SN12-SLP-14", "SN12-STA-38", "SN12-STA-32"})
    void whatArrivesDuringTheWake_comesBeforePingResp() {
        device.sleeps(60);
        device.isDelivered("a", "1", Qos.ONE);
        device.wakes();
        device.isDelivered("a", "2", Qos.ZERO);
        device.isDelivered("a", "3", Qos.ONE);
        device.gets(Messages.publish(Qos.ONE, ID, 1, "1"));
        device.sends(Messages.pubAck(ID, 1));
        device.gets(Messages.publish(Qos.ZERO, ID, 0, "2"), Messages.publish(Qos.ONE, ID, 2, "3"));
        device.sends(Messages.pubAck(ID, 2));
        device.gets(Messages.PINGRESP);
        device.isDelivered("a", "4", Qos.ZERO);
        device.getsNothing();
    }

    @Test
    @Covers({"SN12-SLP-14"})
    void aCapPerWake_leavesTheRestForTheNext() {
        EngineFixture capped = new EngineFixture(TestOptions.sleep(o -> new EngineOptions.Sleep(
                o.durationSecondsMax(), o.wakeFrom(), o.preserveOnConnect(), o.lenientUplink(), o.wakesMax(), 2)));
        TestDevice sleeper = capped.connected("d", true, 60);
        sleeper.sends(Messages.subscribe(900, "a", Qos.ONE));
        sleeper.takes();
        sleeper.sleeps(60);
        for (int i = 1; i <= 3; i++) {
            sleeper.isDelivered("a", "m" + i, Qos.ZERO);
        }
        sleeper.wakes();
        sleeper.gets(
                Messages.publish(Qos.ZERO, ID, 0, "m1"), Messages.publish(Qos.ZERO, ID, 0, "m2"), Messages.PINGRESP);
        sleeper.wakes();
        sleeper.gets(Messages.publish(Qos.ZERO, ID, 0, "m3"), Messages.PINGRESP);
        capped.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-SLP-04", "SN12-SLP-06", "SN12-AMB-31", "SN12-STA-24", "SN12-STA-33", "SN12-TMR-02"})
    void repeatedPingReqs_repeatWhatIsOutstanding_orPingResp() {
        device.sleeps(60);
        device.wakes();
        device.wakes();
        device.gets(Messages.PINGRESP, Messages.PINGRESP);
        device.isDelivered("a", "1", Qos.ONE);
        device.wakes();
        device.wakes();
        device.gets(
                Messages.publish(Qos.ONE, ID, 1, "1"),
                Messages.publish(Qos.ONE, ID, 1, "1").repeated());
        device.sends(Messages.pubAck(ID, 1));
        device.sends(Messages.pubAck(ID, 1));
        device.gets(Messages.PINGRESP);
        assertThat(device.leg().acknowledged).containsExactly(1L);
    }

    @Test
    @Covers({"SN12-AMB-24"})
    void aPingReqWithoutName_wakesAsWell() {
        device.sleeps(60);
        device.isDelivered("a", "1", Qos.ZERO);
        device.sends(PingReq.EMPTY);
        device.gets(Messages.publish(Qos.ZERO, ID, 0, "1"), Messages.PINGRESP);
    }

    @Test
    @Covers({"SN12-SLP-06", "SN12-SLP-13", "SN12-STA-25", "SN12-STA-37", "SN12-TMR-05"})
    void vanishingBeforePubAck_keepsMessageIdAndOrder_withoutPingResp() {
        device.sleeps(600);
        device.isDelivered("a", "0", Qos.ZERO);
        device.isDelivered("a", "1", Qos.ONE);
        device.isDelivered("a", "2", Qos.ONE);
        device.wakes();
        fixture.pass(51);
        assertThat(device.takes())
                .startsWith(Messages.publish(Qos.ZERO, ID, 0, "0"), Messages.publish(Qos.ONE, ID, 1, "1"))
                .doesNotContain(Messages.PINGRESP)
                .hasSize(6);
        assertThat(device.state()).isEqualTo(new SessionState.Asleep(600));
        assertThat(device.leg().acknowledged).isEmpty();
        device.wakes();
        device.gets(Messages.publish(Qos.ONE, ID, 1, "1").repeated());
        device.sends(Messages.pubAck(ID, 1));
        device.sends(Messages.pubAck(ID, 2));
        device.gets(Messages.publish(Qos.ONE, ID, 2, "2"), Messages.PINGRESP);
    }

    @Test
    @Covers({"SN12-SLP-06", "SN12-SLP-09"})
    void vanishingBeforeRegAck_beginsWithRegisterAgain() {
        device.sends(Messages.subscribe(901, "w/#", Qos.ONE));
        device.takes();
        device.sleeps(600);
        device.isDelivered("w/x", "1", Qos.ONE);
        device.wakes();
        fixture.pass(51);
        assertThat(device.takes())
                .containsOnly(Messages.announces(ID + 1, 1, "w/x"))
                .hasSize(5);
        device.wakes();
        device.gets(Messages.announces(ID + 1, 1, "w/x"));
        device.sends(Messages.regAck(ID + 1, 1));
        device.gets(Messages.publish(Qos.ONE, ID + 1, 2, "1"));
        device.sends(Messages.pubAck(ID + 1, 2));
        device.gets(Messages.PINGRESP);
    }

    @Test
    void neverAnsweringInTenWakes_isAStatedGiveUp_andTheQueueGoesOn() {
        device.sleeps(600);
        long id = device.isDelivered("a", "1", Qos.ONE);
        device.isDelivered("a", "2", Qos.ZERO);
        for (int wake = 0; wake < 10; wake++) {
            assertThat(device.leg().acknowledged).isEmpty();
            device.wakes();
            fixture.pass(51);
        }
        device.takes();
        device.wakes();
        device.gets(Messages.publish(Qos.ZERO, ID, 0, "2"), Messages.PINGRESP);
        assertThat(device.leg().acknowledged).containsExactly(id);
        assertThat(fixture.observer.downlinkDrops).containsExactly("1 DOWNLINK_UNANSWERED");
    }

    @Test
    @Covers({"SN12-STA-36"})
    void neverAnswering_butEndingEachWakeItself_isGivenUpAsWell() {
        device.sleeps(60);
        device.isDelivered("a", "1", Qos.ONE);
        device.isDelivered("a", "2", Qos.ZERO);
        for (int wake = 0; wake < 10; wake++) {
            device.wakes();
            assertThat(device.takes()).hasSize(1);
            device.sleeps(60);
            fixture.pass(5);
        }
        device.wakes();
        device.gets(Messages.publish(Qos.ZERO, ID, 0, "2"), Messages.PINGRESP);
        assertThat(fixture.observer.downlinkDrops).containsExactly("1 DOWNLINK_UNANSWERED");
    }

    @Test
    void neverAnswering_butConnectingAgainAndAgain_isGivenUpAsWell() {
        device.isDelivered("a", "1", Qos.ONE);
        for (int connection = 0; connection < 9; connection++) {
            device.sends(Messages.DISCONNECT);
            device.sends(Messages.connect("d", false));
            device.leg().deliver("a", "1", Qos.ONE);
            fixture.settle();
            assertThat(device.takes()).last().isEqualTo(Messages.announces(ID, 2 + connection, "a"));
        }
        device.sends(Messages.DISCONNECT);
        device.sends(Messages.connect("d", false));
        assertThat(device.takes()).last().isEqualTo(Messages.CONNACK);
        assertThat(fixture.observer.downlinkDrops).containsExactly("1 DOWNLINK_UNANSWERED");
    }

    @Test
    @Covers({"SN12-PUBG-05"})
    void congestionDuringAWake_endsIt_andTheMessageStays() {
        device.sleeps(60);
        device.isDelivered("a", "1", Qos.ONE);
        device.wakes();
        device.gets(Messages.publish(Qos.ONE, ID, 1, "1"));
        device.sends(Messages.pubAck(ID, 1, ReturnCode.CONGESTION));
        device.gets(Messages.PINGRESP);
        device.wakes();
        device.gets(Messages.publish(Qos.ONE, ID, 1, "1").repeated());
        device.sends(Messages.pubAck(ID, 1));
        device.gets(Messages.PINGRESP);
    }
}
