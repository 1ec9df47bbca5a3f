package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.BrokerEvent;

import static org.assertj.core.api.Assertions.assertThat;

/** PUBLISH from the device with QoS 2: the broker receives it once (s.2.11, AMB-06). */
class UplinkQos2Test {
    private static final int ID = 0x0401;
    private static final Publish PUBLISH = Messages.publish(Qos.TWO, ID, 5, "x");

    private final EngineFixture fixture = new EngineFixture();
    private final TestDevice device = fixture.connected("d", false, 3600);

    @BeforeEach
    void registers() {
        device.sends(Messages.register(1, "a"));
        device.takes();
    }

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private void brokerAccepts() {
        device.leg().say(new BrokerEvent.PublishAccepted(device.leg().lastPublishToken()));
        fixture.settle();
    }

    @Test
    @Covers({"SN12-QOS-01", "SN12-QOS-02", "SN12-PUBC-06", "SN12-AMB-06"})
    void repeatsGetPubRecAgain_untilReleased() {
        device.sends(PUBLISH);
        device.gets(new PubRec(5));
        device.sends(PUBLISH.repeated());
        device.sends(PUBLISH);
        device.gets(new PubRec(5), new PubRec(5));
        device.sends(new PubRel(5));
        device.gets(new PubComp(5));
        assertThat(device.leg().publishes).hasSize(1);
        device.sends(Messages.publish(Qos.TWO, ID, 5, "another"));
        device.gets(new PubRec(5));
        assertThat(device.leg().publishes).hasSize(2);
    }

    @Test
    @Covers({"SN12-QOS-02"})
    void releaseOfAnUnknownId_isCompleted() {
        device.sends(new PubRel(99));
        device.gets(new PubComp(99));
    }

    @Test
    @Covers({"SN12-PUBC-08", "SN12-QOS-02"})
    void aReleaseBeforeTheBrokerHasTheMessage_isNotCompleted() {
        fixture.broker.answersPublishes = false;
        device.sends(PUBLISH);
        device.sends(new PubRel(5));
        device.getsNothing();
        brokerAccepts();
        device.gets(new PubRec(5));
        device.sends(new PubRel(5));
        device.gets(new PubComp(5));
    }

    @Test
    @Covers({"SN12-QOS-02", "SN12-MID-05", "SN12-AMB-06"})
    void aDelayedRepeatAfterPubComp_isNotPublishedAgain() {
        device.sends(PUBLISH);
        device.sends(new PubRel(5));
        device.gets(new PubRec(5), new PubComp(5));
        device.sends(PUBLISH.repeated());
        device.gets(new PubRec(5));
        device.sends(new PubRel(5));
        device.gets(new PubComp(5));
        assertThat(device.leg().publishes).hasSize(1);
    }

    /** The network doubled the datagram, or the device never sets DUP, as RIOT's emcute. */
    @Test
    @Covers({"SN12-QOS-02", "SN12-TMR-03", "SN12-AMB-05"})
    void aLateCopyWithoutDup_isNotPublishedAgain() {
        device.sends(PUBLISH);
        device.sends(new PubRel(5));
        device.gets(new PubRec(5), new PubComp(5));
        device.sends(PUBLISH);
        device.gets(new PubRec(5));
        assertThat(device.leg().publishes).hasSize(1);
    }

    @Test
    @Covers({"SN12-QOS-05", "SN12-AMB-06"})
    void idsSurviveAReconnect() {
        device.sends(PUBLISH);
        device.takes();
        fixture.broker.sessionPresent = true;
        device.sends(Messages.DISCONNECT);
        device.sends(Messages.connect("d", false));
        device.takes();
        device.sends(PUBLISH.repeated());
        device.gets(new PubRec(5));
        device.sends(new PubRel(5));
        device.gets(new PubComp(5));
        assertThat(fixture.broker.allLegs.stream()
                        .mapToInt(leg -> leg.publishes.size())
                        .sum())
                .isEqualTo(1);
    }

    @Test
    @Covers({"SN12-QOS-05", "SN12-SLP-18"})
    void idsSurviveSleep_andTheAnswerWaitsUntilTheDeviceAsksAgain() {
        fixture.broker.answersPublishes = false;
        device.sends(PUBLISH);
        device.sleeps(60);
        brokerAccepts();
        device.getsNothing();
        device.wakes();
        device.gets(Messages.PINGRESP);
        device.sends(PUBLISH.repeated());
        device.gets(new PubRec(5));
        device.sends(new PubRel(5));
        device.gets(new PubComp(5));
        assertThat(device.leg().publishes).hasSize(1);
    }

    @Test
    @Covers({"SN12-CLS-03"})
    void idsDoNotSurviveACleanConnect() {
        device.sends(PUBLISH);
        device.sends(Messages.connect("d", true));
        device.sends(Messages.register(1, "a"));
        device.takes();
        Publish same = Messages.publish(Qos.TWO, ID + 1, 5, "x");
        device.sends(same);
        device.gets(new PubRec(5));
        assertThat(device.leg().publishes).hasSize(2);
    }

    @Test
    void abandonedIds_areBounded_andTheNewestAreKept() {
        for (int i = 1; i <= 100; i++) {
            device.sends(Messages.publish(Qos.TWO, ID, i, "m" + i));
            device.gets(new PubRec(i));
        }
        device.sends(Messages.publish(Qos.TWO, ID, 100, "m100").repeated());
        device.sends(Messages.publish(Qos.TWO, ID, 70, "m70").repeated());
        device.gets(new PubRec(100), new PubRec(70));
        assertThat(device.leg().publishes).hasSize(100);
    }

    /** The device's window may be wider than the gateway's, and all its PUBRELs late. */
    @Test
    @Covers({"SN12-QOS-02"})
    void anIdThatHadToMakeRoom_isStillKnownForAWhile() {
        for (int i = 1; i <= 100; i++) {
            device.sends(Messages.publish(Qos.TWO, ID, i, "m" + i));
        }
        device.takes();
        // 40 ids are kept, and 32 messages after them.
        int madeRoom = 100 - 50;
        device.sends(Messages.publish(Qos.TWO, ID, madeRoom, "m" + madeRoom).repeated());
        device.gets(new PubRec(madeRoom));
        device.sends(new PubRel(madeRoom));
        device.gets(new PubComp(madeRoom));
        assertThat(device.leg().publishes).hasSize(100);
    }

    @Test
    @Covers({"SN12-PUBC-08"})
    void aFlowThatTheClosedLegNeverAnswered_canBeFinishedByTheNextConnection() {
        fixture.broker.answersPublishes = false;
        device.sends(PUBLISH);
        device.sends(Messages.publish(Qos.ONE, ID, 6, "y"));
        device.sends(Messages.DISCONNECT);
        fixture.broker.answersPublishes = true;
        device.sends(Messages.connect("d", false));
        device.takes();
        device.sends(PUBLISH.repeated());
        device.sends(Messages.publish(Qos.ONE, ID, 6, "y").repeated());
        device.gets(new PubRec(5), Messages.pubAck(ID, 6));
        assertThat(device.leg().publishes).hasSize(2);
    }
}
