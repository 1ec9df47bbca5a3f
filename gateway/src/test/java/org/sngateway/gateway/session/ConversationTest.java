package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.gateway.session.port.Will;

import static org.assertj.core.api.Assertions.assertThat;

/** The conversations of the catalogue (s.4.3), octet for octet, with each repetition that a lossy network causes. */
class ConversationTest {
    private final EngineFixture fixture = new EngineFixture();
    private final TestDevice c1 = fixture.device("c1");

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private void connectC1() {
        c1.sends("08 04 04 01 00 1E 63 31");
        c1.gets("03 05 00");
    }

    /** Registers two names, so that a/b is 0x0401 and a/x is 0x0402, as the conversations have it. */
    private void registerBoth() {
        c1.sends("09 0A 00 00 00 01 61 2F 62");
        c1.gets("07 0B 04 01 00 01 00");
    }

    @Test
    @Covers({"SN12-SEQ-01", "SN12-CONN-02", "SN12-CONN-03", "SN12-CONN-07", "SN12-TMR-02", "SN12-STA-02"})
    void connectsWithWill_eachMessageRepeated_brokerSeesOneConnect() {
        for (int i = 0; i < 2; i++) {
            c1.sends("08 04 0C 01 00 1E 63 31");
            c1.gets("02 06");
        }
        for (int i = 0; i < 2; i++) {
            c1.sends("07 07 20 77 2F 63 31");
            c1.gets("02 08");
        }
        assertThat(fixture.broker.allLegs).isEmpty();
        for (int i = 0; i < 2; i++) {
            c1.sends("05 09 62 79 65");
            c1.gets("03 05 00");
        }
        assertThat(c1.leg().opens).hasSize(1);
        assertThat(c1.leg().lastOpen().will()).isEqualTo(new Will("w/c1", Octets.ofUtf8("bye"), Qos.ONE, false));
        assertThat(c1.leg().lastOpen().cleanStart()).isTrue();
    }

    @Test
    @Covers({"SN12-SEQ-02", "SN12-REG-01", "SN12-PUBC-02", "SN12-PUBC-05", "SN12-PUBC-08", "SN12-MSG-13"})
    void registersAndPublishes_ackFollowsTheBroker_unknownIdIsRefused() {
        connectC1();
        registerBoth();
        fixture.broker.answersPublishes = false;
        c1.sends("08 0C 20 04 01 00 02 31");
        c1.getsNothing();
        c1.leg()
                .say(new org.sngateway.gateway.session.port.BrokerEvent.PublishAccepted(
                        c1.leg().lastPublishToken()));
        fixture.settle();
        c1.gets("07 0D 04 01 00 02 00");
        c1.sends("08 0C 00 04 02 00 00 31");
        c1.gets("07 0D 04 02 00 00 02");
    }

    @Test
    @Covers({"SN12-SEQ-03", "SN12-SUB-01", "SN12-SUB-03", "SN12-REG-04", "SN12-PUBG-01", "SN12-TID-07"})
    void wildcardSubscription_registersEachNameOnce() {
        connectC1();
        registerBoth();
        c1.sends("08 12 20 00 03 61 2F 2B");
        c1.gets("08 13 20 00 00 00 03 00");
        c1.isDelivered("a/x", "7", Qos.ONE);
        c1.gets("09 0A 04 02 00 01 61 2F 78");
        c1.sends("07 0B 04 02 00 01 00");
        c1.gets("08 0C 20 04 02 00 02 37");
        c1.sends("07 0D 04 02 00 02 00");
        c1.getsNothing();
        assertThat(c1.leg().acknowledged).containsExactly(1L);
        c1.isDelivered("a/x", "8", Qos.ONE);
        c1.gets("08 0C 20 04 02 00 03 38");
        c1.sends("07 0D 04 02 00 03 00");
    }

    private void connectAndLearnTopic() {
        connectC1();
        registerBoth();
        c1.sends("08 12 20 00 03 61 2F 2B");
        c1.isDelivered("a/x", "7", Qos.ONE);
        c1.sends("07 0B 04 02 00 01 00");
        c1.sends("07 0D 04 02 00 02 00");
        c1.takes();
    }

    @Test
    @Covers({"SN12-SEQ-04", "SN12-SLP-01", "SN12-SLP-02", "SN12-SLP-03", "SN12-SLP-04", "SN12-SLP-05"})
    void sleepCycle_buffersDeliversAndAnswersPingLast_thenLostWithoutPing() {
        connectAndLearnTopic();
        c1.sends("04 18 00 3C");
        c1.gets("02 18");
        c1.isDelivered("a/x", "8", Qos.ONE);
        c1.getsNothing();
        c1.sends("04 16 63 31");
        c1.gets("08 0C 20 04 02 00 03 38");
        c1.sends("07 0D 04 02 00 03 00");
        c1.gets("02 17");
        c1.sends("04 16 63 31");
        c1.gets("02 17");
        fixture.pass(89.9);
        assertThat(c1.state()).isInstanceOf(SessionState.Asleep.class);
        fixture.pass(0.3);
        assertThat(fixture.engine.sessions())
                .as("a clean session ends when it is lost")
                .isZero();
    }

    @Test
    @Covers({"SN12-SEQ-05", "SN12-STA-33", "SN12-SLP-06"})
    void lostAckWhileAwake_repeatsWithDupUnderTheSameId() {
        connectAndLearnTopic();
        c1.sends("04 18 00 3C");
        c1.gets("02 18");
        c1.isDelivered("a/x", "8", Qos.ONE);
        c1.sends("04 16 63 31");
        c1.sends("07 0D 04 02 00 03 00");
        c1.takes();
        c1.isDelivered("a/x", "9", Qos.ONE);
        c1.sends("04 16 63 31");
        c1.gets("08 0C 20 04 02 00 04 39");
        c1.sends("04 16 63 31");
        c1.gets("08 0C A0 04 02 00 04 39");
        c1.sends("07 0D 04 02 00 04 00");
        c1.gets("02 17");
    }

    @Test
    @Covers({"SN12-SEQ-06", "SN12-QOS-01", "SN12-QOS-02"})
    void qos2UplinkWithLosses_brokerReceivesItOnce() {
        connectC1();
        registerBoth();
        c1.sends("08 0C 40 04 01 00 05 78");
        c1.gets("04 0F 00 05");
        c1.sends("08 0C C0 04 01 00 05 78");
        c1.gets("04 0F 00 05");
        c1.sends("04 10 00 05");
        c1.gets("04 0E 00 05");
        c1.sends("04 10 00 05");
        c1.gets("04 0E 00 05");
        assertThat(c1.leg().publishes).hasSize(1);
    }

    @Test
    @Covers({"SN12-SEQ-07", "SN12-DIS-06", "SN12-STA-05", "SN12-UNK-01", "SN12-AMB-23"})
    void unknownClient_isToldOnceAndNotBouncedWith() {
        TestDevice ghost = fixture.device("ghost");
        ghost.sends("07 16 67 68 6F 73 74");
        ghost.gets("02 18");
        ghost.sends("02 18");
        ghost.getsNothing();
    }

    @Test
    @Covers({"SN12-SEQ-08", "SN12-CLS-01", "SN12-CLS-02", "SN12-AMB-03", "SN12-TID-05"})
    void resumesWithStoredWill_withoutBeingAsked_andRegistersAgain() {
        c1.sends("08 04 08 01 00 1E 63 31");
        c1.sends("07 07 20 77 2F 63 31");
        c1.sends("05 09 62 79 65");
        registerBoth2();
        c1.sends("02 18");
        c1.takes();
        fixture.broker.sessionPresent = true;
        c1.sends("08 04 00 01 00 1E 63 31");
        c1.gets("03 05 00");
        assertThat(c1.leg().lastOpen().will()).isEqualTo(new Will("w/c1", Octets.ofUtf8("bye"), Qos.ONE, false));
        assertThat(c1.leg().lastOpen().cleanStart()).isFalse();
        c1.isDelivered("a/x", "1", Qos.ONE);
        c1.gets("09 0A 04 02 00 01 61 2F 78");
        c1.sends("07 0B 04 02 00 01 00");
        c1.gets("08 0C 20 04 02 00 02 31");
        c1.sends("07 0D 04 02 00 02 00");
    }

    private void registerBoth2() {
        c1.sends("09 0A 00 00 00 01 61 2F 62");
        c1.sends("09 0A 00 00 00 02 61 2F 78");
        c1.sends("08 12 20 00 03 61 2F 78");
        c1.takes();
    }

    @Test
    @Covers({"SN12-SEQ-09", "SN12-CONN-06", "SN12-CLS-06", "SN12-STA-08"})
    void clearsOnlyTheWill_withAnEmptyWillTopic() {
        c1.sends("08 04 08 01 00 1E 63 31");
        c1.sends("07 07 20 77 2F 63 31");
        c1.sends("05 09 62 79 65");
        c1.sends("02 18");
        c1.takes();
        c1.sends("08 04 08 01 00 1E 63 31");
        c1.gets("02 06");
        c1.sends("02 07");
        c1.gets("03 05 00");
        assertThat(c1.leg().lastOpen().will()).isNull();
    }
}
