package org.sngateway.simulator.conformance.group;

import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.simulator.conformance.script.Case;
import org.sngateway.simulator.conformance.script.Device;
import org.sngateway.simulator.conformance.script.Finding;
import org.sngateway.simulator.conformance.script.Level;
import org.sngateway.simulator.conformance.script.Reading;
import org.sngateway.simulator.conformance.script.Received;
import org.sngateway.simulator.conformance.script.Scene;
import org.sngateway.simulator.conformance.script.Topic;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import static org.sngateway.simulator.conformance.script.Messages.normal;
import static org.sngateway.simulator.conformance.script.Messages.predefined;
import static org.sngateway.simulator.conformance.script.Messages.publish;
import static org.sngateway.simulator.conformance.script.Messages.regAck;
import static org.sngateway.simulator.conformance.script.Messages.register;

/** REG: topic ids, from the device's REGISTER and from the gateway's. */
public final class RegisterTests {
    private static final ReturnCode UNKNOWN_ID = ReturnCode.INVALID_TOPIC_ID;

    private RegisterTests() {}

    @Case(
            id = "REG-01",
            section = "6.5",
            covers = {"SN12-REG-01", "SN12-MSG-11", "SN12-FLD-06"},
            title = "REGISTER is answered with REGACK: a topic id, the same message id, accepted")
    static void register1(Scene scene) {
        Device device = scene.connected();
        device.send(register(0x1234, scene.topic("t").name()));
        RegAck ack = device.expect(RegAck.class);
        scene.must(ack.msgId() == 0x1234, "REGACK has message id " + ack.msgId() + " instead of 4660");
        scene.must(ack.returnCode().isAccepted(), "REGACK says " + SnText.of(ack.returnCode()));
        scene.must(ack.topicId() != 0 && ack.topicId() != 0xFFFF, "REGACK assigns a reserved topic id");
    }

    @Case(
            id = "REG-02",
            section = "6.5",
            covers = {"SN12-REG-02", "SN12-PUBC-01"},
            title = "what is published with the id arrives under the name")
    static void idWorks(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().publication(device.with().registration(topic), "21.5");
        topic.expect("21.5");
    }

    @Case(
            id = "REG-03",
            section = "6.5",
            covers = {"SN12-REG-01"},
            title = "different names have different ids, and messages do not mix")
    static void differentIds(Scene scene) {
        Topic first = scene.withBroker().topic("first");
        Topic second = scene.topic("second");
        Device device = scene.connected();
        int one = device.with().registration(first);
        int two = device.with().registration(second);
        scene.must(one != two, "both names have id " + one);
        device.with().publication(two, "two").with().publication(one, "one");
        first.expect("one");
        second.expect("two");
    }

    @Case(
            id = "REG-04",
            section = "6.5",
            covers = {"SN12-REG-06"},
            level = Level.SHOULD,
            reading = Reading.REGISTER_DETAILS,
            title = "a name that is registered again has the same id")
    static void sameId(Scene scene) {
        Topic topic = scene.topic("t");
        Device device = scene.connected();
        int first = device.with().registration(topic);
        int again = device.with().registration(topic);
        scene.must(first == again, "the second REGACK has id " + again + ", the first " + first);
    }

    @Case(
            id = "REG-05",
            section = "7.3",
            covers = {"SN12-TID-01"},
            title = "topic ids belong to one client: another's id is unknown")
    static void perClient(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        int id = scene.connected().with().registration(topic);
        Device other = scene.connected();
        other.send(publish(Qos.ONE, normal(id), 9, "foreign"));
        other.expect(new PubAck(id, 9, UNKNOWN_ID));
        topic.expectNone("foreign");
    }

    @Case(
            id = "REG-06",
            section = "6.5, 6.9",
            covers = {"SN12-TID-07"},
            title = "an id from SUBACK can be published with")
    static void idOfSubAck(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().subscription(Qos.ZERO, topic);
        device.send(publish(Qos.ONE, normal(id), 5, "own"));
        topic.expect("own");
    }

    @Case(
            id = "REG-07",
            section = "6.10",
            covers = {"SN12-REG-07", "SN12-BAD-37"},
            level = Level.SHOULD,
            reading = Reading.REGISTER_DETAILS,
            title = "REGISTER of a name with wildcards is refused with 0x03")
    static void wildcard(Scene scene) {
        refuses(scene, Octets.ofUtf8(scene.filter("#")));
    }

    @Case(
            id = "REG-08",
            section = "5.4.10",
            covers = {"SN12-REG-07", "SN12-BAD-36"},
            level = Level.SHOULD,
            reading = Reading.REGISTER_DETAILS,
            title = "REGISTER of an empty name is refused with 0x03")
    static void emptyName(Scene scene) {
        refuses(scene, Octets.EMPTY);
    }

    @Case(
            id = "REG-09",
            section = "5.3.12",
            covers = {"SN12-FLD-14", "SN12-REG-07"},
            level = Level.SHOULD,
            reading = Reading.REGISTER_DETAILS,
            title = "REGISTER of a name that is no UTF-8 is refused with 0x03")
    static void noText(Scene scene) {
        refuses(scene, Octets.copyOf(new byte[] {'a', '/', (byte) 0xC3, 0x28}));
    }

    private static void refuses(Scene scene, Octets name) {
        Device device = scene.connected();
        device.send(new Register(0, 6, name));
        RegAck ack = device.expect(RegAck.class);
        scene.must(ack.msgId() == 6, "REGACK has message id " + ack.msgId());
        scene.must(!ack.returnCode().isAccepted(), "REGACK accepts it");
        scene.must(ReturnCode.NOT_SUPPORTED.equals(ack.returnCode()), "REGACK says " + SnText.of(ack.returnCode()));
        device.with().ping();
    }

    @Case(
            id = "REG-10",
            section = "6.5",
            covers = {"SN12-REG-01", "SN12-TIT-04"},
            title = "a name of two octets can be registered like any other")
    static void twoOctetName(Scene scene) {
        Topic topic = scene.withBroker().shortTopic();
        Device device = scene.connected();
        device.with().publication(device.with().registration(topic), "normal");
        topic.expect("normal");
    }

    @Case(
            id = "REG-11",
            section = "5.4.10",
            covers = {"SN12-REG-06"},
            level = Level.SHOULD,
            reading = Reading.REGISTER_DETAILS,
            title = "the TopicId field of a device's REGISTER is ignored")
    static void topicIdIgnored(Scene scene) {
        Device device = scene.connected();
        device.send(new Register(0x7777, 6, Octets.ofUtf8(scene.topic("t").name())));
        RegAck ack = device.expect(RegAck.class);
        scene.must(ack.returnCode().isAccepted() && ack.msgId() == 6, "REGACK says " + SnText.of(ack.returnCode()));
    }

    @Case(
            id = "REG-12",
            section = "6.7",
            covers = {"SN12-TIT-04", "SN12-AMB-17"},
            title = "a normal id is no predefined id: PUBACK 0x02, and nothing is published")
    static void separateSpaces(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        scene.note("unless the gateway has predefined id " + id);
        device.send(publish(Qos.ONE, predefined(id), 9, "wrong type"));
        device.expect(new PubAck(id, 9, UNKNOWN_ID));
        topic.expectNone("wrong type");
    }

    @Case(
            id = "REG-13",
            section = "6.5, 6.10",
            covers = {"SN12-REG-04", "SN12-SUB-03"},
            title = "a topic that a wildcard matched: REGISTER first, and PUBLISH only after REGACK")
    static void registerFirst(Scene scene) {
        Topic topic = scene.withBroker().topic("x");
        Device device = scene.connected();
        device.with().subscription(Qos.ZERO, scene.filter("+"));
        topic.publish(Qos.ZERO, "37");
        Register register = device.expect(Register.class);
        scene.must(topic.name().equals(register.topicName().utf8()), "REGISTER names another topic");
        device.expectSilence(shortOf(scene));
        device.send(regAck(register));
        Publish publish = device.expectPublish("37");
        scene.must(publish.topic().equals(normal(register.topicId())), "PUBLISH has another id than REGISTER");
    }

    /** So short that the gateway does not repeat what it sent. */
    private static Duration shortOf(Scene scene) {
        return Duration.ofMillis(Math.min(500, scene.retry().toMillis() / 2));
    }

    @Case(
            id = "REG-14",
            section = "6.5",
            covers = {"SN12-REG-10"},
            title = "REGACK with another message id is none: no PUBLISH follows")
    static void wrongRegAck(Scene scene) {
        Topic topic = scene.withBroker().topic("x");
        Device device = scene.connected();
        device.with().subscription(Qos.ZERO, scene.filter("+"));
        topic.publish(Qos.ZERO, "37");
        Register register = device.expect(Register.class);
        device.send(new RegAck(register.topicId(), register.msgId() ^ 0x4000, ReturnCode.ACCEPTED));
        device.expectSilence(shortOf(scene));
        device.send(regAck(register));
        device.expectPublish("37");
    }

    @Case(
            id = "REG-15",
            section = "6.10",
            covers = {"SN12-REG-09", "SN12-AMB-22"},
            level = Level.SHOULD,
            reading = Reading.REJECTED_REGACK,
            title = "REGACK 0x03 of the device: nothing of that topic is sent to it any more")
    static void rejected(Scene scene) {
        Topic topic = scene.withBroker().topic("x");
        Device device = scene.connected();
        device.with().subscription(Qos.ZERO, scene.filter("+"));
        topic.publish(Qos.ZERO, "1");
        Register register = device.expect(Register.class);
        device.send(new RegAck(register.topicId(), register.msgId(), ReturnCode.NOT_SUPPORTED));
        device.expectSilence(shortOf(scene));
        topic.publish(Qos.ZERO, "2");
        device.expectSilence(Duration.ofMillis(700));
    }

    @Case(
            id = "REG-16",
            section = "6.10",
            covers = {"SN12-AMB-22", "SN12-REG-09"},
            level = Level.SHOULD,
            reading = Reading.REJECTED_REGACK,
            title = "after REGACK 0x03 other topics of the same filter still come")
    static void othersGoOn(Scene scene) {
        Topic topic = scene.withBroker().topic("x");
        Topic other = scene.topic("y");
        Device device = scene.connected();
        device.with().subscription(Qos.ZERO, scene.filter("+"));
        topic.publish(Qos.ZERO, "1");
        Register register = device.expect(Register.class);
        device.send(new RegAck(register.topicId(), register.msgId(), ReturnCode.NOT_SUPPORTED));
        other.publish(Qos.ZERO, "2");
        device.with().delivery(other, "2");
    }

    @Case(
            id = "REG-17",
            section = "6.10",
            covers = {"SN12-PUBG-03", "SN12-AMB-49", "SN12-REG-04"},
            level = Level.SHOULD,
            reading = Reading.TOPIC_ID_REFUSED,
            title = "PUBACK 0x02 of the device: the gateway registers the id anew and sends the message again")
    static void idForgotten(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, topic);
        topic.publish(Qos.ONE, "which?");
        Publish publish = device.expectPublish("which?");
        device.send(new PubAck(publish.topic().wireId(), publish.msgId(), UNKNOWN_ID));
        Register register = device.expect(Register.class);
        scene.must(topic.name().equals(register.topicName().utf8()), "REGISTER names another topic");
        device.send(regAck(register));
        SnMessage again = device.nextOrRepeated(scene.patience());
        while (again instanceof Register) {
            again = device.nextOrRepeated(scene.patience());
        }
        if (again instanceof Publish second && "which?".equals(second.data().utf8())) {
            device.with().acknowledge(second);
        } else {
            throw Finding.violation("the message did not come again");
        }
    }

    @Case(
            id = "REG-18",
            section = "6.5",
            covers = {"SN12-UNK-01"},
            level = Level.SHOULD,
            reading = Reading.UNKNOWN_SENDER,
            title = "REGISTER without a connection is answered with DISCONNECT")
    static void stranger(Scene scene) {
        Device device = scene.device();
        device.send(register(1, scene.topic("t").name()));
        scene.must(device.isTurnedAway(), "no DISCONNECT came");
    }

    @Case(
            id = "REG-19",
            section = "6.5",
            covers = {"SN12-REG-08", "SN12-AMB-46"},
            alone = true,
            title = "70 REGISTERs of one client are all answered, accepted or not, and the gateway lives")
    static void many(Scene scene) {
        Device device = scene.connected();
        Set<Integer> ids = new HashSet<>();
        int accepted = 0;
        for (int topic = 1; topic <= 70; topic++) {
            device.send(register(topic, scene.filter("t" + topic)));
            RegAck ack = device.expect(RegAck.class);
            scene.must(ack.msgId() == topic, "REGACK has message id " + ack.msgId() + " instead of " + topic);
            if (ack.returnCode().isAccepted()) {
                accepted++;
                ids.add(ack.topicId());
            }
        }
        scene.must(ids.size() == accepted, "two names have the same id");
        device.with().ping();
    }

    @Case(
            id = "REG-20",
            section = "6.5, 6.10",
            covers = {"SN12-TID-05", "SN12-REG-04", "SN12-AMB-20"},
            title = "after CleanSession 0 what comes to the device has an id that it knows, or learns by REGISTER")
    static void idAfterResume(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.device();
        device.with().resumption();
        device.with().subscription(Qos.ONE, topic);
        device.with().disconnection();
        device.with().resumption();
        topic.publish(Qos.ONE, "again");
        Received received = device.with().delivery(topic, "again");
        scene.note(received.registered() ? "it was registered again" : "the old id was used");
    }

    @Case(
            id = "REG-21",
            section = "6.3",
            covers = {"SN12-TID-05", "SN12-AMB-20"},
            level = Level.SHOULD,
            reading = Reading.TOPIC_ID_LIFETIME,
            title = "topic ids outlive a connection when CleanSession is 0")
    static void idSurvives(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.device();
        device.with().resumption();
        int id = device.with().registration(topic);
        device.with().disconnection();
        device.with().resumption();
        device.send(publish(Qos.ONE, normal(id), 11, "old id"));
        device.expect(new PubAck(id, 11, ReturnCode.ACCEPTED));
        topic.expect("old id");
    }

    @Case(
            id = "REG-22",
            section = "6.3",
            covers = {"SN12-CLS-03", "SN12-TID-03"},
            level = Level.SHOULD,
            reading = Reading.TOPIC_ID_LIFETIME,
            title = "CleanSession 1 ends all topic ids: PUBACK 0x02")
    static void idEnds(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.with().disconnection();
        device.with().connection();
        device.send(publish(Qos.ONE, normal(id), 11, "stale id"));
        device.expect(new PubAck(id, 11, UNKNOWN_ID));
    }

    @Case(
            id = "REG-23",
            section = "6.5, 6.7",
            covers = {"SN12-AMB-50", "SN12-TIT-04"},
            level = Level.SHOULD,
            reading = Reading.REGISTER_DETAILS,
            title = "a name that is predefined can be registered as well; the id works as a normal one")
    static void predefinedName(Scene scene) {
        Device device = scene.withBroker().connected();
        Topic topic = scene.predefinedTopic(device.clientId());
        device.send(register(8, topic.name()));
        RegAck ack = device.expect(RegAck.class);
        scene.must(ack.returnCode().isAccepted(), "REGACK says " + SnText.of(ack.returnCode()));
        String payload = "registered by " + device.clientId();
        device.send(publish(Qos.ONE, normal(ack.topicId()), 9, payload));
        device.expect(new PubAck(ack.topicId(), 9, ReturnCode.ACCEPTED));
        topic.expect(payload);
    }
}
