package org.sngateway.gateway.session;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.WillTopicReq;
import org.sngateway.gateway.session.port.DropReason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sngateway.gateway.session.EngineFixture.encapsulated;
import static org.sngateway.gateway.session.Messages.CONNACK;
import static org.sngateway.gateway.session.Messages.DISCONNECT;
import static org.sngateway.gateway.session.Messages.PINGRESP;
import static org.sngateway.gateway.session.Messages.connect;
import static org.sngateway.gateway.session.Messages.connectWithWill;
import static org.sngateway.gateway.session.Messages.publish;

/** Devices behind a forwarder: each is a device of its own, known by forwarder and node (SN12 s.1.7). */
class ForwarderTest {
    private final EngineFixture fixture = new EngineFixture();
    private final TestDevice forwarder = fixture.device("forwarder", 50, 1883);

    @AfterEach
    void nothingLeaks() {
        fixture.checkNothingLeaks();
    }

    private void nodeGets(String node, SnMessage... messages) {
        Encapsulated[] wrapped = new Encapsulated[messages.length];
        for (int i = 0; i < messages.length; i++) {
            wrapped[i] = encapsulated(node, messages[i]);
        }
        forwarder.gets(wrapped);
    }

    private void nodeConnects(String node, String clientId) {
        forwarder.sendsAsNode(node, connect(clientId, false));
        nodeGets(node, CONNACK);
    }

    @Test
    @Covers({"SN12-ENC-06", "SN12-ENC-07", "SN12-ENC-04"})
    void nodesOfOneForwarder_areSeparateDevices_eachAnsweredUnderItsNodeId() {
        nodeConnects("a", "c1");
        nodeConnects("a\u0000", "c2");
        forwarder.sends(connect("c3", false));
        forwarder.gets(CONNACK);
        forwarder.sendsAsNode("a", Messages.register(1, "t/1"));
        nodeGets("a", Messages.regAck(0x0401, 1));
        forwarder.sendsAsNode("a\u0000", publish(Qos.ONE, 0x0401, 1, "x"));
        nodeGets("a\u0000", Messages.pubAck(0x0401, 1, org.sngateway.codec.v12.ReturnCode.INVALID_TOPIC_ID));
        assertThat(fixture.engine.sessions()).isEqualTo(3);
        forwarder.sendsAsNode("a", DISCONNECT);
        nodeGets("a", DISCONNECT);
        forwarder.sendsAsNode("a\u0000", PingReq.EMPTY);
        nodeGets("a\u0000", PINGRESP);
        forwarder.sends(PingReq.EMPTY);
        forwarder.gets(PINGRESP);
    }

    @Test
    @Covers({"SN12-ENC-07", "SN12-AMB-08"})
    void nodeUnderANewNodeId_isAnsweredThere() {
        nodeConnects("a", "c1");
        forwarder.sendsAsNode("b", connect("c1", false));
        assertThat(forwarder.takes()).containsExactly(encapsulated("a", DISCONNECT), encapsulated("b", CONNACK));
        fixture.device("c1").isDelivered("x", "unsubscribed", Qos.ZERO);
        forwarder.takes();
        forwarder.sendsAsNode("b", PingReq.EMPTY);
        nodeGets("b", PINGRESP);
        forwarder.sendsAsNode("a", PingReq.EMPTY);
        nodeGets("a", DISCONNECT);
    }

    @Test
    @Covers({"SN12-ENC-07", "SN12-AMB-25"})
    void sleepingNode_wakesThroughAnotherPortOfItsForwarder_notThroughAnotherForwarder() {
        nodeConnects("a", "c1");
        forwarder.sendsAsNode("a", new Disconnect(6000));
        nodeGets("a", DISCONNECT);
        PingReq wake = new PingReq(Octets.ofUtf8("c1"));
        TestDevice otherForwarder = fixture.device("forwarder", 51, 1883);
        otherForwarder.sendsAsNode("a", wake);
        otherForwarder.gets(encapsulated("a", DISCONNECT));
        forwarder.sendsAsNode("b", wake);
        nodeGets("b", DISCONNECT);
        TestDevice samePlace = forwarder.atPort(2000);
        samePlace.sendsAsNode("a", wake);
        samePlace.gets(encapsulated("a", PINGRESP));
        otherForwarder.sendsAsNode("a", connect("c1", false));
        otherForwarder.gets(encapsulated("a", CONNACK));
    }

    @Test
    @Covers({"SN12-ENC-07", "SN12-AMB-09"})
    void anotherClientOnAKnownNode_takesThatNode_notTheForwarder() {
        nodeConnects("a", "c1");
        nodeConnects("b", "c2");
        nodeConnects("a", "c3");
        assertThat(fixture.session("c1").state()).isInstanceOf(SessionState.Lost.class);
        assertThat(fixture.session("c2").state()).isEqualTo(SessionState.Active.INSTANCE);
    }

    @Test
    @Covers({"SN12-ENC-08", "SN12-ENC-09", "SN12-AMB-44", "SN12-AMB-39"})
    void searchThroughAForwarder_isAnsweredToAllItsNodes_radiusClamped() {
        for (int radius : new int[] {0, 2, 3, 4, 255}) {
            forwarder.sendsAsNode("a", new SearchGw(radius));
            forwarder.gets(new Encapsulated(Math.min(radius, 3), Octets.EMPTY, new GwInfo(1, Octets.EMPTY)));
        }
    }

    @Test
    @Covers({"SN12-ENC-04", "SN12-ENC-09"})
    void withoutANodeId_onlyASearchIsHeard_becauseAnswersWouldGoToAllNodes() {
        forwarder.sendsAsNode("", connect("c1", false));
        forwarder.sendsAsNode("", PingReq.EMPTY);
        forwarder.sendsAsNode("", publish(Qos.ZERO, 1, 0, "x"));
        forwarder.sendsAsNode("", DISCONNECT);
        forwarder.getsNothing();
        assertThat(fixture.engine.sessions()).isZero();
        assertThat(fixture.observer.drops(DropReason.FORWARDED_WITHOUT_NODE)).isEqualTo(4);
        forwarder.sendsAsNode("", new SearchGw(2));
        forwarder.gets(new Encapsulated(2, Octets.EMPTY, new GwInfo(1, Octets.EMPTY)));
    }

    @Test
    @Covers({"SN12-ENC-11"})
    void encapsulationFromAHostThatMayNot_isDroppedWithoutEffect() {
        EngineFixture closed = new EngineFixture(TestOptions.identity(o -> new EngineOptions.Identity(
                o.gwId(), o.advertiseNanos(), source -> source.port() == 1883, o.clientIdOctetsMax())));
        TestDevice rogue = closed.device("f", 60, 666);
        rogue.sendsAsNode("a", connect("c1", true));
        rogue.sendsAsNode("a", new SearchGw(0));
        rogue.getsNothing();
        assertThat(closed.engine.sessions()).isZero();
        assertThat(closed.observer.drops(DropReason.FORWARDER_NOT_ALLOWED)).isEqualTo(2);
        TestDevice good = closed.device("f", 60, 1883);
        good.sendsAsNode("a", connect("c1", true));
        good.gets(encapsulated("a", CONNACK));
        closed.checkNothingLeaks();
    }

    @Test
    @Covers({"SN12-UNK-01", "SN12-ENC-06", "SN12-QM1-04"})
    void unknownNode_isToldSo_andItsHandshakeWorks() {
        forwarder.sendsAsNode("a", publish(Qos.ZERO, 1, 0, "x"));
        nodeGets("a", DISCONNECT);
        forwarder.sendsAsNode("a", connectWithWill("c1", true));
        nodeGets("a", new WillTopicReq());
        forwarder.sendsAsNode("b", Messages.willTopic("w"));
        nodeGets("b", DISCONNECT);
        forwarder.sendsAsNode("a", DISCONNECT);
        nodeGets("a", DISCONNECT);
        forwarder.sendsAsNode("a", DISCONNECT);
        nodeGets("a", DISCONNECT);
        forwarder.sendsAsNode("b", DISCONNECT);
        forwarder.getsNothing();
    }

    @Test
    @Covers({"SN12-KA-02"})
    void eachNodeHasItsOwnKeepAlive() {
        nodeConnects("a", "c1");
        nodeConnects("b", "c2");
        for (int i = 0; i < 4; i++) {
            fixture.pass(30);
            forwarder.sendsAsNode("a", PingReq.EMPTY);
            nodeGets("a", PINGRESP);
        }
        assertThat(fixture.session("c1").state()).isEqualTo(SessionState.Active.INSTANCE);
        assertThat(fixture.session("c2").state()).isInstanceOf(SessionState.Lost.class);
    }
}
