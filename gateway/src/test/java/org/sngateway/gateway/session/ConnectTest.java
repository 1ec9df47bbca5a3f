package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.WillMsgReq;
import org.sngateway.codec.v12.WillTopicReq;
import org.sngateway.gateway.session.port.BrokerEvent;
import org.sngateway.gateway.session.port.Peer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.session.Messages.CONNACK;
import static org.sngateway.gateway.session.Messages.CONNACK_NOT_SUPPORTED;
import static org.sngateway.gateway.session.Messages.PINGRESP;
import static org.sngateway.gateway.session.Messages.connect;
import static org.sngateway.gateway.session.Messages.connectWithWill;
import static org.sngateway.gateway.session.Messages.willMsg;
import static org.sngateway.gateway.session.Messages.willTopic;

/** CONNECT and its handshake (SN12 s.2.3), with what networks repeat, lose and reorder. */
class ConnectTest {
    private final EngineFixture fixture = new EngineFixture();
    private final TestDevice c1 = fixture.device("c1");

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private static Connect connectAs(Octets clientId, boolean clean) {
        return new Connect(false, clean, 1, 60, clientId);
    }

    @Test
    @Covers({"SN12-CONN-01", "SN12-CONN-03", "SN12-CONN-10", "SN12-AMB-43"})
    void connackFollowsTheBrokers_andMessagesBeforeItAreDropped() {
        fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
        c1.sends(connect("c1", true));
        c1.sends(Messages.register(1, "a/b"));
        c1.sends(PingReq.EMPTY);
        c1.getsNothing();
        c1.leg().say(new BrokerEvent.Opened(c1.leg().lastEpoch(), false));
        fixture.settle();
        c1.gets(CONNACK);
        assertThat(c1.leg().lastOpen().cleanStart()).isTrue();
        assertThat(c1.leg().lastOpen().cleanSession()).isTrue();
        assertThat(c1.leg().lastOpen().will()).isNull();
    }

    @Test
    @Covers({"SN12-CONN-07", "SN12-STA-10"})
    void connectRepeatedWhileTheBrokerIsAsked_isAbsorbed() {
        fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
        for (int i = 0; i < 4; i++) {
            c1.sends(connect("c1", true));
            fixture.pass(10);
        }
        c1.getsNothing();
        assertThat(c1.leg().opens).hasSize(1);
        c1.leg().say(new BrokerEvent.Opened(c1.leg().lastEpoch(), false));
        fixture.settle();
        c1.gets(CONNACK);
    }

    @Test
    @Covers({"SN12-CONN-07", "SN12-CONN-11"})
    void handshakeOutOfOrder_goesOnlyForward() {
        c1.sends(connectWithWill("c1", true));
        c1.gets(new WillTopicReq());
        c1.sends(willMsg("too early"));
        c1.getsNothing();
        c1.sends(willTopic("w/1"));
        c1.gets(new WillMsgReq());
        c1.sends(connectWithWill("c1", true));
        c1.gets(new WillMsgReq());
        c1.sends(willTopic("w/2"));
        c1.gets(new WillMsgReq());
        c1.sends(willMsg("bye"));
        c1.gets(CONNACK);
        c1.sends(willTopic("w/3"));
        c1.getsNothing();
        assertThat(c1.leg().lastOpen().will()).extracting("topic").isEqualTo("w/2");
        assertThat(fixture.session("c1").storedWill().topic()).isEqualTo("w/2");
    }

    @Test
    @Covers({"SN12-CONN-07"})
    void willMsgRepeatedLate_isNoRepetitionAnyMore() {
        c1.sends(connectWithWill("c1", true));
        c1.sends(willTopic("w/1"));
        c1.sends(willMsg("bye"));
        c1.takes();
        c1.sends(willMsg("other"));
        c1.getsNothing();
        assertThat(fixture.session("c1").storedWill().message()).isEqualTo(Octets.ofUtf8("bye"));
    }

    @Test
    @Covers({"SN12-AMB-02", "SN12-STA-17", "SN12-STA-15"})
    void connectRepeatedRightAfterConnack_isAnsweredAgainWithoutSideEffect_andCountsAsHeard() {
        c1.sends(connect("c1", true));
        c1.gets(CONNACK);
        fixture.pass(60);
        c1.sends(connect("c1", true));
        c1.gets(CONNACK);
        assertThat(c1.leg().opens).hasSize(1);
        fixture.pass(60);
        assertThat(c1.state()).isEqualTo(SessionState.Active.INSTANCE);
    }

    @Test
    @Covers({"SN12-AMB-02", "SN12-STA-18", "SN12-CLS-03"})
    void connectAfterOtherMessages_isANewConnectionWithoutTheOldOnesWill() {
        c1.sends(connectWithWill("c1", true));
        c1.sends(willTopic("w/c1"));
        c1.sends(willMsg("bye"));
        c1.sends(Messages.register(1, "a/b"));
        c1.takes();
        c1.sends(connect("c1", true));
        c1.gets(CONNACK);
        assertThat(c1.leg().opens).hasSize(2);
        assertThat(c1.leg().lastOpen().cleanStart()).isTrue();
        assertThat(c1.leg().lastOpen().will()).isNull();
        assertThat(c1.leg().publishes).isEmpty();
        c1.sends(Messages.publish(Qos.ONE, 0x0401, 2, "x"));
        c1.gets(Messages.pubAck(0x0401, 2, org.sngateway.codec.v12.ReturnCode.INVALID_TOPIC_ID));
    }

    @Test
    @Covers({"SN12-AMB-02"})
    void sameConnectLaterThanARetransmissionCanBe_isANewConnection() {
        TestDevice slow = fixture.device("slow");
        Connect connect = new Connect(false, true, 1, 600, Octets.ofUtf8("slow"));
        slow.sends(connect);
        fixture.pass(91);
        slow.sends(connect);
        assertThat(slow.takes()).containsExactly(CONNACK, CONNACK);
        assertThat(slow.leg().opens).hasSize(2);
    }

    @Test
    @Covers({"SN12-AMB-13"})
    void emptyClientId_getsOneWithACleanSession_otherwiseNot() {
        c1.sends(connectAs(Octets.EMPTY, false));
        c1.gets(CONNACK_NOT_SUPPORTED);
        assertThat(fixture.engine.sessions()).isZero();
        c1.sends(connectAs(Octets.EMPTY, true));
        c1.sends(connectAs(Octets.EMPTY, true));
        c1.gets(CONNACK, CONNACK);
        assertThat(fixture.engine.sessions()).isEqualTo(1);
        assertThat(fixture.broker.of("sn-10-0-0-1-5000").opens).hasSize(1);
    }

    @Test
    @Covers({"SN12-AMB-13"})
    void assignedClientIds_differForDifferentPeers() {
        long subnet = 0xFD00L << 48;
        Peer.Udp one = new Peer.Udp(0, subnet, 1L << 16 | 2, 0, 5000);
        Peer.Udp two = new Peer.Udp(0, subnet | 1L << 32, 2, 0, 5000);
        Peer.Udp scoped = new Peer.Udp(0, subnet, 1, 2, 5000);
        Peer.Udp v4 = Peer.Udp.ofIpv4(0, 10 << 24 | 1, 5000);
        Peer node = new Peer.Forwarded(v4, Octets.ofUtf8("a"));
        Peer noNode = new Peer.Forwarded(v4, Octets.EMPTY);
        Set<String> ids = new HashSet<>();
        for (Peer peer : List.of(one, two, scoped, v4, node, noNode)) {
            String id = ClientIds.assigned(peer);
            assertThat(id).matches("sn-[0-9a-z-]+");
            ids.add(id);
        }
        assertThat(ids).hasSize(6);
    }

    @Test
    @Covers({"SN12-AMB-14", "SN12-FLD-01", "SN12-UNK-04"})
    void clientIds_areTextUpTo128Octets() {
        String euro = "\u20AC";
        List<String> good =
                List.of("a", "Paho:0:client", "0123456789".repeat(6), "x".repeat(80), "x".repeat(128), euro.repeat(42));
        for (String id : good) {
            TestDevice device = fixture.device(id, 9, 5000 + id.length());
            device.sends(connectAs(Octets.ofUtf8(id), true));
            device.gets(CONNACK);
            assertThat(device.leg().clientId).isEqualTo(id);
            device.wakes();
            device.gets(PINGRESP);
        }
        List<Octets> bad = List.of(
                Octets.ofUtf8("x".repeat(129)),
                Octets.ofUtf8("x".repeat(300)),
                Octets.ofUtf8(euro.repeat(43)),
                Octets.ofUtf8("a\u0000b"),
                Octets.ofUtf8("a\u001Fb"),
                Octets.ofUtf8("a\u007Fb"),
                Octets.copyOf(new byte[] {(byte) 0xC3, 0x28}));
        for (Octets id : bad) {
            c1.sends(connectAs(id, true));
            c1.gets(CONNACK_NOT_SUPPORTED);
        }
        assertThat(fixture.engine.sessions()).isEqualTo(good.size());
    }

    @Test
    @Covers({"SN12-AMB-14"})
    void theSpecificationsOwnLimitOf23Octets_isAnOption() {
        EngineFixture strict = new EngineFixture(TestOptions.identity(
                o -> new EngineOptions.Identity(o.gwId(), o.advertiseNanos(), o.forwarders(), 23)));
        TestDevice device = strict.device("d");
        device.sends(connectAs(Octets.ofUtf8("x".repeat(24)), true));
        device.gets(CONNACK_NOT_SUPPORTED);
        device.sends(connectAs(Octets.ofUtf8("x".repeat(23)), true));
        device.gets(CONNACK);
        strict.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-UNK-04"})
    void clientIdThatIsAPrefixOfAnother_isAnotherClient() {
        TestDevice longer = fixture.device("abcdef", 2, 5000);
        longer.sends(connect("abcdef", true));
        longer.sends(Messages.register(1, "a/b"));
        longer.takes();
        TestDevice prefix = fixture.device("abc", 3, 5000);
        prefix.sends(connect("abc", true));
        prefix.gets(CONNACK);
        TestDevice upper = fixture.device("ABCDEF", 4, 5000);
        upper.sends(connect("ABCDEF", true));
        upper.gets(CONNACK);
        longer.sends(Messages.publish(Qos.ONE, 0x0401, 2, "x"));
        longer.gets(Messages.pubAck(0x0401, 2));
        assertThat(fixture.engine.sessions()).isEqualTo(3);
    }

    @Test
    @Covers({"SN12-CONN-05", "SN12-AMB-45"})
    void otherProtocolIds_areRefusedWithoutARecord() {
        for (int protocolId : new int[] {0, 2, 255}) {
            c1.sends(new Connect(false, true, protocolId, 60, Octets.ofUtf8("c1")));
            c1.gets(CONNACK_NOT_SUPPORTED);
        }
        assertThat(fixture.engine.sessions()).isZero();
    }

    @Test
    void onlySlotsManyLegsAreOpenedAtOnce_theOthersTakeTheirTurn() {
        fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
        for (int i = 0; i < 10; i++) {
            fixture.device("d" + i, 20 + i, 5000).sends(connect("d" + i, true));
        }
        assertThat(fixture.broker.allLegs).hasSize(EngineFixture.CONNECT_SLOTS);
        fixture.broker.connects = ScriptedBroker.Connects.ACCEPTED;
        for (ScriptedBroker.Leg leg : List.copyOf(fixture.broker.allLegs)) {
            leg.say(new BrokerEvent.Opened(leg.lastEpoch(), false));
        }
        fixture.settle();
        assertThat(fixture.broker.allLegs).hasSize(10);
    }
}
