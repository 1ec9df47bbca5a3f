package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.gateway.session.port.Will;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.session.Messages.CONNACK;
import static org.sngateway.gateway.session.Messages.DISCONNECT;
import static org.sngateway.gateway.session.Messages.connect;
import static org.sngateway.gateway.session.Messages.connectWithWill;
import static org.sngateway.gateway.session.Messages.pubAck;
import static org.sngateway.gateway.session.Messages.publish;
import static org.sngateway.gateway.session.Messages.subscribe;
import static org.sngateway.gateway.session.Messages.willMsg;
import static org.sngateway.gateway.session.Messages.willTopic;

/** What a CONNECT keeps and deletes (SN12 s.2.4). */
class CleanSessionTest {
    private final EngineFixture fixture = new EngineFixture();
    private final TestDevice c1 = fixture.device("c1");

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private void connects(TestDevice device, boolean clean, boolean will, String willText) {
        if (will) {
            device.sends(connectWithWill("c1", clean));
            device.sends(willTopic("w/c1"));
            device.sends(willMsg(willText));
        } else {
            device.sends(connect("c1", clean));
        }
        assertThat(device.takes()).endsWith(CONNACK);
    }

    /** A session with everything that can be stored, and then disconnected. */
    private void leavesASession() {
        connects(c1, false, true, "old");
        c1.sends(subscribe(1, "a/b", Qos.ONE));
        c1.sends(Messages.register(2, "x/y"));
        c1.sends(DISCONNECT);
        c1.takes();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    @Covers({"SN12-CLS-01", "SN12-CLS-02", "SN12-CLS-03", "SN12-AMB-03", "SN12-STA-40"})
    void connectAfterDisconnect_followsTheTable(boolean clean, boolean will) {
        leavesASession();
        assertThat(c1.leg().closes).containsExactly(true);
        fixture.broker.sessionPresent = true;
        connects(c1, clean, will, "new");
        assertThat(c1.leg().lastOpen().cleanStart()).isEqualTo(clean);
        assertThat(c1.leg().lastOpen().cleanSession()).isEqualTo(clean);
        String willText = will ? "new" : clean ? null : "old";
        assertThat(c1.leg().lastOpen().will())
                .isEqualTo(willText == null ? null : new Will("w/c1", Octets.ofUtf8(willText), Qos.ONE, true));
        assertThat(fixture.session("c1").subscriptions().size()).isEqualTo(clean ? 0 : 1);
        c1.sends(publish(Qos.ONE, 0x0402, 5, "x"));
        c1.gets(pubAck(0x0402, 5, clean ? ReturnCode.INVALID_TOPIC_ID : ReturnCode.ACCEPTED));
    }

    @Test
    @Covers({"SN12-CLS-02", "SN12-CLS-04", "SN12-AMB-41"})
    void storedWill_isUsedAgainAndAgain() {
        leavesASession();
        for (int i = 0; i < 3; i++) {
            connects(c1, false, false, "");
            assertThat(c1.leg().lastOpen().will()).extracting("message").isEqualTo(Octets.ofUtf8("old"));
            c1.sends(DISCONNECT);
            c1.takes();
        }
        assertThat(c1.leg().publishes).isEmpty();
    }

    @Test
    @Covers({"SN12-CONN-09", "SN12-AMB-03"})
    void abandonedCleanHandshake_destroysNothing() {
        leavesASession();
        c1.sends(connectWithWill("c1", true));
        c1.sends(willTopic("w/new"));
        c1.takes();
        fixture.pass(91);
        assertThat(c1.state()).isInstanceOf(SessionState.Disconnected.class);
        connects(c1, false, false, "");
        assertThat(c1.leg().lastOpen().will()).extracting("topic").isEqualTo("w/c1");
        assertThat(fixture.session("c1").subscriptions().size()).isEqualTo(1);
        c1.sends(publish(Qos.ONE, 0x0402, 5, "x"));
        c1.gets(pubAck(0x0402, 5));
    }

    @Test
    @Covers({"SN12-CLS-05", "SN12-DIS-04", "SN12-STA-43"})
    void cleanSession_endsWithItsConnection_atTheBrokerToo() {
        connects(c1, true, false, "");
        c1.sends(DISCONNECT);
        c1.gets(DISCONNECT);
        assertThat(c1.leg().closes).containsExactly(false);
        assertThat(fixture.engine.sessions()).isZero();
        assertThat(fixture.claimed).isEmpty();
    }

    @Test
    @Covers({"SN12-CLS-05"})
    void cleanSession_outlivesSleep() {
        connects(c1, true, false, "");
        c1.sends(subscribe(1, "a/b", Qos.ZERO));
        c1.takes();
        c1.sleeps(600);
        c1.isDelivered("a/b", "1", Qos.ZERO);
        c1.wakes();
        c1.gets(publish(Qos.ZERO, 0x0401, 0, "1"), Messages.PINGRESP);
    }

    @Test
    @Covers({"SN12-CLS-05"})
    void cleanSessionReplacedByOneThatIsKept_startsEmpty() {
        connects(c1, true, true, "old");
        c1.sends(subscribe(1, "a/b", Qos.ONE));
        c1.takes();
        connects(c1, false, false, "");
        assertThat(c1.leg().lastOpen().cleanStart()).isTrue();
        assertThat(c1.leg().lastOpen().cleanSession()).isFalse();
        assertThat(c1.leg().lastOpen().will()).isNull();
        assertThat(fixture.session("c1").subscriptions().size()).isZero();
    }

    @Test
    @Covers({"SN12-CLS-08", "SN12-STA-43"})
    void disconnectedSession_isForgottenAfterItsExpiry() {
        leavesASession();
        fixture.passDays(6);
        assertThat(fixture.engine.sessions()).isEqualTo(1);
        fixture.passDays(2);
        assertThat(fixture.engine.sessions()).isZero();
    }

    @Test
    @Covers({"SN12-AMB-32", "SN12-CLS-07", "SN12-STA-39"})
    void storedWill_survivesItsPublication_andFiresOncePerConnection() {
        connects(c1, false, true, "bye");
        fixture.pass(200);
        assertThat(c1.state()).isInstanceOf(SessionState.Lost.class);
        assertThat(c1.leg().publishes).hasSize(1);
        connects(c1, false, false, "");
        assertThat(c1.leg().lastOpen().will()).isNotNull();
        fixture.pass(200);
        assertThat(c1.leg().publishes).hasSize(1);
        assertThat(fixture.observer.events.stream().filter(e -> e.equals("will c1 w/c1")))
                .hasSize(2);
    }

    @Test
    @Covers({"SN12-AMB-32"})
    void storedWill_maybeForgottenOncePublished() {
        EngineFixture mqtt = new EngineFixture(TestOptions.capacity(o -> new EngineOptions.Capacity(
                o.uplinkWindow(),
                o.topicsMax(),
                o.subscriptionsMax(),
                o.bufferMessagesMax(),
                o.bufferOctetsMax(),
                o.bufferAgeNanosMax(),
                o.sessionNanos(),
                false)));
        TestDevice device = mqtt.device("c1");
        connects(device, false, true, "bye");
        mqtt.pass(200);
        assertThat(device.leg().publishes).hasSize(1);
        connects(device, false, false, "");
        assertThat(device.leg().lastOpen().will()).isNull();
        mqtt.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-AMB-01", "SN12-STA-26"})
    void connectOfASleeper_keepsItsSessionAndWill_adoptsTheKeepAlive() {
        connects(c1, false, true, "old");
        c1.sends(subscribe(1, "a/b", Qos.ONE));
        c1.takes();
        c1.sleeps(6000);
        c1.sends(new org.sngateway.codec.v12.Connect(false, true, 1, 300, Octets.ofUtf8("c1")));
        c1.gets(CONNACK);
        assertThat(c1.leg().opens).hasSize(1);
        assertThat(fixture.session("c1").subscriptions().size()).isEqualTo(1);
        assertThat(fixture.session("c1").isClean()).isFalse();
        c1.isDelivered("a/b", "1", Qos.ONE);
        c1.gets(publish(Qos.ONE, 0x0401, 1, "1"));
        c1.sends(pubAck(0x0401, 1));
        fixture.pass(329);
        assertThat(c1.state()).isEqualTo(SessionState.Active.INSTANCE);
        fixture.pass(2);
        assertThat(c1.leg().publishes).hasSize(1);
    }

    @Test
    @Covers({"SN12-AMB-01"})
    void connectOfASleeperWithAWill_promptsAndReplacesIt_keepingTheBrokerSession() {
        connects(c1, false, true, "old");
        c1.sleeps(6000);
        connects(c1, true, true, "new");
        assertThat(c1.leg().opens).hasSize(2);
        assertThat(c1.leg().lastOpen().cleanStart()).isFalse();
        assertThat(c1.leg().lastOpen().will()).extracting("message").isEqualTo(Octets.ofUtf8("new"));
        c1.sends(PingReq.EMPTY);
        c1.gets(Messages.PINGRESP);
    }

    @Test
    @Covers({"SN12-AMB-01"})
    void strictOption_letsTheConnectOfASleeperDelete() {
        EngineFixture strict = new EngineFixture(TestOptions.sleep(
                o -> new EngineOptions.Sleep(o.durationSecondsMax(), o.wakeFrom(), false, true, o.wakesMax(), 0)));
        TestDevice device = strict.device("c1");
        connects(device, false, true, "old");
        device.sends(subscribe(1, "a/b", Qos.ONE));
        device.takes();
        device.sleeps(6000);
        connects(device, true, false, "");
        assertThat(device.leg().lastOpen().cleanStart()).isTrue();
        assertThat(device.leg().lastOpen().will()).isNull();
        assertThat(strict.session("c1").subscriptions().size()).isZero();
        strict.checkNothingLeaks();
    }
}
