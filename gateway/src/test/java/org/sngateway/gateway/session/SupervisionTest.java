package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.session.Messages.CONNACK;
import static org.sngateway.gateway.session.Messages.DISCONNECT;
import static org.sngateway.gateway.session.Messages.PINGRESP;
import static org.sngateway.gateway.session.Messages.connect;
import static org.sngateway.gateway.session.Messages.pubAck;
import static org.sngateway.gateway.session.Messages.publish;
import static org.sngateway.gateway.session.Messages.subscribe;

/** Transitions that time and the broker cause: keep-alive, sleep, probes, the leg (SN12 s.2.12, 2.14). */
class SupervisionTest {
    private final EngineFixture fixture = new EngineFixture();
    private final TestDevice c1 = fixture.device("c1");

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private static void connects(TestDevice device, int keepAliveSeconds) {
        device.sends(new Connect(true, false, 1, keepAliveSeconds, Octets.ofUtf8(device.clientId)));
        device.sends(Messages.willTopic("w"));
        device.sends(Messages.willMsg("bye"));
        assertThat(device.takes()).endsWith(CONNACK);
    }

    private static EngineFixture probing() {
        return new EngineFixture(TestOptions.timing(o -> new EngineOptions.Timing(
                o.retryNanos(), o.retriesMax(), o.transactionNanos(), o.idleNanos(), true, o.tolerance())));
    }

    /** Moves on to {@code seconds} after {@code sinceNanos} in one step. */
    private void jumpTo(long sinceNanos, double seconds) {
        fixture.nowNanos = sinceNanos + (long) (seconds * EngineFixture.SECOND);
        fixture.engine.onTime(fixture.nowNanos);
        fixture.settle();
    }

    @ParameterizedTest
    @CsvSource({"10,15", "59,88.5", "60,90", "61,90", "300,330", "65535,72088.5"})
    @Covers({"SN12-KA-03", "SN12-KA-04", "SN12-STA-21", "SN12-CONN-12", "SN12-FLD-03", "SN12-AMB-47"})
    void silentActiveDevice_isLostWithItsWill_afterTheToleratedTime(int keepAliveSeconds, double toleratedSeconds) {
        connects(c1, keepAliveSeconds);
        long since = fixture.nowNanos;
        jumpTo(since, toleratedSeconds - 0.2);
        assertThat(c1.state()).isEqualTo(SessionState.Active.INSTANCE);
        jumpTo(since, toleratedSeconds + 0.2);
        assertThat(c1.state()).isInstanceOf(SessionState.Lost.class);
        assertThat(c1.leg().publishes).hasSize(1);
        assertThat(c1.leg().closes).containsExactly(true);
        c1.getsNothing();
    }

    @ParameterizedTest
    @CsvSource({"1,1.5", "60,90", "600,660", "65535,72088.5"})
    @Covers({"SN12-SLP-01", "SN12-STA-29", "SN12-KA-03", "SN12-SLP-16", "SN12-AMB-47"})
    void silentSleeper_isLostWithItsWill_afterTheToleratedTime_whateverItsKeepAlive(int sleep, double tolerated) {
        connects(c1, 5);
        c1.sleeps(sleep);
        long since = fixture.nowNanos;
        jumpTo(since, tolerated - 0.2);
        assertThat(c1.state()).isInstanceOf(SessionState.Asleep.class);
        jumpTo(since, tolerated + 0.2);
        assertThat(c1.state()).isInstanceOf(SessionState.Lost.class);
        assertThat(c1.leg().publishes).hasSize(1);
        c1.getsNothing();
    }

    @Test
    @Covers({"SN12-KA-01", "SN12-KA-02", "SN12-KA-07", "SN12-STA-15", "SN12-STA-16"})
    void anyMessage_restartsTheKeepAlive_andPingsAreAnsweredWithoutTheBroker() {
        connects(c1, 10);
        for (int i = 0; i < 5; i++) {
            fixture.pass(14);
            c1.sends(PingReq.EMPTY);
            c1.gets(PINGRESP);
            fixture.pass(14);
            c1.sends(Messages.register(i + 1, "a"));
            c1.takes();
        }
        assertThat(c1.state()).isEqualTo(SessionState.Active.INSTANCE);
        assertThat(c1.leg().publishes).isEmpty();
    }

    @Test
    @Covers({"SN12-KA-02", "SN12-DEC-01"})
    void malformedDatagrams_doNotRestartIt() {
        connects(c1, 10);
        for (int i = 0; i < 16; i++) {
            fixture.pass(1);
            c1.sends("02 16 FF");
        }
        assertThat(c1.state()).isInstanceOf(SessionState.Lost.class);
    }

    @Test
    @Covers({"SN12-AMB-27"})
    void keepAliveZero_isOnlyLimitedByTheIdleTime() {
        connects(c1, 0);
        fixture.passDays(1);
        assertThat(c1.state()).isInstanceOf(SessionState.Lost.class);
        connects(c1, 0);
        jumpTo(fixture.nowNanos, 23 * 3600);
        assertThat(c1.state()).isEqualTo(SessionState.Active.INSTANCE);
        c1.sends(PingReq.EMPTY);
        c1.gets(PINGRESP);
        jumpTo(fixture.nowNanos, 23 * 3600);
        assertThat(c1.state()).isEqualTo(SessionState.Active.INSTANCE);
    }

    @Test
    @Covers({"SN12-KA-05", "SN12-AMB-48", "SN12-AMB-27"})
    void probe_asksOnceBeforeADeviceIsLost_andItsAnswerKeepsIt() {
        EngineFixture probing = probing();
        TestDevice device = probing.device("c1");
        connects(device, 10);
        probing.pass(10.2);
        device.gets(PingReq.EMPTY);
        device.sends(new PingResp());
        probing.pass(9.8);
        device.getsNothing();
        probing.pass(0.4);
        device.gets(PingReq.EMPTY);
        probing.pass(5);
        device.getsNothing();
        assertThat(device.state()).isInstanceOf(SessionState.Lost.class);
        connects(device, 0);
        probing.nowNanos += 24L * 3600 * EngineFixture.SECOND;
        probing.pass(0.2);
        device.gets(PingReq.EMPTY);
        probing.pass(11);
        assertThat(device.state()).isInstanceOf(SessionState.Lost.class);
        probing.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-KA-05", "SN12-SLP-02"})
    void sleepers_areNeverProbed() {
        EngineFixture probing = probing();
        TestDevice device = probing.device("c1");
        connects(device, 10);
        device.sleeps(60);
        probing.pass(100);
        device.getsNothing();
        assertThat(device.state()).isInstanceOf(SessionState.Lost.class);
        probing.checkNothingLeaks();
    }

    private void awakeWithOneMessage(int sleepSeconds) {
        connects(c1, 60);
        c1.sends(subscribe(1, "a/b", Qos.ONE));
        c1.takes();
        c1.sleeps(sleepSeconds);
        c1.isDelivered("a/b", "1", Qos.ONE);
        c1.getsNothing();
        c1.wakes();
        c1.gets(publish(Qos.ONE, 0x0401, 1, "1"));
    }

    @Test
    @Covers({"SN12-STA-37", "SN12-STA-25", "SN12-TMR-05", "SN12-STA-23"})
    void deviceThatFallsSilentWhileAwake_isAsleepAgain_alsoWhenItsSleepIsShort() {
        awakeWithOneMessage(5);
        fixture.pass(49);
        assertThat(c1.state()).isEqualTo(new SessionState.Awake(5));
        fixture.pass(1.2);
        assertThat(c1.state()).isEqualTo(new SessionState.Asleep(5));
        assertThat(c1.takes()).hasSize(4).doesNotContain(PINGRESP);
        assertThat(c1.leg().acknowledged).isEmpty();
        fixture.pass(6);
        c1.wakes();
        c1.gets(publish(Qos.ONE, 0x0401, 1, "1").repeated());
        c1.sends(pubAck(0x0401, 1));
        c1.gets(PINGRESP);
        assertThat(c1.leg().acknowledged).containsExactly(1L);
    }

    @Test
    @Covers({"SN12-STA-38", "SN12-STA-31", "SN12-STA-32"})
    void messageThatArrivesWhileAwake_isDeliveredBeforePingresp_thenSleepRestarts() {
        awakeWithOneMessage(60);
        c1.isDelivered("a/b", "2", Qos.ONE);
        c1.getsNothing();
        c1.sends(pubAck(0x0401, 1));
        c1.gets(publish(Qos.ONE, 0x0401, 2, "2"));
        c1.sends(pubAck(0x0401, 2));
        c1.gets(PINGRESP);
        fixture.pass(89);
        assertThat(c1.state()).isEqualTo(new SessionState.Asleep(60));
    }

    @Test
    @Covers({"SN12-SLP-03", "SN12-SLP-04", "SN12-STA-24", "SN12-STA-28"})
    void eachWake_restartsTheSleep_andANewDurationReplacesTheOld() {
        connects(c1, 60);
        c1.sleeps(60);
        for (int i = 0; i < 3; i++) {
            fixture.pass(80);
            c1.wakes();
            c1.gets(PINGRESP);
        }
        c1.sleeps(600);
        fixture.pass(600);
        assertThat(c1.state()).isEqualTo(new SessionState.Asleep(600));
        c1.sleeps(10);
        fixture.pass(16);
        assertThat(c1.state()).isInstanceOf(SessionState.Lost.class);
    }

    @Test
    @Covers({"SN12-STA-22", "SN12-DIS-03", "SN12-AMB-40"})
    void brokerThatStaysAway_activeDeviceIsToldInTheEnd() {
        EngineFixture impatient = new EngineFixture(TestOptions.upstream(o -> new EngineOptions.Upstream(
                4, EngineFixture.SECOND, 4 * EngineFixture.SECOND, 30 * EngineFixture.SECOND, 0)));
        TestDevice device = impatient.device("c1");
        connects(device, 600);
        impatient.broker.connects = ScriptedBroker.Connects.REFUSED;
        device.leg().breaks();
        impatient.settle();
        impatient.pass(29);
        device.getsNothing();
        impatient.pass(1.2);
        device.gets(DISCONNECT);
        assertThat(device.state()).isInstanceOf(SessionState.Disconnected.class);
        device.sends(DISCONNECT);
        device.getsNothing();
        impatient.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-STA-22", "SN12-AMB-40", "SN12-AMB-11"})
    void brokerThatIsBackInTime_deviceNoticesNothing() {
        connects(c1, 600);
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        c1.leg().breaks();
        fixture.settle();
        fixture.pass(100);
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        fixture.engine.onBrokerReachable(fixture.nowNanos);
        fixture.pass(1);
        assertThat(fixture.session("c1").upstream().isUp()).isTrue();
        assertThat(c1.leg().lastOpen().cleanStart()).isFalse();
        c1.getsNothing();
    }

    @Test
    @Covers({"SN12-AMB-40"})
    void brokerThatRefusesASleeperForGood_sleeperIsToldAtItsWake_afterItsMessages() {
        connects(c1, 60);
        c1.sends(subscribe(1, "a/b", Qos.ONE));
        c1.takes();
        c1.sleeps(6000);
        c1.isDelivered("a/b", "1", Qos.ONE);
        fixture.broker.connects = ScriptedBroker.Connects.REFUSED;
        fixture.broker.refusal = ReturnCode.NOT_SUPPORTED;
        c1.leg().breaks();
        fixture.settle();
        fixture.pass(5);
        c1.getsNothing();
        c1.wakes();
        c1.gets(publish(Qos.ONE, 0x0401, 1, "1"));
        c1.sends(pubAck(0x0401, 1));
        c1.gets(DISCONNECT);
        assertThat(c1.state()).isInstanceOf(SessionState.Disconnected.class);
    }

    @Test
    @Covers({"SN12-SLP-12", "SN12-KA-08", "SN12-AMB-11"})
    void legStaysUpDuringSleep_longerThanTheKeepAlive() {
        connects(c1, 10);
        c1.sleeps(36_000);
        fixture.pass(1000);
        assertThat(c1.leg().closes).isEmpty();
        assertThat(fixture.session("c1").upstream().isUp()).isTrue();
    }

    @Test
    @Covers({"SN12-STA-43"})
    void lostCleanSession_leavesNoRecord() {
        c1.sends(connect("c1", true));
        c1.takes();
        fixture.pass(91);
        assertThat(fixture.engine.sessions()).isZero();
        assertThat(c1.leg().closes).containsExactly(false);
    }
}
