package org.sngateway.simulator.conformance.group;

import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.simulator.conformance.script.Case;
import org.sngateway.simulator.conformance.script.Device;
import org.sngateway.simulator.conformance.script.Level;
import org.sngateway.simulator.conformance.script.Reading;
import org.sngateway.simulator.conformance.script.Received;
import org.sngateway.simulator.conformance.script.Scene;
import org.sngateway.simulator.conformance.script.Topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import static org.sngateway.simulator.conformance.script.Messages.named;
import static org.sngateway.simulator.conformance.script.Messages.normal;
import static org.sngateway.simulator.conformance.script.Messages.predefined;
import static org.sngateway.simulator.conformance.script.Messages.publish;
import static org.sngateway.simulator.conformance.script.Messages.regAck;
import static org.sngateway.simulator.conformance.script.Messages.subscribe;
import static org.sngateway.simulator.conformance.script.Messages.unsubscribe;

/** SUB: subscriptions by name, wildcard, short name and predefined id, and their end. */
public final class SubscribeTests {
    private static final Duration MOMENT = Duration.ofMillis(700);

    private SubscribeTests() {}

    private static SubAck granted(Scene scene, Device device, Subscribe subscribe) {
        device.send(subscribe);
        SubAck ack = device.expect(SubAck.class);
        scene.must(ack.msgId() == subscribe.msgId(), "SUBACK has message id " + ack.msgId());
        scene.must(ack.returnCode().isAccepted(), "SUBACK says " + SnText.of(ack.returnCode()));
        return ack;
    }

    @Case(
            id = "SUB-01",
            section = "6.9",
            covers = {"SN12-SUB-01", "SN12-SUB-02", "SN12-MSG-16"},
            title = "SUBSCRIBE to a name: SUBACK with an id, the same message id, accepted")
    static void name(Scene scene) {
        Device device = scene.connected();
        SubAck ack = granted(
                scene, device, subscribe(Qos.ONE, 0x0503, scene.topic("t").name()));
        scene.must(ack.topicId() != 0 && ack.topicId() != 0xFFFF, "SUBACK has no topic id");
    }

    @Case(
            id = "SUB-02",
            section = "6.9",
            covers = {"SN12-SUB-01", "SN12-PUBG-06"},
            title = "the granted QoS is not higher than the one asked for")
    static void grantedQos(Scene scene) {
        Device device = scene.connected();
        for (Qos qos : new Qos[] {Qos.ZERO, Qos.ONE, Qos.TWO}) {
            SubAck ack = granted(
                    scene,
                    device,
                    subscribe(qos, 1 + qos.bits(), scene.topic("q" + qos.bits()).name()));
            scene.must(
                    ack.qos() != Qos.MINUS_ONE && ack.qos().bits() <= qos.bits(),
                    "asked for " + qos.bits() + ", granted " + ack.qos().bits());
        }
    }

    @Case(
            id = "SUB-03",
            section = "6.9",
            covers = {"SN12-SUB-03", "SN12-SEQ-03", "SN12-AMB-16"},
            title = "SUBSCRIBE to a filter with + is granted, with topic id 0x0000")
    static void plus(Scene scene) {
        Device device = scene.connected();
        SubAck ack = granted(scene, device, subscribe(Qos.ONE, 3, scene.filter("+")));
        scene.should(
                ack.topicId() == 0,
                Reading.SUBACK_TOPIC_ID,
                "SUBACK has topic id " + ack.topicId() + " for a wildcard");
    }

    private static void matches(Scene scene, String filter, String name) {
        Topic topic = scene.withBroker().topic(name);
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, scene.filter(filter));
        topic.publish(Qos.ONE, "match");
        Received received = device.with().delivery(topic, "match");
        scene.must(received.registered(), "no REGISTER told the device the topic's name");
    }

    @Case(
            id = "SUB-04",
            section = "6.9, 6.10",
            covers = {"SN12-SUB-03", "SN12-REG-04"},
            title = "a message that + matches: REGISTER, then PUBLISH with the registered id")
    static void plusDelivers(Scene scene) {
        matches(scene, "+/temp", "kitchen/temp");
    }

    @Case(
            id = "SUB-05",
            section = "6.9, 6.10",
            covers = {"SN12-SUB-03", "SN12-REG-04"},
            title = "a message that # matches: REGISTER, then PUBLISH with the registered id")
    static void hashDelivers(Scene scene) {
        matches(scene, "house/#", "house/kitchen/temp");
    }

    @Case(
            id = "SUB-06",
            section = "6.9",
            covers = {"SN12-SUB-03"},
            title = "a filter with + at several levels matches")
    static void severalPlus(Scene scene) {
        matches(scene, "+/x/+", "a/x/b");
    }

    @Case(
            id = "SUB-07",
            section = "6.9",
            covers = {"SN12-SUB-03"},
            title = "what a wildcard does not match is not sent")
    static void noMatch(Scene scene) {
        Topic topic = scene.withBroker().topic("kitchen/humidity");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, scene.filter("+/temp"));
        topic.publish(Qos.ONE, "no match");
        device.expectSilence(MOMENT);
    }

    @Case(
            id = "SUB-08",
            section = "6.9, 6.10",
            covers = {"SN12-SUB-03", "SN12-SEQ-03"},
            level = Level.SHOULD,
            reading = Reading.TOPIC_ID_LIFETIME,
            title = "the second message of a topic comes without another REGISTER")
    static void secondMatch(Scene scene) {
        Topic topic = scene.withBroker().topic("x");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, scene.filter("+"));
        topic.publish(Qos.ONE, "1");
        device.with().delivery(topic, "1");
        topic.publish(Qos.ONE, "2");
        scene.must(!device.with().delivery(topic, "2").registered(), "the topic was registered again");
    }

    @Case(
            id = "SUB-09",
            section = "6.9, 6.10",
            covers = {"SN12-SUB-03", "SN12-REG-01"},
            title = "two topics of one filter have two ids")
    static void twoTopics(Scene scene) {
        Topic first = scene.withBroker().topic("first");
        Topic second = scene.topic("second");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, scene.filter("#"));
        first.publish(Qos.ONE, "1");
        TopicRef one = device.with().delivery(first, "1").publish().topic();
        second.publish(Qos.ONE, "2");
        TopicRef two = device.with().delivery(second, "2").publish().topic();
        scene.must(!one.equals(two), "both topics have the id " + one.wireId());
    }

    @Case(
            id = "SUB-10",
            section = "6.7, 6.9",
            covers = {"SN12-TIT-03", "SN12-SUB-04"},
            title = "a short topic name can be subscribed to; its messages come with the two octets, without REGISTER")
    static void shortName(Scene scene) {
        Topic topic = scene.withBroker().shortTopic();
        Device device = scene.connected();
        SubAck ack = granted(scene, device, subscribe(Qos.ONE, 6, topic.ref()));
        topic.publish(Qos.ONE, "short");
        Publish publish = device.expectPublish("short");
        device.with().acknowledge(publish);
        scene.must(publish.topic().equals(topic.ref()), "it came with another topic id or type");
        scene.should(
                ack.topicId() == topic.ref().wireId() || ack.topicId() == 0,
                Reading.SUBACK_TOPIC_ID,
                "SUBACK has topic id " + ack.topicId() + " for a short name");
    }

    @Case(
            id = "SUB-11",
            section = "6.7, 6.9",
            covers = {"SN12-TIT-02", "SN12-TIT-03", "SN12-SUB-05", "SN12-AMB-18"},
            title = "a predefined topic id can be subscribed to; its messages come with that id, without REGISTER")
    static void predefinedTopic(Scene scene) {
        Device device = scene.withBroker().connected();
        Topic topic = scene.predefinedTopic(device.clientId());
        SubAck ack = granted(scene, device, subscribe(Qos.ONE, 7, topic.ref()));
        topic.publish(Qos.ONE, "predefined");
        Publish publish = device.expectPublish("predefined");
        device.with().acknowledge(publish);
        scene.must(publish.topic().equals(topic.ref()), "it came with another topic id or type");
        scene.must(ack.topicId() == topic.ref().wireId(), "SUBACK has topic id " + ack.topicId());
    }

    @Case(
            id = "SUB-12",
            section = "6.7",
            covers = {"SN12-TIT-03"},
            title = "nothing comes for a predefined id that was not subscribed to")
    static void notSubscribed(Scene scene) {
        Device device = scene.withBroker().connected();
        Topic topic = scene.predefinedTopic(device.clientId());
        topic.publish(Qos.ONE, "nobody asked");
        device.expectSilence(MOMENT);
    }

    @Case(
            id = "SUB-13",
            section = "6.7",
            covers = {"SN12-SUB-05"},
            title = "SUBSCRIBE to an unknown predefined id is refused with 0x02")
    static void unknownPredefined(Scene scene) {
        Device device = scene.connected();
        device.send(subscribe(Qos.ONE, 8, predefined(0xFE03)));
        SubAck ack = device.expect(SubAck.class);
        scene.must(ack.msgId() == 8 && !ack.returnCode().isAccepted(), "SUBACK accepts it, or is for another message");
        scene.should(
                ReturnCode.INVALID_TOPIC_ID.equals(ack.returnCode()),
                Reading.RETURN_CODES,
                "SUBACK says " + SnText.of(ack.returnCode()));
        device.with().ping();
    }

    @Case(
            id = "SUB-14",
            section = "6.9",
            covers = {"SN12-MSG-17", "SN12-SUB-08", "SN12-MSG-18"},
            title = "UNSUBSCRIBE from a name: UNSUBACK, and nothing comes any more")
    static void unsubscribeName(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        ends(scene, topic, named(topic.name()));
    }

    private static void ends(Scene scene, Topic topic, TopicRef ref) {
        ends(scene, scene.connected(), topic, ref);
    }

    private static void ends(Scene scene, Device device, Topic topic, TopicRef ref) {
        granted(scene, device, subscribe(Qos.ONE, 8, ref));
        topic.publish(Qos.ONE, "before");
        device.with().delivery("before");
        device.send(new Unsubscribe(9, ref));
        device.expect(new UnsubAck(9));
        topic.publish(Qos.ONE, "after");
        device.expectSilence(MOMENT);
    }

    @Case(
            id = "SUB-15",
            section = "6.9",
            covers = {"SN12-SUB-08"},
            title = "UNSUBSCRIBE from a filter with wildcards: UNSUBACK, and nothing comes any more")
    static void unsubscribeWildcard(Scene scene) {
        ends(scene, scene.withBroker().topic("a/b"), named(scene.filter("#")));
    }

    @Case(
            id = "SUB-16",
            section = "6.9",
            covers = {"SN12-SUB-08", "SN12-FLG-03"},
            title = "UNSUBSCRIBE from a short topic name: UNSUBACK, and nothing comes any more")
    static void unsubscribeShort(Scene scene) {
        Topic topic = scene.withBroker().shortTopic();
        ends(scene, topic, topic.ref());
    }

    @Case(
            id = "SUB-17",
            section = "6.9",
            covers = {"SN12-SUB-08", "SN12-FLG-03", "SN12-TV-49"},
            title = "UNSUBSCRIBE from a predefined id: UNSUBACK, and nothing comes any more")
    static void unsubscribePredefined(Scene scene) {
        Device device = scene.withBroker().connected();
        Topic topic = scene.predefinedTopic(device.clientId());
        ends(scene, device, topic, topic.ref());
    }

    @Case(
            id = "SUB-18",
            section = "6.9",
            covers = {"SN12-SUB-08"},
            level = Level.SHOULD,
            reading = Reading.SUBSCRIBE_DETAILS,
            title = "UNSUBSCRIBE from what was never subscribed to: UNSUBACK")
    static void unsubscribeUnknown(Scene scene) {
        Device device = scene.connected();
        device.send(unsubscribe(10, scene.filter("never")));
        device.expect(new UnsubAck(10));
    }

    private static void refuses(Scene scene, Subscribe subscribe) {
        Device device = scene.connected();
        device.send(subscribe);
        SubAck ack = device.expect(SubAck.class);
        scene.must(ack.msgId() == subscribe.msgId(), "SUBACK has message id " + ack.msgId());
        scene.must(!ack.returnCode().isAccepted(), "SUBACK accepts it");
        scene.must(ReturnCode.NOT_SUPPORTED.equals(ack.returnCode()), "SUBACK says " + SnText.of(ack.returnCode()));
        device.with().ping();
    }

    @Case(
            id = "SUB-19",
            section = "6.9",
            covers = {"SN12-SUB-09", "SN12-BAD-33", "SN12-AMB-34"},
            level = Level.SHOULD,
            reading = Reading.RETURN_CODES,
            title = "an invalid filter is refused with 0x03; the connection goes on")
    static void invalidFilter(Scene scene) {
        refuses(scene, subscribe(Qos.ONE, 11, scene.filter("a#/b")));
    }

    @Case(
            id = "SUB-20",
            section = "5.3.4",
            covers = {"SN12-FLG-05", "SN12-SUB-09", "SN12-BAD-34"},
            level = Level.SHOULD,
            reading = Reading.RETURN_CODES,
            title = "SUBSCRIBE with QoS 0b11 is refused with 0x03")
    static void qos3(Scene scene) {
        refuses(scene, subscribe(Qos.MINUS_ONE, 12, scene.filter("x")));
    }

    @Case(
            id = "SUB-21",
            section = "5.4.15",
            covers = {"SN12-SUB-09", "SN12-BAD-28"},
            level = Level.SHOULD,
            reading = Reading.RETURN_CODES,
            title = "SUBSCRIBE with TopicIdType 0b11 is refused with 0x03")
    static void type3(Scene scene) {
        refuses(scene, subscribe(Qos.ONE, 13, new TopicRef.Illegal(3, Octets.copyOf(new byte[] {0, 5}))));
    }

    @Case(
            id = "SUB-22",
            section = "5.4.15",
            covers = {"SN12-SUB-09", "SN12-BAD-31"},
            level = Level.SHOULD,
            reading = Reading.RETURN_CODES,
            title = "SUBSCRIBE to an empty name is refused with 0x03")
    static void emptyName(Scene scene) {
        refuses(scene, subscribe(Qos.ONE, 14, ""));
    }

    @Case(
            id = "SUB-23",
            section = "5.4.15",
            covers = {"SN12-SUB-09", "SN12-BAD-29", "SN12-BAD-30"},
            level = Level.SHOULD,
            reading = Reading.RETURN_CODES,
            title = "SUBSCRIBE to a predefined id of one octet is refused with 0x03")
    static void shortPredefined(Scene scene) {
        refuses(scene, subscribe(Qos.ONE, 15, new TopicRef.Illegal(1, Octets.copyOf(new byte[] {5}))));
    }

    @Case(
            id = "SUB-24",
            section = "6.9",
            covers = {"SN12-SUB-12"},
            level = Level.SHOULD,
            reading = Reading.SUBSCRIBE_DETAILS,
            title = "subscribing again with another QoS: the same id, the new QoS")
    static void again(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int first = device.with().subscription(Qos.ZERO, topic);
        int second = device.with().subscription(Qos.ONE, topic);
        scene.must(first == second, "the second SUBACK has id " + second + ", the first " + first);
        topic.publish(Qos.ONE, "x");
        Publish publish = device.with().delivery(topic, "x").publish();
        scene.must(publish.qos() == Qos.ONE, "it came with QoS " + publish.qos().bits());
    }

    @Case(
            id = "SUB-25",
            section = "6.9",
            covers = {"SN12-SUB-13", "SN12-AMB-07"},
            level = Level.SHOULD,
            reading = Reading.PUBLISH_BEFORE_SUBACK,
            title = "a retained message comes after SUBACK, not before")
    static void afterSubAck(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        topic.publishRetained(Qos.ONE, "last known");
        Device device = scene.connected();
        device.send(subscribe(Qos.ONE, 3, topic.name()));
        SnMessage first = device.expectOneOf(List.of(SubAck.class, Publish.class, Register.class));
        scene.must(first instanceof SubAck, "the first answer was " + SnText.of(first));
        device.with().acknowledge(device.expectPublish("last known"));
    }

    @Case(
            id = "SUB-26",
            section = "6.7, 6.9",
            covers = {"SN12-SUB-02", "SN12-PUBG-02"},
            title = "a two-octet name subscribed to as a name: messages come with the id of SUBACK")
    static void twoOctetName(Scene scene) {
        Topic topic = scene.withBroker().shortTopic();
        Device device = scene.connected();
        SubAck ack = granted(scene, device, subscribe(Qos.ONE, 4, topic.name()));
        topic.publish(Qos.ONE, "by name");
        Publish publish = device.expectPublish("by name");
        device.with().acknowledge(publish);
        scene.must(publish.topic().equals(normal(ack.topicId())), "it came with another topic id or type");
    }

    @Case(
            id = "SUB-27",
            section = "6.7, 6.10",
            covers = {"SN12-PUBG-02", "SN12-AMB-35"},
            title = "a name of one octet comes with a normal id")
    static void oneOctetName(Scene scene) {
        String name = String.valueOf(scene.bed().letter());
        Topic topic = scene.withBroker().rootTopic(name);
        Device device = scene.connected();
        SubAck ack = granted(scene, device, subscribe(Qos.ONE, 4, name));
        topic.publish(Qos.ONE, "one octet");
        Publish publish = device.expectPublish("one octet");
        device.with().acknowledge(publish);
        scene.must(publish.topic().equals(normal(ack.topicId())), "it came with another topic id or type");
    }

    @Case(
            id = "SUB-28",
            section = "5.4.21",
            covers = {"SN12-UNK-01"},
            level = Level.SHOULD,
            reading = Reading.UNKNOWN_SENDER,
            title = "SUBSCRIBE without a connection is answered with DISCONNECT")
    static void stranger(Scene scene) {
        Device device = scene.device();
        device.send(subscribe(Qos.ONE, 1, scene.filter("t")));
        scene.must(device.isTurnedAway(), "no DISCONNECT came");
    }

    @Case(
            id = "SUB-29",
            section = "6.9",
            covers = {"SN12-TID-08"},
            level = Level.SHOULD,
            reading = Reading.TOPIC_ID_LIFETIME,
            title = "UNSUBSCRIBE leaves the topic id valid for publishing")
    static void idStays(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().subscription(Qos.ZERO, topic);
        device.with().endOfSubscription(topic);
        device.with().publication(id, "still");
        topic.expect("still");
    }

    @Case(
            id = "SUB-30",
            section = "6.9",
            covers = {"SN12-SUB-10", "SN12-BAD-35"},
            level = Level.SHOULD,
            reading = Reading.SUBSCRIBE_DETAILS,
            title = "SUBSCRIBE with message id 0 is answered with message id 0")
    static void msgIdZero(Scene scene) {
        Device device = scene.connected();
        device.send(subscribe(Qos.ONE, 0, scene.topic("t").name()));
        SubAck ack = device.expect(SubAck.class);
        scene.must(ack.msgId() == 0, "SUBACK has message id " + ack.msgId());
    }

    @Case(
            id = "SUB-31",
            section = "6.9, 6.6",
            covers = {"SN12-SUB-02", "SN12-TID-07"},
            title = "SUBSCRIBE to a registered name returns the registered id, or both work")
    static void registeredBefore(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int registered = device.with().registration(topic);
        int subscribed = device.with().subscription(Qos.ZERO, topic);
        device.send(publish(Qos.ZERO, normal(registered), 0, "loop"));
        Publish publish = device.expectPublish("loop");
        scene.must(
                publish.topic().equals(normal(subscribed)) || publish.topic().equals(normal(registered)),
                "it came under an id that the device was never told");
    }

    @Case(
            id = "SUB-32",
            section = "6.10",
            covers = {"SN12-REG-04", "SN12-SUB-03"},
            title = "a QoS 2 message of a new topic: REGISTER, REGACK, then the whole exchange")
    static void qos2Wildcard(Scene scene) {
        Topic topic = scene.withBroker().topic("x");
        Device device = scene.connected();
        device.with().subscription(Qos.TWO, scene.filter("+"));
        topic.publish(Qos.TWO, "q2");
        Register register = device.expect(Register.class);
        device.send(regAck(register));
        Publish publish = device.expectPublish("q2");
        scene.must(publish.topic().equals(normal(register.topicId())), "it came under another id than REGISTER said");
        device.with().acknowledge(publish);
        device.with().ping();
    }

    @Case(
            id = "SUB-33",
            section = "6.10",
            covers = {"SN12-REG-04", "SN12-SUB-03"},
            title =
                    "messages of ten new topics at once: the device learns each name, and gets each message under its own")
    static void tenNewTopics(Scene scene) {
        Map<String, String> missing = new HashMap<>();
        Device device = scene.withBroker().connected();
        device.with().subscription(Qos.ONE, scene.filter("+"));
        for (int number = 0; number < 10; number++) {
            Topic topic = scene.topic("n" + number);
            topic.publish(Qos.ONE, "of " + topic.name());
            missing.put("of " + topic.name(), topic.name());
        }
        while (!missing.isEmpty()) {
            Received received = device.with().delivery();
            String payload = String.valueOf(received.publish().data().utf8());
            String topic = missing.remove(payload);
            scene.must(topic != null, "a message came twice: \"" + payload + '"');
            scene.must(
                    Objects.equals(topic, received.topic()),
                    "\"" + payload + "\" came under "
                            + (received.topic() == null ? "an unknown id" : received.topic()));
        }
    }
}
