package org.sngateway.gateway.session;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.ClientPolicy;
import org.sngateway.gateway.session.port.DropReason;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.session.Messages.CONNACK;
import static org.sngateway.gateway.session.Messages.CONNACK_CONGESTION;
import static org.sngateway.gateway.session.Messages.CONNACK_NOT_SUPPORTED;
import static org.sngateway.gateway.session.Messages.DISCONNECT;
import static org.sngateway.gateway.session.Messages.PINGRESP;
import static org.sngateway.gateway.session.Messages.connect;
import static org.sngateway.gateway.session.Messages.connectWithWill;
import static org.sngateway.gateway.session.Messages.publish;

/** Limits before and around sessions: strangers, CONNECT storms, sessions per source and in all (SN12 s.2.17). */
class AdmissionTest {
    private static final Rate PLENTY = new Rate(1000, 1000);

    private static EngineFixture admitting(Rate connectsPerSource, Rate connects) {
        return new EngineFixture(TestOptions.admission(o -> new EngineOptions.Admission(
                3, connectsPerSource, connects, new Rate(1, 3), new Rate(10, 5), PLENTY, 100)));
    }

    @Test
    @Covers({"SN12-UNK-01", "SN12-UNK-03", "SN12-STA-06", "SN12-DEC-03"})
    void stranger_isToldThreeTimesAndThenOnceASecond() {
        EngineFixture fixture = admitting(PLENTY, PLENTY);
        TestDevice stranger = fixture.device("s");
        for (int i = 0; i < 10; i++) {
            stranger.sends(publish(Qos.ZERO, 1, 0, "x"));
        }
        stranger.gets(DISCONNECT, DISCONNECT, DISCONNECT);
        assertThat(fixture.observer.drops(DropReason.RATE_LIMITED)).isEqualTo(7);
        fixture.pass(1);
        stranger.sends(publish(Qos.ZERO, 1, 0, "x"));
        stranger.sends(publish(Qos.ZERO, 1, 0, "x"));
        stranger.gets(DISCONNECT);
    }

    @Test
    @Covers({"SN12-UNK-03"})
    void manyStrangersTogether_areToldAtALimitedRate() {
        EngineFixture fixture = admitting(PLENTY, PLENTY);
        int answers = 0;
        for (int i = 0; i < 200; i++) {
            TestDevice stranger = fixture.device("s" + i, 100, 1000 + i);
            stranger.sends(PingReq.EMPTY);
            answers += stranger.takes().size();
        }
        assertThat(answers).isEqualTo(5);
    }

    @Test
    @Covers({"SN12-UNK-03", "SN12-ENC-07"})
    void nodesBehindAForwarder_areToldEachAtItsOwnRate_andAllAtTheCommonOne() {
        EngineFixture fixture = admitting(PLENTY, PLENTY);
        TestDevice forwarder = fixture.device("f", 50, 1883);
        for (int i = 0; i < 4; i++) {
            forwarder.sendsAsNode("a", publish(Qos.ZERO, 1, 0, "x"));
        }
        assertThat(forwarder.takes()).hasSize(3);
        for (String node : new String[] {"b", "c", "d"}) {
            forwarder.sendsAsNode(node, publish(Qos.ZERO, 1, 0, "x"));
        }
        forwarder.gets(EngineFixture.encapsulated("b", DISCONNECT), EngineFixture.encapsulated("c", DISCONNECT));
    }

    @Test
    @Covers({"SN12-DEC-03"})
    void noAnswerToAStranger_isLargerThanItsCause() {
        for (StateInput input : StateInput.values()) {
            EngineFixture fixture = new EngineFixture();
            TestDevice stranger = fixture.device("s");
            stranger.sends(input.message);
            List<SnMessage> answers = stranger.takes();
            assertThat(answers).as(input.name()).hasSizeLessThanOrEqualTo(1);
            for (SnMessage answer : answers) {
                assertThat(SnEncoder.encodedLength(answer))
                        .as(input + " answered by " + answer)
                        .isLessThanOrEqualTo(SnEncoder.encodedLength(input.message));
            }
            fixture.checkNothingLeaks();
        }
    }

    @Test
    @Covers({"SN12-CNG-02", "SN12-SEC-01", "SN12-CONN-04"})
    void connectStorm_isAnsweredWithCongestion_beyondTheRateOfItsSource() {
        EngineFixture fixture = admitting(new Rate(1, 2), PLENTY);
        for (int i = 0; i < 5; i++) {
            TestDevice device = fixture.device("d" + i, 1, 5000 + i);
            device.sends(connectWithWill("d" + i, true));
            if (i < 2) {
                assertThat(device.takes()).hasSize(1);
            } else {
                device.gets(CONNACK_CONGESTION);
            }
        }
        assertThat(fixture.engine.sessions()).isEqualTo(2);
        TestDevice other = fixture.device("o", 2, 5000);
        other.sends(connect("o", true));
        other.gets(CONNACK);
        fixture.pass(1);
        TestDevice again = fixture.device("d4", 1, 5004);
        again.sends(connect("d4", true));
        again.gets(CONNACK);
        fixture.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-CNG-02"})
    void connectStorm_isAnsweredWithCongestion_beyondTheRateOfAll() {
        EngineFixture fixture = admitting(PLENTY, new Rate(1, 2));
        for (int i = 0; i < 4; i++) {
            TestDevice device = fixture.device("d" + i, 10 + i, 5000);
            device.sends(connect("d" + i, true));
            device.gets(i < 2 ? CONNACK : CONNACK_CONGESTION);
        }
        fixture.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-CNG-02", "SN12-AMB-02"})
    void connectStormOfOneClient_costsTheBrokerNoMoreThanTheRate_repetitionsAreFree() {
        EngineFixture fixture = admitting(new Rate(1, 2), PLENTY);
        TestDevice device = fixture.device("d");
        for (int i = 0; i < 20; i++) {
            device.sends(connect("d", true));
        }
        assertThat(device.takes()).hasSize(20).containsOnly(CONNACK);
        for (int i = 0; i < 20; i++) {
            device.sends(new Connect(false, true, 1, 100 + i, Octets.ofUtf8("d")));
        }
        assertThat(device.takes()).startsWith(CONNACK, CONNACK_CONGESTION).endsWith(CONNACK_CONGESTION);
        assertThat(device.leg().opens).hasSize(2);
        device.sends(PingReq.EMPTY);
        device.gets(PINGRESP);
        fixture.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-SEC-01", "SN12-CNG-02"})
    void sessionsPerSource_areLimited_andPlacesComeBack() {
        EngineFixture fixture = admitting(PLENTY, PLENTY);
        TestDevice[] devices = new TestDevice[4];
        for (int i = 0; i < 4; i++) {
            devices[i] = fixture.device("d" + i, 1, 5000 + i);
            devices[i].sends(connect("d" + i, true));
            devices[i].gets(i < 3 ? CONNACK : CONNACK_CONGESTION);
        }
        devices[0].sends(DISCONNECT);
        devices[3].sends(connect("d3", true));
        devices[3].gets(CONNACK);
        fixture.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-CNG-02"})
    void sessionsInAll_areLimited_withoutTouchingThoseThatExist() {
        EngineFixture fixture = admitting(PLENTY, PLENTY);
        fixture.sessionsMax = 1;
        TestDevice one = fixture.device("one", 1, 5000);
        one.sends(connect("one", true));
        one.gets(CONNACK);
        TestDevice two = fixture.device("two", 2, 5000);
        two.sends(connect("two", true));
        two.gets(CONNACK_CONGESTION);
        TestDevice sameAddress = new TestDevice(fixture, "three", one.peer);
        sameAddress.sends(connect("three", true));
        sameAddress.gets(CONNACK_CONGESTION);
        one.sends(PingReq.EMPTY);
        one.gets(PINGRESP);
        fixture.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-SEC-01", "SN12-AMB-08"})
    void clientThatNoEntryAllows_isRefusedForGood_andCannotTakeOver() {
        EngineFixture fixture = new EngineFixture();
        TestDevice known = fixture.device("known", 1, 5000);
        known.sends(connect("known", true));
        known.gets(CONNACK);
        ClientPolicy onlyHostOne = (clientId, peer) -> peer.isSameHost(known.peer) ? fixture.anyProfile() : null;
        fixture.policy = onlyHostOne;
        TestDevice thief = fixture.device("known", 2, 5000);
        thief.sends(connect("known", true));
        thief.gets(CONNACK_NOT_SUPPORTED);
        known.sends(PingReq.EMPTY);
        known.gets(PINGRESP);
        assertThat(fixture.observer.events).contains("refused known 3");
        fixture.checkNothingLeaks();
    }
}
