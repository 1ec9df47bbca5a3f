package org.sngateway.simulator.conformance.group;

import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.WillMsgReq;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicReq;
import org.sngateway.simulator.conformance.script.Case;
import org.sngateway.simulator.conformance.script.Device;
import org.sngateway.simulator.conformance.script.Finding;
import org.sngateway.simulator.conformance.script.Level;
import org.sngateway.simulator.conformance.script.Reading;
import org.sngateway.simulator.conformance.script.Scene;
import org.sngateway.simulator.conformance.script.Topic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import static org.sngateway.simulator.conformance.script.Messages.connect;
import static org.sngateway.simulator.conformance.script.Messages.normal;
import static org.sngateway.simulator.conformance.script.Messages.publish;
import static org.sngateway.simulator.conformance.script.Messages.resume;
import static org.sngateway.simulator.conformance.script.Messages.willMsg;
import static org.sngateway.simulator.conformance.script.Messages.willTopic;
import static org.sngateway.simulator.conformance.script.Messages.withWill;

/** CON: setting up and ending a connection, its handshake for the Will, client ids, and keep-alive. */
public final class ConnectTests {
    private static final int KEEP_ALIVE = 60;
    private static final ReturnCode OK = ReturnCode.ACCEPTED;

    private ConnectTests() {}

    @Case(
            id = "CON-01",
            section = "6.2",
            covers = {"SN12-CONN-01", "SN12-STA-01", "SN12-MSG-05"},
            title = "CONNECT without a Will is answered with CONNACK")
    static void plain(Scene scene) {
        Device device = scene.device();
        device.send(connect(device.clientId(), KEEP_ALIVE));
        device.expect(new ConnAck(OK));
    }

    @Case(
            id = "CON-02",
            section = "6.2",
            covers = {
                "SN12-STA-02",
                "SN12-STA-07",
                "SN12-STA-09",
                "SN12-MSG-04",
                "SN12-MSG-06",
                "SN12-MSG-08",
                "SN12-CONN-02",
                "SN12-SEQ-01"
            },
            title = "CONNECT with a Will: WILLTOPICREQ, WILLMSGREQ, CONNACK, in this order")
    static void willHandshake(Scene scene) {
        Device device = scene.device();
        device.send(withWill(connect(device.clientId(), KEEP_ALIVE)));
        device.expect(WillTopicReq.class);
        device.send(willTopic(scene.topic("will").name(), Qos.ONE));
        device.expect(WillMsgReq.class);
        device.send(willMsg("gone"));
        device.expect(new ConnAck(OK));
    }

    @Case(
            id = "CON-03",
            section = "6.3",
            covers = {"SN12-CONN-06", "SN12-STA-08", "SN12-SEQ-09"},
            title = "an empty WILLTOPIC is answered with CONNACK, without WILLMSGREQ")
    static void emptyWillTopic(Scene scene) {
        Device device = scene.device();
        device.send(withWill(connect(device.clientId(), KEEP_ALIVE)));
        device.expect(WillTopicReq.class);
        device.sendHex("02 07");
        device.expect(new ConnAck(OK));
    }

    @Case(
            id = "CON-04",
            section = "5.4.9",
            covers = {"SN12-FLD-13", "SN12-MSG-09", "SN12-AMB-33"},
            title = "a Will message may be empty")
    static void emptyWillMessage(Scene scene) {
        Device device = scene.device();
        device.send(withWill(connect(device.clientId(), KEEP_ALIVE)));
        device.expect(WillTopicReq.class);
        device.send(willTopic(scene.topic("will").name(), Qos.ZERO));
        device.expect(WillMsgReq.class);
        device.sendHex("02 09");
        device.expect(new ConnAck(OK));
    }

    @Case(
            id = "CON-05",
            section = "6.2, 6.13",
            covers = {"SN12-CONN-07", "SN12-STA-10", "SN12-TMR-02"},
            title = "CONNECT repeated during the handshake for the Will: WILLTOPICREQ again")
    static void repeatedConnectInHandshake(Scene scene) {
        Device device = scene.device();
        Connect connect = withWill(connect(device.clientId(), KEEP_ALIVE));
        device.send(connect);
        device.expect(WillTopicReq.class);
        device.send(connect);
        device.expect(WillTopicReq.class);
    }

    @Case(
            id = "CON-06",
            section = "6.2, 6.13",
            covers = {"SN12-CONN-07", "SN12-TMR-02"},
            title = "WILLTOPIC repeated: WILLMSGREQ again")
    static void repeatedWillTopic(Scene scene) {
        Device device = scene.device();
        device.send(withWill(connect(device.clientId(), KEEP_ALIVE)));
        device.expect(WillTopicReq.class);
        WillTopic topic = willTopic(scene.topic("will").name(), Qos.ONE);
        device.send(topic);
        device.expect(WillMsgReq.class);
        device.send(topic);
        device.expect(WillMsgReq.class);
        device.send(willMsg("gone"));
        device.expect(new ConnAck(OK));
    }

    @Case(
            id = "CON-07",
            section = "6.2, 6.13",
            covers = {"SN12-CONN-07", "SN12-TMR-02"},
            title = "WILLMSG repeated after CONNACK: CONNACK again")
    static void repeatedWillMsg(Scene scene) {
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), KEEP_ALIVE), scene.topic("will"), "gone");
        device.send(willMsg("gone"));
        device.expect(new ConnAck(OK));
    }

    @Case(
            id = "CON-08",
            section = "6.2, 6.13",
            covers = {"SN12-TMR-02", "SN12-AMB-02", "SN12-STA-17"},
            title = "CONNECT repeated after CONNACK: CONNACK again")
    static void repeatedConnect(Scene scene) {
        Device device = scene.device();
        Connect connect = connect(device.clientId(), KEEP_ALIVE);
        device.send(connect);
        device.expect(new ConnAck(OK));
        device.send(connect);
        device.expect(new ConnAck(OK));
        device.with().ping();
    }

    /** The code of CONNACK, accepting or refusing, which is for the gateway to choose. */
    private static ReturnCode answerTo(Device device, Connect connect) {
        device.send(connect);
        SnMessage answer = device.nextOrNothing(Duration.ofSeconds(3));
        if (answer instanceof ConnAck ack) {
            return ack.returnCode();
        }
        throw Finding.violation(answer == null ? "no CONNACK came" : "CONNECT was answered with " + SnText.of(answer));
    }

    private static Connect withClientId(byte[] clientId) {
        return new Connect(false, true, 1, KEEP_ALIVE, Octets.copyOf(clientId));
    }

    private static void accepts(Scene scene, String clientId) {
        Device device = scene.device();
        device.send(connect(clientId, KEEP_ALIVE));
        device.expect(new ConnAck(OK));
    }

    @Case(
            id = "CON-09",
            section = "5.3.8",
            covers = {"SN12-CONN-05", "SN12-FLD-07", "SN12-AMB-45"},
            level = Level.SHOULD,
            reading = Reading.PROTOCOL_ID,
            title = "CONNECT with an unknown ProtocolId is refused with 0x03, and makes no session")
    static void unknownProtocol(Scene scene) {
        Device device = scene.device();
        ReturnCode code =
                answerTo(device, new Connect(false, true, 0x7F, KEEP_ALIVE, Octets.ofUtf8(device.clientId())));
        scene.must(ReturnCode.NOT_SUPPORTED.equals(code), "CONNACK says " + SnText.of(code));
        device.send(PingReq.EMPTY);
        scene.must(!(device.nextOrNothing(Duration.ofSeconds(1)) instanceof PingResp), "the client is connected");
    }

    @Case(
            id = "CON-10",
            section = "5.3.1",
            covers = {"SN12-FLD-01"},
            title = "a client id of 23 characters is accepted")
    static void clientIdOf23(Scene scene) {
        String id = scene.device().clientId();
        accepts(scene, id + "x".repeat(23 - id.length()));
    }

    @Case(
            id = "CON-11",
            section = "5.3.1",
            covers = {"SN12-FLD-01"},
            title = "a client id of one character is accepted")
    static void clientIdOf1(Scene scene) {
        accepts(scene, String.valueOf(scene.bed().letter()));
    }

    @Case(
            id = "CON-12",
            section = "5.3.1",
            covers = {"SN12-AMB-14", "SN12-BAD-19"},
            level = Level.SHOULD,
            reading = Reading.CLIENT_ID,
            title = "a client id of 29 octets is accepted, or refused with 0x03")
    static void clientIdOf29(Scene scene) {
        String id = scene.device().clientId();
        ReturnCode code = answerTo(scene.device(), connect(id + "x".repeat(29 - id.length()), KEEP_ALIVE));
        scene.must(OK.equals(code) || ReturnCode.NOT_SUPPORTED.equals(code), "CONNACK says " + SnText.of(code));
    }

    @Case(
            id = "CON-13",
            section = "5.3.1",
            covers = {"SN12-AMB-13", "SN12-BAD-17"},
            level = Level.SHOULD,
            reading = Reading.CLIENT_ID,
            title = "an empty client id is given one, or refused with 0x03")
    static void emptyClientId(Scene scene) {
        ReturnCode code = answerTo(scene.device(), withClientId(new byte[0]));
        scene.must(OK.equals(code) || ReturnCode.NOT_SUPPORTED.equals(code), "CONNACK says " + SnText.of(code));
    }

    @Case(
            id = "CON-14",
            section = "5.3.1",
            covers = {"SN12-AMB-14", "SN12-FLD-14", "SN12-BAD-20"},
            level = Level.SHOULD,
            reading = Reading.CLIENT_ID,
            title = "a client id that is no UTF-8 is refused with 0x03")
    static void clientIdNoText(Scene scene) {
        ReturnCode code = answerTo(scene.device(), withClientId(new byte[] {'c', (byte) 0xC3, 0x28}));
        scene.must(ReturnCode.NOT_SUPPORTED.equals(code), "CONNACK says " + SnText.of(code));
    }

    @Case(
            id = "CON-15",
            section = "5.3.1",
            covers = {"SN12-AMB-14"},
            level = Level.SHOULD,
            reading = Reading.CLIENT_ID,
            title = "a client id of other letters than ASCII is accepted")
    static void clientIdUtf8(Scene scene) {
        Device device = scene.device();
        ReturnCode code =
                answerTo(device, withClientId(("\u00e4\u6e29" + device.clientId()).getBytes(StandardCharsets.UTF_8)));
        scene.must(OK.equals(code), "CONNACK says " + SnText.of(code));
    }

    @Case(
            id = "CON-16",
            section = "6.12",
            covers = {"SN12-DIS-01", "SN12-STA-19", "SN12-MSG-21"},
            title = "DISCONNECT is answered with DISCONNECT")
    static void disconnect(Scene scene) {
        Device device = scene.connected();
        device.send(Disconnect.PLAIN);
        device.expect(Disconnect.PLAIN);
    }

    @Case(
            id = "CON-17",
            section = "6.12",
            covers = {"SN12-STA-12"},
            title = "DISCONNECT during the handshake for the Will ends it")
    static void disconnectInHandshake(Scene scene) {
        Device device = scene.device();
        device.send(withWill(connect(device.clientId(), KEEP_ALIVE)));
        device.expect(WillTopicReq.class);
        device.send(Disconnect.PLAIN);
        device.expect(Disconnect.PLAIN);
        device.send(PingReq.EMPTY);
        SnMessage answer = device.nextOrNothing(Duration.ofMillis(700));
        scene.must(!(answer instanceof PingResp), "the client is connected");
    }

    @Case(
            id = "CON-18",
            section = "5.4.21",
            covers = {"SN12-AMB-10", "SN12-TV-56"},
            level = Level.SHOULD,
            reading = Reading.DISCONNECT_ZERO,
            title = "DISCONNECT with Duration 0 ends the connection like one without")
    static void disconnectZero(Scene scene) {
        Device device = scene.connected();
        device.sendHex("04 18 00 00");
        device.expect(Disconnect.PLAIN);
        device.send(PingReq.EMPTY);
        scene.must(
                !(device.nextOrNothing(Duration.ofSeconds(1)) instanceof PingResp),
                "the client is asleep, not disconnected");
    }

    @Case(
            id = "CON-19",
            section = "6.12",
            covers = {"SN12-DIS-01", "SN12-STA-41", "SN12-UNK-01"},
            title = "after DISCONNECT nothing of that client is published")
    static void publishAfterDisconnect(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.with().disconnection();
        device.send(publish(Qos.ONE, normal(id), 8, "late"));
        boolean isTold = device.isTurnedAway();
        topic.expectNone("late");
        scene.should(isTold, Reading.UNKNOWN_SENDER, "the client is not told by DISCONNECT that it has no connection");
    }

    @Case(
            id = "CON-20",
            section = "5.4.4",
            covers = {"SN12-AMB-27", "SN12-CONN-12"},
            level = Level.SHOULD,
            reading = Reading.KEEP_ALIVE_ZERO,
            title = "keep-alive 0 is accepted, and not supervised")
    static void keepAliveZero(Scene scene) {
        Device device = scene.device();
        device.send(connect(device.clientId(), 0));
        device.expect(new ConnAck(OK));
        scene.pause(Duration.ofSeconds(3));
        device.with().ping();
    }

    @Case(
            id = "CON-21",
            section = "6.11",
            covers = {"SN12-KA-01", "SN12-STA-16", "SN12-MSG-20"},
            title = "PINGREQ is answered with PINGRESP")
    static void ping(Scene scene) {
        Device device = scene.connected();
        device.send(PingReq.EMPTY);
        device.expect(PingResp.class);
    }

    @Case(
            id = "CON-22",
            section = "6.11",
            covers = {"SN12-KA-09"},
            level = Level.SHOULD,
            reading = Reading.WAKE_WITHOUT_CLIENT_ID,
            title = "PINGREQ with the client's own id while it is active: PINGRESP, and it stays active")
    static void pingWithId(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, topic);
        device.send(new PingReq(Octets.ofUtf8(device.clientId())));
        device.expect(PingResp.class);
        topic.publish(Qos.ONE, "still active");
        device.with().delivery(topic, "still active");
    }

    @Case(
            id = "CON-23",
            section = "6.11",
            covers = {"SN12-KA-01", "SN12-STA-15"},
            title = "a client that pings within its keep-alive stays connected")
    static void keepsAlive(Scene scene) {
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), 4));
        for (int ping = 0; ping < 4; ping++) {
            scene.pause(Duration.ofSeconds(2));
            device.with().ping();
        }
    }

    @Case(
            id = "CON-24",
            section = "6.12, 6.14",
            covers = {"SN12-KA-04", "SN12-STA-21", "SN12-STA-41"},
            level = Level.SHOULD,
            reading = Reading.SUPERVISION,
            title = "a client that is silent for much longer than its keep-alive is told so when it comes back")
    static void lost(Scene scene) {
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), 2));
        device.mute();
        scene.pause(Duration.ofSeconds(8));
        device.collect(Duration.ofMillis(10));
        device.send(PingReq.EMPTY);
        SnMessage answer = device.nextOrNothing(scene.patience());
        if (answer == null) {
            throw Finding.reading(Reading.UNKNOWN_SENDER, "no DISCONNECT, no PINGRESP came");
        }
        scene.must(answer instanceof Disconnect, "the client still counts as connected: " + SnText.of(answer));
    }

    @Case(
            id = "CON-25",
            section = "7.2",
            covers = {"SN12-KA-03"},
            level = Level.SHOULD,
            reading = Reading.SUPERVISION,
            title = "the keep-alive has a tolerance: a ping after 1.2 times the period still counts")
    static void tolerance(Scene scene) {
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), 5));
        scene.pause(Duration.ofSeconds(6));
        device.with().ping();
    }

    @Case(
            id = "CON-26",
            section = "6.2",
            covers = {"SN12-CONN-10", "SN12-CONN-02", "SN12-STA-13"},
            title = "nothing is published for a client whose handshake for the Will is not over")
    static void publishInHandshake(Scene scene) {
        Topic topic = scene.withBroker().shortTopic();
        Device device = scene.device();
        device.send(withWill(connect(device.clientId(), KEEP_ALIVE)));
        device.expect(WillTopicReq.class);
        device.send(publish(Qos.ZERO, topic.shortRef(), 0, "too early"));
        topic.expectNone("too early");
    }

    @Case(
            id = "CON-27",
            section = "6.3",
            covers = {"SN12-FLG-05", "SN12-CONN-14", "SN12-BAD-45"},
            level = Level.SHOULD,
            reading = Reading.INVALID_WILL,
            title = "a Will with QoS 0b11 is refused with CONNACK 0x03")
    static void willQos3(Scene scene) {
        refusesWill(
                scene, new WillTopic(Qos.MINUS_ONE, false, scene.topic("will").octets()));
    }

    @Case(
            id = "CON-28",
            section = "6.3",
            covers = {"SN12-CONN-14"},
            level = Level.SHOULD,
            reading = Reading.INVALID_WILL,
            title = "a Will topic with a wildcard is refused with CONNACK 0x03")
    static void willWildcard(Scene scene) {
        refusesWill(scene, willTopic(scene.filter("#"), Qos.ZERO));
    }

    private static void refusesWill(Scene scene, WillTopic topic) {
        Device device = scene.device();
        device.send(withWill(connect(device.clientId(), KEEP_ALIVE)));
        device.expect(WillTopicReq.class);
        device.send(topic);
        SnMessage answer = device.expectEither(ConnAck.class, WillMsgReq.class);
        if (answer instanceof WillMsgReq) {
            device.send(willMsg("x"));
            answer = device.expect(ConnAck.class);
        }
        ReturnCode code = ((ConnAck) answer).returnCode();
        scene.must(ReturnCode.NOT_SUPPORTED.equals(code), "CONNACK says " + SnText.of(code));
    }

    @Case(
            id = "CON-29",
            section = "6.3",
            covers = {"SN12-CONN-09"},
            level = Level.SHOULD,
            reading = Reading.INTERRUPTED_HANDSHAKE,
            title = "a handshake for the Will that is never finished destroys nothing that was stored")
    static void interruptedHandshake(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.device();
        device.with().resumption();
        device.with().subscription(Qos.ONE, topic);
        device.with().disconnection();
        device.send(withWill(connect(device.clientId(), KEEP_ALIVE)));
        device.expect(WillTopicReq.class);
        scene.pause(Duration.ofMillis(300));
        device.send(resume(device.clientId(), KEEP_ALIVE));
        device.expect(new ConnAck(OK));
        topic.publish(Qos.ONE, "kept");
        device.with().delivery(topic, "kept");
    }

    @Case(
            id = "CON-30",
            section = "6.2",
            covers = {"SN12-STA-11"},
            level = Level.SHOULD,
            reading = Reading.INTERRUPTED_HANDSHAKE,
            title = "another CONNECT during the handshake for the Will begins anew: without a Will, CONNACK")
    static void otherConnectInHandshake(Scene scene) {
        Device device = scene.device();
        device.send(withWill(connect(device.clientId(), KEEP_ALIVE)));
        device.expect(WillTopicReq.class);
        device.send(connect(device.clientId(), KEEP_ALIVE + 1));
        device.expect(new ConnAck(OK));
        device.with().ping();
    }
}
