package org.sngateway.simulator.conformance.group;

import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.conformance.script.Case;
import org.sngateway.simulator.conformance.script.Device;
import org.sngateway.simulator.conformance.script.Level;
import org.sngateway.simulator.conformance.script.Reading;
import org.sngateway.simulator.conformance.script.Received;
import org.sngateway.simulator.conformance.script.Scene;
import org.sngateway.simulator.conformance.script.Topic;

import java.time.Duration;

import static org.sngateway.simulator.conformance.script.Messages.normal;
import static org.sngateway.simulator.conformance.script.Messages.pubAck;
import static org.sngateway.simulator.conformance.script.Messages.publish;
import static org.sngateway.simulator.conformance.script.Messages.subscribe;

/** PUB-4x and PUB-5x: what reaches active devices. */
public final class DownlinkTests {
    private DownlinkTests() {}

    private record Subscriber(Device device, Topic topic, int id) {}

    private static Subscriber subscriber(Scene scene, Qos qos) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        return new Subscriber(device, topic, device.with().subscription(qos, topic));
    }

    @Case(
            id = "PUB-40",
            section = "6.10",
            covers = {"SN12-PUBG-01", "SN12-PUBG-07"},
            title = "QoS 0 reaches the device under the id of SUBACK, with message id 0")
    static void qos0(Scene scene) {
        Subscriber subscriber = subscriber(scene, Qos.ZERO);
        subscriber.topic().publish(Qos.ZERO, "on");
        subscriber.device().expect(publish(Qos.ZERO, normal(subscriber.id()), 0, "on"));
    }

    @Case(
            id = "PUB-41",
            section = "6.10",
            covers = {"SN12-PUBG-01", "SN12-QOS-01", "SN12-FLG-06"},
            title = "QoS 1 reaches the device under the id of SUBACK, without DUP")
    static void qos1(Scene scene) {
        Subscriber subscriber = subscriber(scene, Qos.ONE);
        subscriber.topic().publish(Qos.ONE, "on");
        Publish publish = subscriber.device().expectPublish("on");
        scene.must(publish.qos() == Qos.ONE && !publish.dup() && publish.msgId() != 0, "it came as " + publish);
        scene.must(publish.topic().equals(normal(subscriber.id())), "it came under another id than SUBACK said");
        subscriber.device().send(pubAck(publish));
        subscriber.device().with().ping();
    }

    @Case(
            id = "PUB-42",
            section = "6.10",
            covers = {"SN12-QOS-01", "SN12-QOS-03"},
            title = "QoS 2 reaches the device: PUBLISH, PUBREL after PUBREC, and no second PUBLISH")
    static void qos2(Scene scene) {
        Subscriber subscriber = subscriber(scene, Qos.TWO);
        Device device = subscriber.device();
        subscriber.topic().publish(Qos.TWO, "on");
        Publish publish = device.expectPublish("on");
        scene.must(publish.qos() == Qos.TWO, "it came with QoS " + publish.qos().bits());
        device.send(new PubRec(publish.msgId()));
        device.expect(new PubRel(publish.msgId()));
        device.send(new PubComp(publish.msgId()));
        device.expectNoReaction();
    }

    @Case(
            id = "PUB-43",
            section = "6.9, 6.10",
            covers = {"SN12-PUBG-06", "SN12-AMB-19"},
            title = "the QoS is not higher than that of the subscription")
    static void notAboveGranted(Scene scene) {
        Subscriber subscriber = subscriber(scene, Qos.ZERO);
        subscriber.topic().publish(Qos.TWO, "on");
        subscriber.device().expect(publish(Qos.ZERO, normal(subscriber.id()), 0, "on"));
    }

    @Case(
            id = "PUB-44",
            section = "6.9, 6.10",
            covers = {"SN12-PUBG-06", "SN12-AMB-19"},
            title = "the QoS is not higher than that of the message")
    static void notAbovePublished(Scene scene) {
        Subscriber subscriber = subscriber(scene, Qos.TWO);
        subscriber.topic().publish(Qos.ZERO, "on");
        subscriber.device().expect(publish(Qos.ZERO, normal(subscriber.id()), 0, "on"));
    }

    @Case(
            id = "PUB-45",
            section = "6.9",
            covers = {"SN12-PUBG-09", "SN12-AMB-26"},
            title = "a retained message comes after SUBSCRIBE, with the retain flag")
    static void retained(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        topic.publishRetained(Qos.ONE, "last known");
        Device device = scene.connected();
        device.send(subscribe(Qos.ONE, 3, topic.name()));
        SubAck ack = device.expect(SubAck.class);
        Publish publish = device.expectPublish("last known");
        device.with().acknowledge(publish);
        scene.must(publish.topic().equals(normal(ack.topicId())), "it came under another id than SUBACK said");
        scene.must(publish.retain(), "it has no retain flag");
    }

    @Case(
            id = "PUB-46",
            section = "6.9",
            covers = {"SN12-PUBG-09"},
            title = "a message that is published now has no retain flag, though it is retained")
    static void liveIsNotRetained(Scene scene) {
        Subscriber subscriber = subscriber(scene, Qos.ONE);
        subscriber.topic().publishRetained(Qos.ONE, "now");
        Publish publish = subscriber.device().expectPublish("now");
        subscriber.device().with().acknowledge(publish);
        scene.must(!publish.retain(), "it has the retain flag");
    }

    @Case(
            id = "PUB-47",
            section = "6.10",
            covers = {"SN12-PUBG-08"},
            title = "ten messages reach the device in order, each once")
    static void order(Scene scene) {
        Subscriber subscriber = subscriber(scene, Qos.ONE);
        for (int message = 0; message < 10; message++) {
            subscriber.topic().publish(Qos.ONE, "m" + message);
        }
        for (int message = 0; message < 10; message++) {
            subscriber.device().with().delivery(subscriber.topic(), "m" + message);
        }
        subscriber.device().expectSilence(Duration.ofMillis(300));
    }

    @Case(
            id = "PUB-48",
            section = "6.10",
            covers = {"SN12-QOS-01", "SN12-PUBG-05"},
            level = Level.SHOULD,
            reading = Reading.TOPIC_ID_REFUSED,
            title = "PUBACK 0x03 of the device ends the message; the next one comes")
    static void refused(Scene scene) {
        Subscriber subscriber = subscriber(scene, Qos.ONE);
        subscriber.topic().publish(Qos.ONE, "1");
        Publish publish = subscriber.device().expectPublish("1");
        subscriber.device().send(new PubAck(publish.topic().wireId(), publish.msgId(), ReturnCode.NOT_SUPPORTED));
        subscriber.topic().publish(Qos.ONE, "2");
        subscriber.device().with().delivery(subscriber.topic(), "2");
    }

    @Case(
            id = "PUB-49",
            section = "6.10",
            covers = {"SN12-PUBG-10", "SN12-SIZ-02"},
            title = "a message that is too large for any network is not delivered cut; the connection goes on")
    static void tooLarge(Scene scene) {
        Subscriber subscriber = subscriber(scene, Qos.ONE);
        subscriber.topic().publish(Qos.ONE, false, new byte[70_000]);
        subscriber.topic().publish(Qos.ONE, "small");
        subscriber.device().with().delivery(subscriber.topic(), "small");
    }

    @Case(
            id = "PUB-50",
            section = "6.6, 6.10",
            covers = {"SN12-MID-01"},
            title = "the message ids of both directions have nothing to do with each other")
    static void separateMsgIds(Scene scene) {
        Subscriber subscriber = subscriber(scene, Qos.ONE);
        Device device = subscriber.device();
        subscriber.topic().publish(Qos.ONE, "down");
        Publish down = device.expectPublish("down");
        Topic other = scene.topic("up");
        device.send(org.sngateway.simulator.conformance.script.Messages.register(down.msgId(), other.name()));
        int id = device.expect(org.sngateway.codec.v12.RegAck.class).topicId();
        device.send(publish(Qos.ONE, normal(id), down.msgId(), "up"));
        device.expect(new PubAck(id, down.msgId(), ReturnCode.ACCEPTED));
        device.send(pubAck(down));
        other.expectOnce("up");
    }

    @Case(
            id = "PUB-51",
            section = "6.6, 6.10",
            covers = {"SN12-PUBG-01", "SN12-TID-07"},
            title = "a device that subscribed to what it publishes gets its own message")
    static void ownMessage(Scene scene) {
        Subscriber subscriber = subscriber(scene, Qos.ZERO);
        subscriber.device().send(publish(Qos.ZERO, normal(subscriber.id()), 0, "echo"));
        subscriber.device().with().delivery(subscriber.topic(), "echo");
    }

    @Case(
            id = "PUB-52",
            section = "6.10",
            covers = {"SN12-PUBG-01", "SN12-UNK-05"},
            title = "two devices get each its own messages, and none of the other's")
    static void noCrossDelivery(Scene scene) {
        Topic first = scene.withBroker().topic("first");
        Topic second = scene.topic("second");
        Device one = scene.connected();
        Device two = scene.connected();
        one.with().subscription(Qos.ONE, first);
        two.with().subscription(Qos.ONE, second);
        first.publish(Qos.ONE, "for one");
        second.publish(Qos.ONE, "for two");
        Received received = one.with().delivery(first, "for one");
        two.with().delivery(second, "for two");
        scene.must(received.publish().topic() instanceof TopicRef.Normal, "it came with another type of topic id");
        one.expectSilence(Duration.ofMillis(300));
        two.expectSilence(Duration.ofMillis(100));
    }
}
