package org.sngateway.simulator.conformance.group;

import org.sngateway.codec.SnText;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.conformance.script.BrokerArrival;
import org.sngateway.simulator.conformance.script.Case;
import org.sngateway.simulator.conformance.script.Device;
import org.sngateway.simulator.conformance.script.Finding;
import org.sngateway.simulator.conformance.script.Level;
import org.sngateway.simulator.conformance.script.Reading;
import org.sngateway.simulator.conformance.script.Scene;
import org.sngateway.simulator.conformance.script.Topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.sngateway.simulator.conformance.script.Messages.normal;
import static org.sngateway.simulator.conformance.script.Messages.predefined;
import static org.sngateway.simulator.conformance.script.Messages.publish;
import static org.sngateway.simulator.conformance.script.Messages.register;
import static org.sngateway.simulator.conformance.script.Messages.retained;
import static org.sngateway.simulator.conformance.script.Messages.shortName;
import static org.sngateway.simulator.conformance.script.Messages.subscribe;

/** PUB-0x to PUB-3x: what devices publish. */
public final class UplinkTests {
    private static final ReturnCode OK = ReturnCode.ACCEPTED;
    private static final ReturnCode UNKNOWN_ID = ReturnCode.INVALID_TOPIC_ID;
    /** An id that the gateway has not assigned to a device that has registered nothing. */
    private static final int NEVER_ASSIGNED = 0x6E6E;

    private UplinkTests() {}

    @Case(
            id = "PUB-01",
            section = "6.6",
            covers = {"SN12-PUBC-01"},
            title = "QoS 0 arrives, and nothing answers it")
    static void qos0(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.send(publish(Qos.ZERO, normal(id), 0, "q0"));
        topic.expectOnce("q0");
        device.expectNoReaction();
    }

    @Case(
            id = "PUB-02",
            section = "6.6",
            covers = {"SN12-PUBC-01", "SN12-QOS-01", "SN12-MSG-13"},
            title = "QoS 1 is acknowledged with its topic id and message id, and arrives")
    static void qos1(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.send(publish(Qos.ONE, normal(id), 0x0207, "q1"));
        device.expect(new PubAck(id, 0x0207, OK));
        topic.expectOnce("q1");
    }

    @Case(
            id = "PUB-03",
            section = "6.6",
            covers = {"SN12-MSG-14", "SN12-PUBC-01", "SN12-QOS-01", "SN12-QOS-02"},
            title = "QoS 2: PUBREC, PUBREL, PUBCOMP, and it arrives once")
    static void qos2(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.send(publish(Qos.TWO, normal(id), 0x0307, "q2"));
        device.expect(new PubRec(0x0307));
        device.send(new PubRel(0x0307));
        device.expect(new PubComp(0x0307));
        topic.expectOnce("q2");
    }

    @Case(
            id = "PUB-04",
            section = "6.6, 5.4.13",
            covers = {"SN12-PUBC-02", "SN12-SEQ-02"},
            title = "QoS 1 with an unknown topic id: PUBACK 0x02 with its ids")
    static void unknownIdQos1(Scene scene) {
        Device device = scene.connected();
        device.send(publish(Qos.ONE, normal(NEVER_ASSIGNED), 7, "x"));
        device.expect(new PubAck(NEVER_ASSIGNED, 7, UNKNOWN_ID));
    }

    @Case(
            id = "PUB-05",
            section = "6.6, 5.4.13",
            covers = {"SN12-PUBC-02", "SN12-PUBC-05", "SN12-TV-35"},
            title = "QoS 0 with an unknown topic id: PUBACK 0x02 with message id 0")
    static void unknownIdQos0(Scene scene) {
        Device device = scene.connected();
        device.send(publish(Qos.ZERO, normal(NEVER_ASSIGNED), 0, "x"));
        device.expect(new PubAck(NEVER_ASSIGNED, 0, UNKNOWN_ID));
    }

    @Case(
            id = "PUB-06",
            section = "6.6, 5.4.13",
            covers = {"SN12-PUBC-02", "SN12-PUBC-06", "SN12-AMB-42"},
            title = "QoS 2 with an unknown topic id: PUBACK 0x02 instead of PUBREC")
    static void unknownIdQos2(Scene scene) {
        Device device = scene.connected();
        device.send(publish(Qos.TWO, normal(NEVER_ASSIGNED), 8, "x"));
        device.expect(new PubAck(NEVER_ASSIGNED, 8, UNKNOWN_ID));
    }

    @Case(
            id = "PUB-07",
            section = "6.7",
            covers = {"SN12-PUBC-03"},
            title = "an unknown predefined id: PUBACK 0x02")
    static void unknownPredefined(Scene scene) {
        Device device = scene.connected();
        device.send(publish(Qos.ONE, predefined(0xFE01), 9, "x"));
        device.expect(new PubAck(0xFE01, 9, UNKNOWN_ID));
    }

    @Case(
            id = "PUB-08",
            section = "5.3.11",
            covers = {"SN12-FLD-11", "SN12-AMB-15", "SN12-BAD-25", "SN12-BAD-26"},
            title = "topic ids 0x0000 and 0xFFFF: PUBACK 0x02")
    static void reservedIds(Scene scene) {
        Device device = scene.connected();
        device.send(publish(Qos.ONE, normal(0xFFFF), 1, "x"));
        device.expect(new PubAck(0xFFFF, 1, UNKNOWN_ID));
        device.send(publish(Qos.ONE, normal(0), 2, "x"));
        device.expect(new PubAck(0, 2, UNKNOWN_ID));
    }

    @Case(
            id = "PUB-09",
            section = "5.3.4",
            covers = {"SN12-FLG-02", "SN12-PUBC-09", "SN12-BAD-22"},
            level = Level.SHOULD,
            reading = Reading.RETURN_CODES,
            title = "the reserved TopicIdType 0b11: PUBACK 0x03")
    static void reservedType(Scene scene) {
        Device device = scene.connected();
        device.send(publish(Qos.ONE, new TopicRef.Illegal(3, Octets.copyOf(new byte[] {4, 1})), 3, "x"));
        device.expect(new PubAck(0x0401, 3, ReturnCode.NOT_SUPPORTED));
    }

    @Case(
            id = "PUB-10",
            section = "6.7",
            covers = {"SN12-TIT-01", "SN12-PUBC-01", "SN12-TV-34"},
            title = "a short topic name needs no registration; PUBACK echoes its two octets")
    static void shortTopic(Scene scene) {
        Topic topic = scene.withBroker().shortTopic();
        Device device = scene.connected();
        device.send(publish(Qos.ONE, topic.ref(), 4, "short"));
        device.expect(new PubAck(topic.ref().wireId(), 4, OK));
        topic.expectOnce("short");
    }

    @Case(
            id = "PUB-11",
            section = "6.7",
            covers = {"SN12-AMB-35", "SN12-BAD-27"},
            level = Level.SHOULD,
            reading = Reading.SHORT_NAMES,
            title = "a short topic name with a wildcard: PUBACK 0x03")
    static void shortWildcard(Scene scene) {
        Device device = scene.connected();
        device.send(publish(Qos.ONE, shortName("a#"), 5, "x"));
        device.expect(new PubAck(shortName("a#").wireId(), 5, ReturnCode.NOT_SUPPORTED));
        device.with().ping();
    }

    @Case(
            id = "PUB-12",
            section = "6.7",
            covers = {"SN12-TIT-02"},
            title = "a predefined topic id needs no registration")
    static void predefinedTopic(Scene scene) {
        Device device = scene.withBroker().connected();
        Topic topic = scene.predefinedTopic(device.clientId());
        String payload = "predefined of " + device.clientId();
        device.send(publish(Qos.ONE, topic.ref(), 6, payload));
        device.expect(new PubAck(topic.ref().wireId(), 6, OK));
        topic.expectOnce(payload);
    }

    @Case(
            id = "PUB-13",
            section = "5.4.12",
            covers = {"SN12-PUBC-11", "SN12-MSG-12"},
            title = "the retain flag is passed on")
    static void retain(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.send(retained(publish(Qos.ONE, normal(id), 7, "last known")));
        device.expect(new PubAck(id, 7, OK));
        topic.expect("last known");
        scene.must(topic.isRetained("last known"), "the broker did not retain it");
    }

    @Case(
            id = "PUB-14",
            section = "5.4.12",
            covers = {"SN12-PUBC-11"},
            title = "a message without the retain flag is not retained")
    static void noRetain(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().publication(device.with().registration(topic), "just now");
        topic.expect("just now");
        scene.must(!topic.isRetained("just now"), "the broker retained it");
    }

    @Case(
            id = "PUB-15",
            section = "5.4.12",
            covers = {"SN12-PUBC-11"},
            title = "an empty message with the retain flag clears what was retained")
    static void clearRetained(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        topic.publishRetained(Qos.ONE, "old");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.send(retained(publish(Qos.ONE, normal(id), 8, "")));
        device.expect(new PubAck(id, 8, OK));
        topic.expect("");
        scene.must(!topic.isRetained("old"), "the broker still has the retained message");
    }

    @Case(
            id = "PUB-16",
            section = "6.6",
            covers = {"SN12-PUBC-01", "SN12-ARC-01"},
            level = Level.SHOULD,
            reading = Reading.QOS_DOWNSTREAM,
            title = "QoS 0, 1 and 2 have the same QoS at the broker")
    static void qosAtBroker(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.send(publish(Qos.ZERO, normal(id), 0, "0"));
        device.with().publication(id, "1");
        device.send(publish(Qos.TWO, normal(id), 99, "2"));
        device.expect(new PubRec(99));
        device.send(new PubRel(99));
        device.expect(new PubComp(99));
        for (Qos qos : List.of(Qos.ZERO, Qos.ONE, Qos.TWO)) {
            BrokerArrival arrival = topic.expect(String.valueOf(qos.bits()));
            scene.must(
                    arrival.qos() == qos,
                    "QoS " + qos.bits() + " came with QoS " + arrival.qos().bits());
        }
    }

    @Case(
            id = "PUB-17",
            section = "6.6",
            covers = {"SN12-PUBC-01"},
            level = Level.SHOULD,
            reading = Reading.QOS_DOWNSTREAM,
            title = "ten messages arrive in the order in which they were sent")
    static void order(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        List<String> sent = new ArrayList<>();
        for (int message = 0; message < 10; message++) {
            sent.add("m" + message);
            device.with().publication(id, "m" + message);
        }
        topic.expect("m9");
        List<String> came = topic.arrivals().stream().map(BrokerArrival::text).toList();
        scene.must(came.equals(sent), "they came as " + came);
    }

    @Case(
            id = "PUB-18",
            section = "6.6",
            covers = {"SN12-PUBC-07", "SN12-AMB-37"},
            level = Level.SHOULD,
            reading = Reading.OUTSTANDING,
            title = "two QoS 1 messages at a time are acknowledged each with its own ids")
    static void twoOutstanding(Scene scene) {
        Topic first = scene.withBroker().topic("first");
        Topic second = scene.topic("second");
        Device device = scene.connected();
        int one = device.with().registration(first);
        int two = device.with().registration(second);
        device.send(publish(Qos.ONE, normal(one), 21, "1")).send(publish(Qos.ONE, normal(two), 22, "2"));
        Set<PubAck> acks = new HashSet<>();
        acks.add(device.expect(PubAck.class));
        acks.add(device.expect(PubAck.class));
        scene.must(acks.equals(Set.of(new PubAck(one, 21, OK), new PubAck(two, 22, OK))), "the answers were " + acks);
        first.expect("1");
        second.expect("2");
    }

    @Case(
            id = "PUB-19",
            section = "5.3.7",
            covers = {"SN12-AMB-28", "SN12-PUBC-10"},
            level = Level.SHOULD,
            reading = Reading.MSG_ID_IN_QOS_0,
            title = "QoS 0 with a message id other than 0 arrives all the same")
    static void msgIdInQos0(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.send(publish(Qos.ZERO, normal(id), 2, "q0"));
        topic.expectOnce("q0");
    }

    @Case(
            id = "PUB-20",
            section = "5.3.7",
            covers = {"SN12-PUBC-10", "SN12-BAD-24"},
            level = Level.SHOULD,
            reading = Reading.RETURN_CODES,
            title = "QoS 1 with message id 0: PUBACK 0x03")
    static void noMsgIdInQos1(Scene scene) {
        Device device = scene.connected();
        int id = device.with().registration(scene.topic("t"));
        device.send(publish(Qos.ONE, normal(id), 0, "x"));
        device.expect(new PubAck(id, 0, ReturnCode.NOT_SUPPORTED));
    }

    @Case(
            id = "PUB-21",
            section = "6.6",
            covers = {"SN12-QOS-02"},
            title = "PUBREL with an unknown message id is answered with PUBCOMP")
    static void unknownPubRel(Scene scene) {
        Device device = scene.connected();
        device.send(new PubRel(0x3333));
        device.expect(new PubComp(0x3333));
    }

    @Case(
            id = "PUB-22",
            section = "6.6",
            covers = {"SN12-MID-01", "SN12-QOS-02"},
            title = "a message id can be used again when its exchange is over")
    static void reusedMsgId(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        for (String payload : List.of("first", "second")) {
            device.send(publish(Qos.TWO, normal(id), 5, payload));
            device.expect(new PubRec(5));
            device.send(new PubRel(5));
            device.expect(new PubComp(5));
        }
        topic.expectOnce("first");
        topic.expectOnce("second");
    }

    @Case(
            id = "PUB-23",
            section = "5.4.21, 6.12",
            covers = {"SN12-UNK-01", "SN12-STA-06"},
            title = "PUBLISH without a connection is not published")
    static void withoutConnection(Scene scene) {
        Topic topic = scene.withBroker().shortTopic();
        Device device = scene.device();
        device.send(publish(Qos.ONE, topic.ref(), 1, "nobody"));
        boolean isTold = device.isTurnedAway();
        topic.expectNone("nobody");
        scene.should(isTold, Reading.UNKNOWN_SENDER, "the sender is not told by DISCONNECT");
    }

    @Case(
            id = "PUB-24",
            section = "6.6",
            covers = {"SN12-PUBG-04"},
            level = Level.SHOULD,
            reading = Reading.MALFORMED,
            title = "PUBACKs of the device that answer nothing are harmless")
    static void strayAcks(Scene scene) {
        Device device = scene.connected();
        device.send(new PubAck(4, 0, UNKNOWN_ID)).send(new PubAck(4, 77, OK)).send(new PubComp(78));
        device.expectNoReaction();
    }

    @Case(
            id = "PUB-25",
            section = "6.6",
            covers = {"SN12-QOS-03"},
            level = Level.SHOULD,
            reading = Reading.REPEATED_REQUESTS,
            title = "PUBREC with an unknown message id is answered with PUBREL")
    static void unknownPubRec(Scene scene) {
        Device device = scene.connected();
        device.send(new PubRec(0x4444));
        device.expect(new PubRel(0x4444));
        device.send(new PubComp(0x4444));
    }

    @Case(
            id = "PUB-26",
            section = "6.6",
            covers = {"SN12-PUBC-08", "SN12-AMB-43"},
            title = "of two hundred QoS 1 messages every one that was acknowledged arrives")
    static void acknowledgedArrives(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        for (int message = 0; message < 200; message++) {
            device.with().publication(id, "burst " + message);
        }
        for (int message = 0; message < 200; message++) {
            topic.expect("burst " + message);
        }
    }

    @Case(
            id = "PUB-27",
            section = "6.5, 6.6, 6.9",
            covers = {"SN12-MID-06", "SN12-MID-01"},
            title = "a REGISTER, a SUBSCRIBE and a PUBLISH may be open at the same time: each is answered")
    static void oneOfEach(Scene scene) {
        oneOfEach(scene, 55, 56, 57);
    }

    @Case(
            id = "PUB-28",
            section = "5.3.7",
            covers = {"SN12-MID-03"},
            level = Level.SHOULD,
            reading = Reading.OUTSTANDING,
            title = "a REGISTER, a SUBSCRIBE and a PUBLISH that are open at the same time may have the same message id")
    static void oneOfEachWithOneId(Scene scene) {
        oneOfEach(scene, 55, 55, 55);
    }

    private static void oneOfEach(Scene scene, int registerId, int subscribeId, int publishId) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.send(register(registerId, scene.topic("r").name()));
        device.send(subscribe(Qos.ONE, subscribeId, scene.topic("s").name()));
        device.send(publish(Qos.ONE, normal(id), publishId, "all at once"));
        Set<Class<? extends SnMessage>> open = new HashSet<>(Set.of(RegAck.class, SubAck.class, PubAck.class));
        while (!open.isEmpty()) {
            SnMessage answer = device.expectOneOf(List.copyOf(open));
            open.remove(answer.getClass());
            if (answer instanceof RegAck ack) {
                scene.must(ack.returnCode().isAccepted() && ack.msgId() == registerId, "it is " + SnText.of(ack));
            } else if (answer instanceof SubAck ack) {
                scene.must(ack.returnCode().isAccepted() && ack.msgId() == subscribeId, "it is " + SnText.of(ack));
            } else {
                scene.must(answer.equals(new PubAck(id, publishId, OK)), "it is " + SnText.of(answer));
            }
        }
        topic.expectOnce("all at once");
    }

    // QoS -1

    private static void minusOneArrives(Device device, Topic topic, String payload) {
        device.send(publish(Qos.MINUS_ONE, topic.ref(), 0, payload));
        try {
            topic.expect(payload, Duration.ofSeconds(2));
        } catch (Finding nothing) {
            throw Finding.reading(
                    Reading.QOS_MINUS_ONE, "it is not published; many gateways have QoS -1 off by default");
        }
        device.expectSilence(Duration.ofMillis(300));
    }

    @Case(
            id = "PUB-30",
            section = "6.8",
            covers = {"SN12-QM1-01", "SN12-QM1-02", "SN12-STA-03"},
            title = "QoS -1 under a short topic name arrives without any connection, and is not answered")
    static void minusOneShort(Scene scene) {
        minusOneArrives(scene.withBroker().device(), scene.shortTopic(), "fire and forget");
    }

    @Case(
            id = "PUB-31",
            section = "6.8",
            covers = {"SN12-QM1-01", "SN12-QM1-02"},
            title = "QoS -1 under a predefined topic id arrives without any connection")
    static void minusOnePredefined(Scene scene) {
        Device device = scene.withBroker().device();
        Topic topic = scene.predefinedTopic(device.clientId());
        if (topic.name().contains(device.clientId())) {
            throw Finding.notApplicable("the predefined topic depends on the client id, which QoS -1 does not tell");
        }
        minusOneArrives(device, topic, "fire and forget of " + device.clientId());
    }

    @Case(
            id = "PUB-32",
            section = "6.8",
            covers = {"SN12-QM1-04"},
            title = "QoS -1 from a connected client arrives, and its connection goes on")
    static void minusOneConnected(Scene scene) {
        Device device = scene.withBroker().connected();
        minusOneArrives(device, scene.shortTopic(), "by the way");
        device.with().ping();
    }

    @Case(
            id = "PUB-33",
            section = "6.8",
            covers = {"SN12-QM1-02", "SN12-AMB-29", "SN12-BAD-23"},
            title = "QoS -1 with a normal topic id is not published")
    static void minusOneNormal(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.send(publish(Qos.MINUS_ONE, normal(id), 0, "normal id"));
        topic.expectNone("normal id", Duration.ofMillis(700));
    }

    @Case(
            id = "PUB-34",
            section = "6.8",
            covers = {"SN12-QM1-01", "SN12-QM1-05"},
            title = "QoS -1 is never acknowledged, not even when its topic id is unknown")
    static void minusOneUnknown(Scene scene) {
        Device device = scene.device();
        device.send(publish(Qos.MINUS_ONE, predefined(0xFE02), 0, "x"));
        SnMessage answer = device.nextOrNothing(Duration.ofMillis(700));
        scene.must(!(answer instanceof PubAck), "it was answered with PUBACK");
        scene.should(
                !(answer instanceof Disconnect),
                Reading.QOS_MINUS_ONE,
                "it was answered with DISCONNECT, which its sender does not wait for");
        scene.must(
                answer == null || answer instanceof Disconnect,
                "it was answered with " + (answer == null ? "" : SnText.of(answer)));
    }

    @Case(
            id = "PUB-35",
            section = "5.4.12",
            covers = {"SN12-QOS-02", "SN12-TMR-03"},
            title = "two different QoS 2 messages at a time do not mix")
    static void twoQos2(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.send(publish(Qos.TWO, normal(id), 31, "a"));
        device.expect(new PubRec(31));
        device.send(publish(Qos.ONE, normal(id), 32, "b"));
        device.expect(new PubAck(id, 32, OK));
        device.send(new PubRel(31));
        device.expect(new PubComp(31));
        topic.expectOnce("a");
        topic.expectOnce("b");
    }
}
