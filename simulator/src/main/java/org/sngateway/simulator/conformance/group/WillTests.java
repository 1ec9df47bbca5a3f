package org.sngateway.simulator.conformance.group;

import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.WillMsgReq;
import org.sngateway.codec.v12.WillMsgResp;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicReq;
import org.sngateway.codec.v12.WillTopicResp;
import org.sngateway.codec.v12.WillTopicUpd;
import org.sngateway.simulator.conformance.script.BrokerArrival;
import org.sngateway.simulator.conformance.script.Case;
import org.sngateway.simulator.conformance.script.Device;
import org.sngateway.simulator.conformance.script.Finding;
import org.sngateway.simulator.conformance.script.Level;
import org.sngateway.simulator.conformance.script.Reading;
import org.sngateway.simulator.conformance.script.Scene;
import org.sngateway.simulator.conformance.script.Topic;

import java.time.Duration;

import static org.sngateway.simulator.conformance.script.Messages.connect;
import static org.sngateway.simulator.conformance.script.Messages.normal;
import static org.sngateway.simulator.conformance.script.Messages.publish;
import static org.sngateway.simulator.conformance.script.Messages.resume;
import static org.sngateway.simulator.conformance.script.Messages.willMsg;
import static org.sngateway.simulator.conformance.script.Messages.willTopic;
import static org.sngateway.simulator.conformance.script.Messages.withWill;

/** CON-4x: when the Will is published, when not, and how it is changed. */
public final class WillTests {
    /** Short, and long enough that a test comes to its point before it is over. */
    private static final int SHORT_KEEP_ALIVE = 3;

    /** By when a gateway that supervises coarsely has noticed. */
    private static final Duration LOSS = Duration.ofSeconds(12);

    private static final ReturnCode OK = ReturnCode.ACCEPTED;

    private WillTests() {}

    @Case(
            id = "CON-40",
            section = "6.11, 6.14",
            covers = {"SN12-KA-04", "SN12-STA-21", "SN12-CLS-07"},
            title = "the Will is published, once, when the client is silent beyond its keep-alive")
    static void published(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), SHORT_KEEP_ALIVE), will, "gone");
        device.mute();
        will.expect("gone", LOSS);
        will.expectNoMore("gone", 1);
    }

    @Case(
            id = "CON-41",
            section = "6.11",
            covers = {"SN12-KA-03", "SN12-KA-04"},
            title = "the Will is not published before the keep-alive is over")
    static void notEarly(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), 6), will, "gone");
        device.mute();
        will.expectNone("gone", Duration.ofMillis(5_500));
    }

    @Case(
            id = "CON-42",
            section = "3, 6.12",
            covers = {"SN12-CLS-07", "SN12-DIS-04"},
            title = "the Will is not published after a DISCONNECT")
    static void notAfterDisconnect(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), 2), will, "gone");
        device.with().disconnection();
        will.expectNone("gone", Duration.ofSeconds(5));
    }

    @Case(
            id = "CON-43",
            section = "6.14",
            covers = {"SN12-KA-02", "SN12-STA-15"},
            title = "any message of the client restarts its keep-alive")
    static void anyMessageCounts(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), 4), will, "gone");
        int id = device.with().registration(scene.topic("t"));
        for (int message = 0; message < 5; message++) {
            scene.pause(Duration.ofMillis(1_600));
            device.send(publish(Qos.ZERO, normal(id), 0, "m" + message));
        }
        will.expectNone("gone", Duration.ofMillis(100));
        device.with().ping();
    }

    @Case(
            id = "CON-44",
            section = "5.4.7",
            covers = {"SN12-MSG-07", "SN12-FLG-01"},
            title = "the Will has the retain flag that WILLTOPIC asked for")
    static void retained(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = scene.device();
        device.send(withWill(connect(device.clientId(), SHORT_KEEP_ALIVE)));
        device.expect(WillTopicReq.class);
        device.send(new WillTopic(Qos.ONE, true, will.octets()));
        device.expect(WillMsgReq.class);
        device.send(willMsg("gone"));
        device.expect(new ConnAck(OK));
        device.mute();
        will.expect("gone", LOSS);
        scene.must(will.isRetained("gone"), "the Will was not retained");
    }

    @Case(
            id = "CON-45",
            section = "5.4.7",
            covers = {"SN12-MSG-07"},
            level = Level.SHOULD,
            reading = Reading.QOS_DOWNSTREAM,
            title = "the Will has the QoS that WILLTOPIC asked for")
    static void qos(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), SHORT_KEEP_ALIVE), will, "gone");
        device.mute();
        BrokerArrival arrival = will.expect("gone", LOSS);
        scene.must(
                arrival.qos() == Qos.ONE,
                "the Will came with QoS " + arrival.qos().bits() + " instead of 1");
    }

    @Case(
            id = "CON-46",
            section = "6.2",
            covers = {"SN12-CONN-11"},
            title = "WILLTOPIC and WILLMSG outside the handshake change nothing of the Will")
    static void strayWill(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Topic other = scene.topic("other");
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), SHORT_KEEP_ALIVE), will, "gone");
        device.send(willTopic(other.name(), Qos.ONE)).send(willMsg("other"));
        device.collect(Duration.ofMillis(200));
        device.mute();
        will.expect("gone", LOSS);
        other.expectNothing(Duration.ofMillis(100));
    }

    @Case(
            id = "CON-47",
            section = "6.4",
            covers = {"SN12-WILL-05", "SN12-WILL-01", "SN12-AMB-04", "SN12-MSG-24"},
            title = "WILLTOPICUPD is answered, and the Will is published under the new topic")
    static void newTopic(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Topic newWill = scene.topic("new");
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), SHORT_KEEP_ALIVE), will, "gone");
        device.send(new WillTopicUpd(Qos.ONE, false, newWill.octets()));
        granted(device.expect(WillTopicResp.class).returnCode());
        device.mute();
        newWill.expect("gone", LOSS);
        will.expectNothing(Duration.ofMillis(100));
    }

    @Case(
            id = "CON-48",
            section = "6.4",
            covers = {"SN12-MSG-23", "SN12-WILL-05", "SN12-WILL-01", "SN12-AMB-04", "SN12-MSG-25"},
            title = "WILLMSGUPD is answered, and the Will is published with the new message")
    static void newMessage(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), SHORT_KEEP_ALIVE), will, "gone");
        device.send(new WillMsgUpd(Octets.ofUtf8("lost")));
        granted(device.expect(WillMsgResp.class).returnCode());
        device.mute();
        will.expect("lost", LOSS);
        will.expectNone("gone", Duration.ofMillis(100));
    }

    private static void granted(ReturnCode code) {
        if (!code.isAccepted()) {
            throw Finding.reading(Reading.WILL_UPDATE, "the update is refused with " + SnText.of(code));
        }
    }

    @Case(
            id = "CON-49",
            section = "6.4",
            covers = {"SN12-WILL-02", "SN12-MSG-22", "SN12-TV-58"},
            title = "an empty WILLTOPICUPD is answered, and deletes the Will")
    static void deleted(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), 2), will, "gone");
        device.sendHex("02 1A");
        granted(device.expect(WillTopicResp.class).returnCode());
        device.mute();
        will.expectNone("gone", Duration.ofSeconds(6));
    }

    @Case(
            id = "CON-50",
            section = "6.4",
            covers = {"SN12-WILL-04", "SN12-BAD-46"},
            level = Level.SHOULD,
            reading = Reading.INVALID_WILL,
            title = "WILLTOPICUPD with a wildcard is refused with 0x03")
    static void wildcardUpdate(Scene scene) {
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), 60), scene.topic("will"), "gone");
        device.send(new WillTopicUpd(Qos.ZERO, false, Octets.ofUtf8(scene.filter("+"))));
        device.expect(new WillTopicResp(ReturnCode.NOT_SUPPORTED));
    }

    @Case(
            id = "CON-51",
            section = "6.3",
            covers = {"SN12-CLS-02", "SN12-AMB-03", "SN12-SEQ-08"},
            title = "CleanSession 0 without a Will: the stored Will is used for the new connection, without a prompt")
    static void storedWill(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = scene.device();
        device.with().connection(resume(device.clientId(), 60), will, "gone");
        device.with().disconnection();
        device.send(resume(device.clientId(), SHORT_KEEP_ALIVE));
        device.expect(new ConnAck(OK));
        device.mute();
        will.expect("gone", LOSS);
    }

    @Case(
            id = "CON-52",
            section = "6.3",
            covers = {"SN12-CLS-01"},
            title = "CleanSession 1 without a Will deletes the stored Will")
    static void cleanDeletes(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = scene.device();
        device.with().connection(resume(device.clientId(), 60), will, "gone");
        device.with().disconnection();
        device.send(connect(device.clientId(), 2));
        device.expect(new ConnAck(OK));
        device.mute();
        will.expectNone("gone", Duration.ofSeconds(6));
    }

    @Case(
            id = "CON-53",
            section = "6.3",
            covers = {"SN12-CLS-01"},
            title = "CleanSession 0 with a Will replaces the stored Will")
    static void replaced(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Topic newWill = scene.topic("new");
        Device device = scene.device();
        device.with().connection(resume(device.clientId(), 60), will, "old");
        device.with().disconnection();
        device.with().connection(resume(device.clientId(), SHORT_KEEP_ALIVE), newWill, "new");
        device.mute();
        newWill.expect("new", LOSS);
        will.expectNothing(Duration.ofMillis(100));
    }

    @Case(
            id = "CON-54",
            section = "6.3",
            covers = {"SN12-CLS-06", "SN12-CONN-06"},
            title = "CleanSession 0 with an empty WILLTOPIC deletes the Will and keeps subscriptions")
    static void deletedAlone(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Topic topic = scene.topic("t");
        Device device = scene.device();
        device.with().connection(resume(device.clientId(), 60), will, "gone");
        device.with().subscription(Qos.ONE, topic);
        device.with().disconnection();
        device.send(withWill(resume(device.clientId(), 2)));
        device.expect(WillTopicReq.class);
        device.sendHex("02 07");
        device.expect(new ConnAck(OK));
        topic.publish(Qos.ONE, "kept");
        device.with().delivery(topic, "kept");
        device.mute();
        will.expectNone("gone", Duration.ofSeconds(6));
    }

    @Case(
            id = "CON-55",
            section = "6.2",
            covers = {"SN12-AMB-02", "SN12-CONN-13"},
            level = Level.SHOULD,
            reading = Reading.CONNECT_WHILE_ACTIVE,
            title = "a client that connects anew while it is active does not set off its Will")
    static void notOnReconnect(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = scene.device();
        device.with().connection(connect(device.clientId(), 60), will, "gone");
        device.with().ping();
        device.send(connect(device.clientId(), 61));
        device.expect(new ConnAck(OK));
        will.expectNone("gone", Duration.ofSeconds(2));
    }

    @Case(
            id = "CON-56",
            section = "6.4",
            covers = {"SN12-WILL-06"},
            title = "the updated Will is the stored one for later connections")
    static void updateSurvives(Scene scene) {
        Topic will = scene.withBroker().topic("will");
        Device device = scene.device();
        device.with().connection(resume(device.clientId(), 60), will, "old");
        device.send(new WillMsgUpd(Octets.ofUtf8("new")));
        granted(device.expect(WillMsgResp.class).returnCode());
        device.with().disconnection();
        device.send(resume(device.clientId(), SHORT_KEEP_ALIVE));
        device.expect(new ConnAck(OK));
        device.mute();
        will.expect("new", LOSS);
    }

    @Case(
            id = "CON-57",
            section = "6.6, 6.12",
            covers = {"SN12-PUBC-01", "SN12-DIS-04"},
            level = Level.SHOULD,
            reading = Reading.QOS_DOWNSTREAM,
            title = "a QoS 0 PUBLISH right before DISCONNECT arrives")
    static void publishAndLeave(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.send(new Publish(false, Qos.ZERO, false, normal(id), 0, Octets.ofUtf8("bye")));
        device.send(Disconnect.PLAIN);
        device.expect(Disconnect.PLAIN);
        topic.expect("bye");
    }

    @Case(
            id = "CON-58",
            section = "6.12",
            covers = {"SN12-DIS-04", "SN12-PUBC-08"},
            title = "a message that was acknowledged before DISCONNECT arrives")
    static void acknowledgedAndLeft(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.send(publish(Qos.ONE, normal(id), 4, "kept"));
        device.expect(new PubAck(id, 4, OK));
        device.send(Disconnect.PLAIN);
        topic.expect("kept");
    }
}
