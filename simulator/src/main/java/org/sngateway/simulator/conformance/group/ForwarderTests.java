package org.sngateway.simulator.conformance.group;

import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.conformance.script.Case;
import org.sngateway.simulator.conformance.script.Device;
import org.sngateway.simulator.conformance.script.Finding;
import org.sngateway.simulator.conformance.script.Forwarder;
import org.sngateway.simulator.conformance.script.Level;
import org.sngateway.simulator.conformance.script.Reading;
import org.sngateway.simulator.conformance.script.Scene;
import org.sngateway.simulator.conformance.script.Topic;

import java.time.Duration;
import java.util.HexFormat;

import static org.sngateway.simulator.conformance.script.Messages.connect;
import static org.sngateway.simulator.conformance.script.Messages.normal;
import static org.sngateway.simulator.conformance.script.Messages.publish;
import static org.sngateway.simulator.conformance.script.Messages.resume;
import static org.sngateway.simulator.conformance.script.Messages.wake;

/** FWD: devices behind forwarders. */
public final class ForwarderTests {
    private static final ConnAck ACCEPTED = new ConnAck(ReturnCode.ACCEPTED);
    private static final Duration MOMENT = Duration.ofMillis(500);

    private ForwarderTests() {}

    /** Connects a node, or finds that the gateway does not listen to this forwarder. */
    private static Device connected(Scene scene, Device node) {
        node.send(connect(node.clientId(), 120));
        SnMessage answer = node.nextOrNothing(Duration.ofSeconds(2));
        if (answer == null) {
            throw Finding.notApplicable("encapsulated messages are not answered; see FWD-01");
        }
        scene.must(ACCEPTED.equals(answer), "CONNECT was answered with " + SnText.of(answer));
        return node;
    }

    @Case(
            id = "FWD-01",
            section = "5.5",
            covers = {"SN12-ENC-01", "SN12-ENC-06", "SN12-TV-62", "SN12-TV-63"},
            title = "an encapsulated CONNECT is answered with an encapsulated CONNACK for the same node")
    static void connectThrough(Scene scene) {
        Forwarder forwarder = scene.forwarder();
        Device node = forwarder.node("00 2A");
        node.send(connect(node.clientId(), 120));
        SnMessage answer = node.nextOrNothing(scene.patience());
        if (answer == null) {
            forwarder.itself().expectSilence(Duration.ofMillis(10));
            throw Finding.reading(
                    Reading.FORWARDERS, "it is not answered; forwarders may have to be declared, or are not supported");
        }
        scene.must(ACCEPTED.equals(answer), "it was answered with " + SnText.of(answer));
    }

    @Case(
            id = "FWD-02",
            section = "5.5",
            covers = {"SN12-ENC-04"},
            title = "node ids of one to eight octets, with 0x00 in them, come back as they were")
    static void nodeIds(Scene scene) {
        Forwarder forwarder = scene.forwarder();
        for (String nodeId : new String[] {"07", "00 00", "00 12 00", "00 12 4B 00 14 D5 2B 01"}) {
            connected(scene, forwarder.node(nodeId)).with().ping();
        }
    }

    @Case(
            id = "FWD-03",
            section = "5.5",
            covers = {"SN12-ENC-07"},
            title = "two nodes behind one forwarder are two clients: each gets its own messages")
    static void twoNodes(Scene scene) {
        Topic first = scene.withBroker().topic("first");
        Topic second = scene.topic("second");
        Forwarder forwarder = scene.forwarder();
        Device one = connected(scene, forwarder.node("01"));
        Device two = connected(scene, forwarder.node("02"));
        one.with().subscription(Qos.ONE, first);
        two.with().subscription(Qos.ONE, second);
        first.publish(Qos.ONE, "for one");
        second.publish(Qos.ONE, "for two");
        one.with().delivery(first, "for one");
        two.with().delivery(second, "for two");
    }

    @Case(
            id = "FWD-04",
            section = "5.5",
            covers = {"SN12-ENC-06", "SN12-PUBC-01"},
            title = "a forwarded PUBLISH arrives and is acknowledged to its node")
    static void publishThrough(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device node = connected(scene, scene.forwarder().node("0A 0B"));
        int id = node.with().registration(topic);
        node.send(publish(Qos.ONE, normal(id), 3, "through"));
        node.expect(new PubAck(id, 3, ReturnCode.ACCEPTED));
        topic.expect("through");
    }

    @Case(
            id = "FWD-05",
            section = "5.5",
            covers = {"SN12-ENC-05", "SN12-TV-65"},
            title = "the inner message may have a 3-octet Length")
    static void innerLong(Scene scene) {
        Device node = connected(scene, scene.forwarder().node("07"));
        node.sendLong(PingReq.EMPTY);
        node.expect(PingResp.class);
    }

    @Case(
            id = "FWD-06",
            section = "5.5",
            covers = {"SN12-ENC-03"},
            title = "the reserved bits of Ctrl are ignored")
    static void reservedControl(Scene scene) {
        Forwarder forwarder = scene.forwarder();
        Device node = connected(scene, forwarder.node("07"));
        byte[] inner = SnEncoder.encode(PingReq.EMPTY);
        forwarder.itself().sendRaw(Forwarder.pack(0xFD, new byte[] {7}, inner));
        node.expect(PingResp.class);
    }

    @Case(
            id = "FWD-07",
            section = "5.5",
            covers = {"SN12-BAD-48", "SN12-BAD-49", "SN12-BAD-50", "SN12-BAD-51", "SN12-BAD-58", "SN12-ENC-02"},
            level = Level.SHOULD,
            reading = Reading.MALFORMED,
            title = "encapsulations that are cut off are dropped")
    static void cutOff(Scene scene) {
        Forwarder forwarder = scene.forwarder();
        Device node = connected(scene, forwarder.node("2A"));
        forwarder
                .itself()
                .sendHex("02 FE")
                .sendHex("05 FE 00 00")
                .sendHex("04 FE 00 2A")
                .sendHex("04 FE 00 2A 05 16")
                .sendHex("01 00 0A FE 00 01 02 03 04 05");
        node.expectNoReaction();
        forwarder.itself().expectSilence(Duration.ofMillis(100));
    }

    @Case(
            id = "FWD-08",
            section = "5.5",
            covers = {"SN12-ENC-10", "SN12-BAD-52"},
            level = Level.SHOULD,
            reading = Reading.FORWARDERS,
            title = "an encapsulation in an encapsulation is dropped")
    static void nested(Scene scene) {
        Forwarder forwarder = scene.forwarder();
        Device node = connected(scene, forwarder.node("2A"));
        forwarder.itself().sendHex("04 FE 00 2A 04 FE 00 2A 02 16");
        node.expectSilence(MOMENT);
    }

    @Case(
            id = "FWD-09",
            section = "5.5",
            covers = {"SN12-ENC-12", "SN12-BAD-53"},
            level = Level.SHOULD,
            reading = Reading.MALFORMED,
            title = "an encapsulation of MQTT-SN 1.1 is dropped")
    static void version11(Scene scene) {
        Forwarder forwarder = scene.forwarder();
        Device node = connected(scene, forwarder.node("00 2A"));
        forwarder.itself().sendHex("00 02 00 2A 02 16");
        node.expectSilence(MOMENT);
        forwarder.itself().expectSilence(Duration.ofMillis(10));
    }

    @Case(
            id = "FWD-10",
            section = "5.5",
            covers = {"SN12-ENC-07", "SN12-AMB-08"},
            title = "a client that connects through another forwarder is reached there")
    static void otherForwarder(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device node = scene.forwarder().node("31");
        node.send(resume(node.clientId(), 120));
        if (node.nextOrNothing(Duration.ofSeconds(2)) == null) {
            throw Finding.notApplicable("encapsulated messages are not answered; see FWD-01");
        }
        node.with().subscription(Qos.ONE, topic);
        Device moved = scene.forwarder().node("31", node.clientId());
        moved.send(resume(moved.clientId(), 120));
        moved.expect(ACCEPTED);
        topic.publish(Qos.ONE, "there");
        moved.expectDelivery();
    }

    @Case(
            id = "FWD-11",
            section = "5.5",
            covers = {"SN12-ENC-07"},
            title = "the same node id behind two forwarders are two devices")
    static void sameNodeId(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device one = connected(scene, scene.forwarder().node("01"));
        Device two = connected(scene, scene.forwarder().node("01"));
        one.with().subscription(Qos.ONE, topic);
        topic.publish(Qos.ONE, "for one");
        one.with().delivery(topic, "for one");
        two.with().ping();
        two.expectSilence(Duration.ofMillis(200));
    }

    @Case(
            id = "FWD-12",
            section = "5.5",
            covers = {"SN12-ENC-07", "SN12-UNK-05"},
            title = "a forwarder may be a client itself, apart from its nodes")
    static void itself(Scene scene) {
        Forwarder forwarder = scene.forwarder();
        Device node = connected(scene, forwarder.node("01"));
        Device self = forwarder.itself();
        self.with().connection();
        node.with().ping();
        self.with().ping();
        self.with().disconnection();
        node.with().ping();
    }

    @Case(
            id = "FWD-13",
            section = "5.5, 6.14",
            covers = {"SN12-ENC-06", "SN12-SLP-03"},
            title = "a node sleeps and wakes up through its forwarder")
    static void sleeps(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device node = connected(scene, scene.forwarder().node("5C"));
        node.with().subscription(Qos.ONE, topic);
        node.with().sleep(120);
        topic.publish(Qos.ONE, "waited");
        node.expectSilence(MOMENT);
        node.send(wake(node.clientId()));
        node.with().delivery(topic, "waited");
        node.expect(PingResp.class);
    }

    @Case(
            id = "FWD-14",
            section = "5.5",
            covers = {"SN12-ENC-07", "SN12-AMB-08"},
            title = "a client whose node id has changed is answered under the new one")
    static void newNodeId(Scene scene) {
        Forwarder forwarder = scene.forwarder();
        Device node = connected(scene, forwarder.node("01"));
        Device renamed = forwarder.node("02", node.clientId());
        renamed.send(connect(renamed.clientId(), 120));
        renamed.expect(ACCEPTED);
        renamed.with().ping();
    }

    @Case(
            id = "FWD-15",
            section = "5.5, 6.1",
            covers = {"SN12-ENC-09", "SN12-AMB-44"},
            level = Level.SHOULD,
            reading = Reading.FORWARDERS,
            title = "SEARCHGW through a forwarder is answered through it")
    static void search(Scene scene) {
        Forwarder forwarder = scene.forwarder();
        connected(scene, forwarder.node("01"));
        Device node = forwarder.node("02");
        Device everyone = forwarder.node("");
        node.send(new SearchGw(1));
        SnMessage answer = node.nextOrNothing(MOMENT);
        if (answer == null) {
            answer = everyone.nextOrNothing(MOMENT);
        }
        scene.must(answer instanceof GwInfo, "no GWINFO came");
    }

    @Case(
            id = "FWD-16",
            section = "5.5, 6.12",
            covers = {"SN12-ENC-06", "SN12-DIS-01"},
            title = "DISCONNECT of one node ends its connection alone")
    static void disconnects(Scene scene) {
        Forwarder forwarder = scene.forwarder();
        Device one = connected(scene, forwarder.node("01"));
        Device two = connected(scene, forwarder.node("02"));
        one.send(Disconnect.PLAIN);
        one.expect(Disconnect.PLAIN);
        two.with().ping();
    }

    @Case(
            id = "FWD-17",
            section = "5.5",
            covers = {"SN12-ENC-04", "SN12-ENC-06"},
            level = Level.SHOULD,
            reading = Reading.UNKNOWN_SENDER,
            title = "an unknown node is told so by DISCONNECT under its own node id")
    static void unknownNode(Scene scene) {
        Forwarder forwarder = scene.forwarder();
        connected(scene, forwarder.node("01"));
        Device node = forwarder.node(HexFormat.of().formatHex(new byte[] {0x55, 0x66}));
        node.send(wake(node.clientId()));
        scene.must(node.isTurnedAway(), "nothing answered its PINGREQ");
    }
}
