package org.sngateway.simulator.conformance.group;

import org.sngateway.codec.SnEncoder;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.simulator.conformance.script.Case;
import org.sngateway.simulator.conformance.script.Device;
import org.sngateway.simulator.conformance.script.Level;
import org.sngateway.simulator.conformance.script.Reading;
import org.sngateway.simulator.conformance.script.Scene;
import org.sngateway.simulator.conformance.script.Topic;
import org.sngateway.simulator.conformance.script.WireRecord;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import static org.sngateway.simulator.conformance.script.Messages.connect;
import static org.sngateway.simulator.conformance.script.Messages.normal;
import static org.sngateway.simulator.conformance.script.Messages.publish;
import static org.sngateway.simulator.conformance.script.Messages.register;
import static org.sngateway.simulator.conformance.script.Messages.subscribe;

/** FMT: the frame of messages, both forms of Length, flags, and what is no message at all. */
public final class FormatTests {
    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final int PUBLISH_HEADER_SHORT = 7;

    private FormatTests() {}

    @Case(
            id = "FMT-01",
            section = "5.2.1",
            covers = {"SN12-AMB-12", "SN12-FRM-03", "SN12-FRM-05"},
            title = "CONNECT with a 3-octet Length is accepted")
    static void longConnect(Scene scene) {
        Device device = scene.device();
        device.sendLong(connect(device.clientId(), 60));
        device.expect(new ConnAck(ReturnCode.ACCEPTED));
    }

    @Case(
            id = "FMT-02",
            section = "5.2.1",
            covers = {"SN12-FRM-05", "SN12-DEC-05"},
            title = "PINGREQ with a 3-octet Length is answered")
    static void longPingReq(Scene scene) {
        Device device = scene.connected();
        device.sendLong(PingReq.EMPTY);
        device.expect(PingResp.class);
    }

    @Case(
            id = "FMT-03",
            section = "5.2.1",
            covers = {"SN12-FRM-05", "SN12-MSG-10"},
            title = "REGISTER with a 3-octet Length is answered")
    static void longRegister(Scene scene) {
        Device device = scene.connected();
        device.sendLong(register(3, scene.topic("t").name()));
        RegAck ack = device.expect(RegAck.class);
        scene.must(ack.msgId() == 3 && ack.returnCode().isAccepted(), "REGACK does not accept message id 3");
    }

    @Case(
            id = "FMT-04",
            section = "5.2.1",
            covers = {"SN12-FRM-05", "SN12-MSG-15"},
            title = "SUBSCRIBE with a 3-octet Length is answered")
    static void longSubscribe(Scene scene) {
        Device device = scene.connected();
        device.sendLong(subscribe(Qos.ONE, 4, scene.topic("t").name()));
        SubAck ack = device.expect(SubAck.class);
        scene.must(ack.msgId() == 4 && ack.returnCode().isAccepted(), "SUBACK does not accept message id 4");
    }

    @Case(
            id = "FMT-05",
            section = "5.2.1",
            covers = {"SN12-FRM-05", "SN12-DEC-05"},
            title = "DISCONNECT with a 3-octet Length is answered")
    static void longDisconnect(Scene scene) {
        Device device = scene.connected();
        device.sendLong(Disconnect.PLAIN);
        device.expect(Disconnect.PLAIN);
    }

    @Case(
            id = "FMT-06",
            section = "5.2.1",
            covers = {"SN12-FRM-03", "SN12-FRM-05", "SN12-TV-69"},
            title = "a short PUBLISH with a 3-octet Length arrives octet for octet")
    static void longPublish(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        device.sendLong(publish(Qos.ONE, normal(id), 7, "hi"));
        device.expect(new PubAck(id, 7, ReturnCode.ACCEPTED));
        topic.expect("hi");
    }

    private static void publishesOfTotal(Scene scene, int total) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        byte[] data = pattern(total - PUBLISH_HEADER_SHORT - (total > 255 ? 2 : 0));
        Publish publish = new Publish(false, Qos.ONE, false, normal(id), 7, Octets.copyOf(data));
        scene.must(SnEncoder.encode(publish).length == total, "the suite encoded another length than it meant");
        device.send(publish);
        device.expect(new PubAck(id, 7, ReturnCode.ACCEPTED));
        topic.expect(data, scene.patience());
    }

    private static byte[] pattern(int length) {
        byte[] data = new byte[length];
        for (int index = 0; index < length; index++) {
            data[index] = (byte) (index * 7 + length);
        }
        return data;
    }

    @Case(
            id = "FMT-07",
            section = "5.2.1",
            covers = {"SN12-FRM-02", "SN12-FRM-07", "SN12-TV-67"},
            title = "a PUBLISH of 255 octets, the longest with a 1-octet Length, arrives whole")
    static void longestShortForm(Scene scene) {
        publishesOfTotal(scene, 255);
    }

    @Case(
            id = "FMT-08",
            section = "5.2.1",
            covers = {"SN12-FRM-03", "SN12-FRM-07", "SN12-TV-68"},
            title = "a PUBLISH of 258 octets, the shortest that needs a 3-octet Length, arrives whole")
    static void shortestLongForm(Scene scene) {
        publishesOfTotal(scene, 258);
    }

    @Case(
            id = "FMT-09",
            section = "5.2.1",
            covers = {"SN12-FRM-03", "SN12-FRM-09"},
            title = "a PUBLISH of 600 octets arrives whole")
    static void sixHundred(Scene scene) {
        publishesOfTotal(scene, 600);
    }

    @Case(
            id = "FMT-10",
            section = "5.2.1",
            covers = {"SN12-FRM-03", "SN12-SIZ-02"},
            level = Level.SHOULD,
            reading = Reading.OVERSIZE,
            title = "a message of 400 octets reaches the device whole, with a 3-octet Length")
    static void longDownlink(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().subscription(Qos.ONE, topic);
        byte[] data = "0123456789".repeat(40).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        topic.publish(Qos.ONE, false, data);
        Publish got = device.expect(Publish.class);
        device.with().acknowledge(got);
        scene.must(Arrays.equals(got.data().toByteArray(), data), "the payload is not what was published");
    }

    @Case(
            id = "FMT-11",
            section = "5.3.2",
            covers = {"SN12-FLD-02"},
            title = "an empty payload arrives empty")
    static void emptyPayload(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        device.with().publication(device.with().registration(topic), "");
        topic.expect("");
    }

    @Case(
            id = "FMT-12",
            section = "5.3.2",
            covers = {"SN12-FLD-02"},
            title = "a payload of every octet value arrives unchanged")
    static void opaquePayload(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        byte[] data = new byte[256];
        for (int octet = 0; octet < data.length; octet++) {
            data[octet] = (byte) octet;
        }
        device.send(new Publish(false, Qos.ONE, false, normal(id), 2, Octets.copyOf(data)));
        device.expect(new PubAck(id, 2, ReturnCode.ACCEPTED));
        topic.expect(data, scene.patience());
    }

    /** Sends what is no message; a gateway drops it, and the connection goes on. */
    private static void dropsAll(Scene scene, String... datagrams) {
        Device device = scene.connected();
        for (String datagram : datagrams) {
            device.sendHex(datagram);
        }
        device.expectNoReaction();
    }

    @Case(
            id = "FMT-13",
            section = "5.2.1",
            covers = {"SN12-FRM-04", "SN12-BAD-03", "SN12-BAD-57"},
            level = Level.SHOULD,
            reading = Reading.MALFORMED,
            title = "Length 0x00 is dropped")
    static void lengthZero(Scene scene) {
        dropsAll(scene, "00 16", "00 0C 00 04 01 00 00 31");
    }

    @Case(
            id = "FMT-14",
            section = "5.2.1",
            covers = {"SN12-BAD-01", "SN12-BAD-02", "SN12-BAD-04", "SN12-BAD-05"},
            level = Level.SHOULD,
            reading = Reading.MALFORMED,
            title = "a header that is cut off is dropped")
    static void cutHeader(Scene scene) {
        dropsAll(scene, "", "02", "01", "01 00", "01 00 03", "01 00 04");
    }

    @Case(
            id = "FMT-15",
            section = "5.2.1",
            covers = {"SN12-FRM-04", "SN12-BAD-08"},
            level = Level.SHOULD,
            reading = Reading.MALFORMED,
            title = "a 3-octet Length below 4 is dropped")
    static void longLengthTooShort(Scene scene) {
        dropsAll(scene, "01 00 03 16", "01 00 00 16", "01 00 02 16");
    }

    @Case(
            id = "FMT-16",
            section = "5.2.1",
            covers = {"SN12-FRM-08", "SN12-BAD-09"},
            level = Level.SHOULD,
            reading = Reading.MALFORMED,
            title = "a datagram shorter than its Length is dropped")
    static void shorterThanDeclared(Scene scene) {
        dropsAll(scene, "05 16", "05 18 00 05", "09 16 73 65");
    }

    @Case(
            id = "FMT-17",
            section = "5.2.1",
            covers = {"SN12-FRM-08", "SN12-BAD-09"},
            title = "a PUBLISH that is cut off is not published")
    static void cutPublish(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        byte[] whole = SnEncoder.encode(publish(Qos.ZERO, normal(id), 0, "whole message"));
        device.sendRaw(Arrays.copyOf(whole, whole.length - 6));
        topic.expectNothing(Duration.ofMillis(700));
    }

    @Case(
            id = "FMT-18",
            section = "5.2.1",
            covers = {"SN12-FRM-08", "SN12-BAD-10", "SN12-BAD-56", "SN12-AMB-36"},
            level = Level.SHOULD,
            reading = Reading.TRAILING_OCTETS,
            title = "a PUBLISH with octets after its end is not published cut")
    static void trailingOctets(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        byte[] whole = SnEncoder.encode(publish(Qos.ZERO, normal(id), 0, "whole"));
        byte[] longer = Arrays.copyOf(whole, whole.length + 3);
        device.sendRaw(longer);
        topic.expectNothing(Duration.ofMillis(700));
    }

    @Case(
            id = "FMT-19",
            section = "5.2.2",
            covers = {"SN12-TYP-02", "SN12-BAD-11", "SN12-BAD-12", "SN12-BAD-13", "SN12-BAD-14", "SN12-BAD-15"},
            level = Level.SHOULD,
            reading = Reading.MALFORMED,
            title = "reserved message types are dropped")
    static void reservedTypes(Scene scene) {
        dropsAll(scene, "02 03", "02 11", "02 19", "02 1E", "02 FF", "05 42 01 02 03");
    }

    @Case(
            id = "FMT-20",
            section = "5.2.2",
            covers = {"SN12-TYP-03", "SN12-BAD-54"},
            level = Level.SHOULD,
            reading = Reading.MALFORMED,
            title = "messages that only gateways send are dropped")
    static void gatewaysMessages(Scene scene) {
        dropsAll(scene, "03 05 00", "02 06", "02 08", "08 13 00 00 01 00 01 00", "04 15 00 01", "03 1B 00", "03 1D 00");
    }

    @Case(
            id = "FMT-21",
            section = "5.4",
            covers = {"SN12-DEC-05", "SN12-BAD-38", "SN12-BAD-39", "SN12-BAD-40", "SN12-BAD-41"},
            level = Level.SHOULD,
            reading = Reading.MALFORMED,
            title = "messages of fixed length are dropped when they have another")
    static void wrongFixedLength(Scene scene) {
        dropsAll(scene, "06 0B 04 01 00 01", "06 0D 04 01 12 34", "05 0F 00 02 00", "03 17 00");
    }

    @Case(
            id = "FMT-22",
            section = "5.4.21",
            covers = {"SN12-DEC-05", "SN12-BAD-42", "SN12-BAD-43"},
            level = Level.SHOULD,
            reading = Reading.MALFORMED,
            title = "DISCONNECT with a Duration of one or three octets is dropped, the client stays connected")
    static void oddDisconnect(Scene scene) {
        dropsAll(scene, "03 18 00", "05 18 00 3C 00");
    }

    @Case(
            id = "FMT-23",
            section = "5.4.12",
            covers = {"SN12-BAD-21"},
            level = Level.SHOULD,
            reading = Reading.MALFORMED,
            title = "PUBLISH cut inside its message id, SUBSCRIBE and CONNECT cut likewise are dropped")
    static void cutFixedPart(Scene scene) {
        dropsAll(scene, "06 0C 00 00 01 00", "04 12 20 00", "05 04 04 01 00", "02 01");
    }

    @Case(
            id = "FMT-24",
            section = "5.3.4",
            covers = {"SN12-FLG-04"},
            title = "flags that CONNECT does not use are ignored")
    static void unusedFlagsOfConnect(Scene scene) {
        Device device = scene.device();
        byte[] octets = SnEncoder.encode(connect(device.clientId(), 60));
        octets[2] |= (byte) 0xF3;
        device.sendRaw(octets);
        device.expect(new ConnAck(ReturnCode.ACCEPTED));
    }

    @Case(
            id = "FMT-25",
            section = "5.3.4",
            covers = {"SN12-FLG-04"},
            title = "flags that SUBSCRIBE does not use are ignored")
    static void unusedFlagsOfSubscribe(Scene scene) {
        Device device = scene.connected();
        byte[] octets = SnEncoder.encode(subscribe(Qos.ONE, 5, scene.topic("t").name()));
        octets[2] |= 0x1C;
        device.sendRaw(octets);
        SubAck ack = device.expect(SubAck.class);
        scene.must(ack.returnCode().isAccepted(), "SUBSCRIBE was refused with " + ack.returnCode());
    }

    @Case(
            id = "FMT-26",
            section = "5.3.4",
            covers = {"SN12-FLG-04"},
            title = "flags that PUBLISH does not use are ignored")
    static void unusedFlagsOfPublish(Scene scene) {
        Topic topic = scene.withBroker().topic("t");
        Device device = scene.connected();
        int id = device.with().registration(topic);
        byte[] octets = SnEncoder.encode(publish(Qos.ONE, normal(id), 6, "flags"));
        octets[2] |= 0x0C;
        device.sendRaw(octets);
        device.expect(new PubAck(id, 6, ReturnCode.ACCEPTED));
        topic.expect("flags");
    }

    @Case(
            id = "FMT-27",
            section = "5.2.2",
            covers = {"SN12-TYP-01"},
            title = "PUBREC is 0x0F, PUBREL 0x10 and PUBCOMP 0x0E")
    static void codesOfQos2(Scene scene) {
        Device device = scene.connected();
        int id = device.with().registration(scene.topic("t"));
        device.send(publish(Qos.TWO, normal(id), 0x0102, "x"));
        SnMessage rec =
                device.expectEither(org.sngateway.codec.v12.PubRec.class, org.sngateway.codec.v12.PubComp.class);
        scene.must(rec.type().code() == 0x0F, "PUBLISH with QoS 2 is answered with type 0x0E instead of 0x0F");
        device.sendHex("04 10 01 02");
        device.expect(new org.sngateway.codec.v12.PubComp(0x0102));
    }

    // What all datagrams of the run have in common; played when the others are done.

    private static void never(Scene scene, WireRecord.Fault fault, String what) {
        WireRecord wire = scene.bed().wire();
        scene.note(wire.datagrams() + " datagrams of the gateway were looked at");
        List<String> examples = wire.examples(fault);
        examples.forEach(scene::note);
        scene.must(examples.isEmpty(), what + ": " + String.join(" | ", examples));
    }

    @Case(
            id = "FMT-90",
            section = "5.2",
            covers = {"SN12-FRM-01", "SN12-FRM-02", "SN12-FRM-03"},
            alone = true,
            title = "every datagram of the gateway in this run was a well-formed message")
    static void wellFormed(Scene scene) {
        never(scene, WireRecord.Fault.MALFORMED, "malformed");
    }

    @Case(
            id = "FMT-91",
            section = "5.3.10",
            covers = {"SN12-FLD-09", "SN12-FLD-10"},
            alone = true,
            title = "every return code of the gateway in this run was one of the four that 1.2 defines")
    static void definedReturnCodes(Scene scene) {
        never(scene, WireRecord.Fault.RESERVED_RETURN_CODE, "reserved return code");
    }

    @Case(
            id = "FMT-92",
            section = "5.3.4",
            covers = {"SN12-FLG-04"},
            level = Level.SHOULD,
            reading = Reading.SUBACK_TOPIC_ID,
            alone = true,
            title = "flags that SUBACK and PUBLISH do not use were always 0")
    static void unusedFlagsAreZero(Scene scene) {
        never(scene, WireRecord.Fault.UNUSED_FLAG_SET, "unused flag set");
    }

    @Case(
            id = "FMT-93",
            section = "5.2.1",
            covers = {"SN12-FRM-06"},
            level = Level.SHOULD,
            reading = Reading.LENGTH_FORM,
            alone = true,
            title = "short messages of the gateway had a 1-octet Length")
    static void shortForm(Scene scene) {
        never(scene, WireRecord.Fault.LONG_FORM_FOR_SHORT_MESSAGE, "3-octet Length for a short message");
    }

    @Case(
            id = "FMT-94",
            section = "5.3.11",
            covers = {"SN12-FLD-11", "SN12-TID-02"},
            alone = true,
            title = "topic ids 0x0000 and 0xFFFF were never assigned")
    static void reservedTopicIds(Scene scene) {
        never(scene, WireRecord.Fault.RESERVED_TOPIC_ID, "reserved topic id");
    }

    @Case(
            id = "FMT-95",
            section = "5.4.12",
            covers = {"SN12-PUBG-07", "SN12-MID-02"},
            alone = true,
            title = "PUBLISH with QoS 0 to devices had message id 0x0000")
    static void noMsgIdInQos0(Scene scene) {
        never(scene, WireRecord.Fault.MESSAGE_ID_IN_QOS_0, "message id in QoS 0");
    }

    @Case(
            id = "FMT-96",
            section = "5.3.4",
            covers = {"SN12-FLG-01", "SN12-PUBG-06"},
            alone = true,
            title = "QoS -1 was never sent to a device")
    static void noMinusOne(Scene scene) {
        never(scene, WireRecord.Fault.QOS_MINUS_ONE_TO_DEVICE, "QoS -1");
    }

    @Case(
            id = "FMT-97",
            section = "5.4.19, 5.4.21",
            covers = {"SN12-MSG-19", "SN12-MSG-21", "SN12-DIS-02"},
            alone = true,
            title = "the gateway's PINGREQ had no ClientId, its DISCONNECT no Duration")
    static void emptyForms(Scene scene) {
        never(scene, WireRecord.Fault.CLIENT_ID_OR_DURATION_FROM_GATEWAY, "ClientId or Duration");
    }

    @Case(
            id = "FMT-28",
            section = "5.3.12",
            covers = {"SN12-FLD-12"},
            title = "a topic name runs to the end of REGISTER, UTF-8 as it is")
    static void utf8Names(Scene scene) {
        Topic topic = scene.withBroker().topic("Küche/\u6e29\u5ea6");
        Device device = scene.connected();
        device.with().publication(device.with().registration(topic), "21");
        topic.expect("21");
    }

    @Case(
            id = "FMT-29",
            section = "5.2.1",
            covers = {"SN12-FRM-01", "SN12-DEC-01"},
            title = "malformed datagrams in between do not disturb an exchange")
    static void malformedInBetween(Scene scene) {
        Device device = scene.connected();
        int id = device.with().registration(scene.topic("t"));
        device.send(publish(Qos.TWO, normal(id), 9, "x"));
        device.expect(new org.sngateway.codec.v12.PubRec(9));
        device.sendHex("03 10 00").sendHex("00").sendHex("02 1E");
        device.collect(MOMENT);
        device.send(new org.sngateway.codec.v12.PubRel(9));
        device.expect(new org.sngateway.codec.v12.PubComp(9));
    }
}
