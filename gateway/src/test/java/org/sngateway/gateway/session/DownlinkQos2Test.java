package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;

import static org.assertj.core.api.Assertions.assertThat;

/** QoS 2 towards the device: its application sees it once (s.2.11). */
class DownlinkQos2Test {
    private static final int ID = 0x0401;
    private static final Publish FIRST = Messages.publish(Qos.TWO, ID, 1, "1");

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

    @Test
    @Covers({"SN12-QOS-01", "SN12-PUBG-08"})
    void brokerIsAcknowledgedAtPubRec_andTheNextMessageWaitsForPubComp() {
        device.isDelivered("a", "1", Qos.TWO);
        device.isDelivered("a", "2", Qos.TWO);
        device.gets(FIRST);
        assertThat(device.leg().acknowledged).isEmpty();
        device.sends(new PubRec(1));
        device.gets(new PubRel(1));
        assertThat(device.leg().acknowledged).containsExactly(1L);
        device.sends(new PubComp(1));
        device.gets(Messages.publish(Qos.TWO, ID, 2, "2"));
        device.sends(new PubRec(2));
        device.sends(new PubComp(2));
        device.takes();
    }

    @Test
    @Covers({"SN12-QOS-03", "SN12-TMR-04"})
    void afterPubRec_onlyPubRelIsRepeated_andStrayAnswersAreHarmless() {
        device.isDelivered("a", "1", Qos.TWO);
        device.sends(new PubRec(1));
        device.gets(FIRST, new PubRel(1));
        fixture.pass(10);
        device.gets(new PubRel(1));
        device.sends(new PubRec(1));
        device.gets(new PubRel(1));
        device.sends(new PubRec(77));
        device.gets(new PubRel(77));
        device.sends(new PubComp(77));
        device.sends(new PubComp(1));
        device.sends(new PubComp(1));
        device.getsNothing();
    }

    @Test
    @Covers({"SN12-AMB-42"})
    void pubAck0_isIgnored_andAnErrorAborts() {
        device.isDelivered("a", "1", Qos.TWO);
        device.gets(FIRST);
        device.sends(Messages.pubAck(ID, 1));
        assertThat(device.leg().acknowledged).isEmpty();
        fixture.pass(10);
        device.gets(FIRST.repeated());
        device.sends(Messages.pubAck(ID, 1, ReturnCode.NOT_SUPPORTED));
        assertThat(device.leg().acknowledged).containsExactly(1L);
        assertThat(fixture.observer.downlinkDrops).containsExactly("1 DOWNLINK_REFUSED");
    }

    @Test
    @Covers({"SN12-QOS-05"})
    void whatHadNoPubRecBeforeAReconnect_isRepeatedUnderItsId_afterItsRegister() {
        device.isDelivered("a", "1", Qos.TWO);
        device.gets(FIRST);
        device.sends(Messages.connect("d", false));
        device.gets(Messages.CONNACK, Messages.announces(ID, 2, "a"));
        device.sends(Messages.regAck(ID, 2));
        device.gets(FIRST.repeated());
        device.sends(new PubRec(1));
        device.sends(new PubComp(1));
        device.gets(new PubRel(1));
        assertThat(device.leg().acknowledged).containsExactly(1L);
    }

    @Test
    @Covers({"SN12-QOS-03", "SN12-QOS-05"})
    void aPubRecThatComesDuringTheRegister_endsThePublishing() {
        device.isDelivered("a", "1", Qos.TWO);
        device.sends(Messages.connect("d", false));
        device.gets(FIRST, Messages.CONNACK, Messages.announces(ID, 2, "a"));
        device.sends(new PubRec(1));
        device.gets(new PubRel(1));
        assertThat(device.leg().acknowledged).containsExactly(1L);
        device.sends(Messages.regAck(ID, 2));
        device.sends(new PubComp(1));
        device.getsNothing();
    }

    @Test
    @Covers({"SN12-QOS-05"})
    void aReleaseOutstandingAtAReconnect_isRepeatedFirst() {
        device.isDelivered("a", "1", Qos.TWO);
        device.sends(new PubRec(1));
        device.isDelivered("a", "2", Qos.ZERO);
        device.gets(FIRST, new PubRel(1));
        device.sends(Messages.connect("d", false));
        device.gets(Messages.CONNACK, new PubRel(1));
        device.sends(new PubComp(1));
        device.gets(Messages.announces(ID, 2, "a"));
        device.sends(Messages.regAck(ID, 2));
        device.gets(Messages.publish(Qos.ZERO, ID, 0, "2"));
    }

    @Test
    @Covers({"SN12-SLP-05", "SN12-SLP-17", "SN12-QOS-05"})
    void theWholeHandshakeComesBeforePingResp_overTwoWakes() {
        device.isDelivered("a", "1", Qos.TWO);
        device.gets(FIRST);
        device.sleeps(60);
        device.wakes();
        device.gets(FIRST.repeated());
        device.sends(new PubRec(1));
        device.gets(new PubRel(1));
        device.sleeps(60);
        fixture.pass(30);
        device.getsNothing();
        device.wakes();
        device.gets(new PubRel(1));
        device.sends(new PubComp(1));
        device.gets(Messages.PINGRESP);
    }

    @Test
    @Covers({"SN12-SLP-02", "SN12-QOS-03"})
    void aPubRecThatComesAfterTheGoodnight_countsAndIsAnsweredAtTheNextWake() {
        device.isDelivered("a", "1", Qos.TWO);
        device.gets(FIRST);
        device.sleeps(600);
        device.sends(new PubRec(1));
        fixture.pass(60);
        device.getsNothing();
        assertThat(device.leg().acknowledged).containsExactly(1L);
        device.wakes();
        device.gets(new PubRel(1));
        device.sends(new PubComp(1));
        device.gets(Messages.PINGRESP);
    }

    @Test
    @Covers({"SN12-TMR-05", "SN12-REG-12"})
    void noPubComp_inTenWakes_doesNotBlockTheQueueForEver() {
        device.isDelivered("a", "1", Qos.TWO);
        device.sends(new PubRec(1));
        device.gets(FIRST, new PubRel(1));
        device.sleeps(600);
        device.isDelivered("a", "2", Qos.ZERO);
        for (int wake = 0; wake < 9; wake++) {
            device.wakes();
            fixture.pass(60);
            assertThat(device.takes()).containsOnly(new PubRel(1));
            assertThat(device.state()).isInstanceOf(SessionState.Asleep.class);
        }
        device.wakes();
        device.gets(Messages.publish(Qos.ZERO, ID, 0, "2"), Messages.PINGRESP);
    }

    @Test
    @Covers({"SN12-TMR-05"})
    void noPubComp_fromADeviceThatIsAlive_goesOn() {
        device.isDelivered("a", "1", Qos.TWO);
        device.isDelivered("a", "2", Qos.ZERO);
        device.sends(new PubRec(1));
        for (int i = 0; i < 6; i++) {
            fixture.pass(9);
            device.sends(PingReq.EMPTY);
        }
        assertThat(device.takes()).contains(Messages.publish(Qos.ZERO, ID, 0, "2"));
        assertThat(fixture.observer.downlinkDrops).isEmpty();
    }
}
