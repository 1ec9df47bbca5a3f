package org.sngateway.codec;

import org.sngateway.codec.v12.*;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tshark should show of a message: its field names with their values in its notation. Left out is what its MQTT-SN
 * dissector does not show: DUP, QoS and Retain of SUBSCRIBE, SUBACK, WILLTOPIC and WILLTOPICUPD, and a predefined id in
 * SUBSCRIBE and UNSUBSCRIBE.
 */
final class TsharkFields implements SnMessageVisitor {
    static final String LENGTH = "mqttsn.msg.len";
    static final String TYPE = "mqttsn.msg.type";
    static final String CONTROL = "mqttsn.control.info";
    static final String NODE_ID = "mqttsn.wireless.node.id";

    /** All fields of the dissector. */
    static final List<String> NAMES = List.of(
            LENGTH,
            TYPE,
            "mqttsn.dup",
            "mqttsn.will",
            "mqttsn.clean.session",
            "mqttsn.topic.id.type",
            "mqttsn.qos",
            "mqttsn.retain",
            "mqttsn.return.code",
            "mqttsn.gw.id",
            "mqttsn.gw.addr",
            "mqttsn.adv.interv",
            "mqttsn.radius",
            "mqttsn.protocol.id",
            "mqttsn.topic.id",
            "mqttsn.msg.id",
            "mqttsn.topic",
            "mqttsn.topic.name.or.id",
            "mqttsn.sleep.timer",
            "mqttsn.will.topic",
            "mqttsn.will.msg",
            "mqttsn.pub.msg",
            "mqttsn.client.id",
            "mqttsn.keep.alive",
            CONTROL,
            NODE_ID);

    private final Map<String, String> fields = new TreeMap<>();

    private TsharkFields() {}

    /** The fields of {@code message}, which is {@code octets} long on the wire. */
    static Map<String, String> of(SnMessage message, int octets) {
        TsharkFields visitor = new TsharkFields();
        visitor.fields.put(LENGTH, String.valueOf(octets));
        visitor.fields.put(TYPE, octet(message.type().code()));
        message.accept(visitor);
        return visitor.fields;
    }

    @Override
    public void visit(Advertise message) {
        number("gw.id", message.gwId());
        number("adv.interv", message.durationSeconds());
    }

    @Override
    public void visit(SearchGw message) {
        number("radius", message.radius());
    }

    @Override
    public void visit(GwInfo message) {
        number("gw.id", message.gwId());
        text("gw.addr", message.gwAdd());
    }

    @Override
    public void visit(Connect message) {
        flag("will", message.will());
        flag("clean.session", message.cleanSession());
        code("topic.id.type", 0);
        code("protocol.id", message.protocolId());
        number("keep.alive", message.durationSeconds());
        text("client.id", message.clientId());
    }

    @Override
    public void visit(ConnAck message) {
        code("return.code", message.returnCode().value());
    }

    @Override
    public void visit(WillTopicReq message) {
        // Has no fields.
    }

    @Override
    public void visit(WillTopic message) {
        willTopic(message.topic());
    }

    @Override
    public void visit(WillMsgReq message) {
        // Has no fields.
    }

    @Override
    public void visit(WillMsg message) {
        text("will.msg", message.message());
    }

    @Override
    public void visit(Register message) {
        number("topic.id", message.topicId());
        number("msg.id", message.msgId());
        text("topic", message.topicName());
    }

    @Override
    public void visit(RegAck message) {
        number("topic.id", message.topicId());
        number("msg.id", message.msgId());
        code("return.code", message.returnCode().value());
    }

    @Override
    public void visit(Publish message) {
        flag("dup", message.dup());
        code("qos", message.qos().bits());
        flag("retain", message.retain());
        code("topic.id.type", topicIdType(message.topic()));
        number("topic.id", message.topic().wireId());
        number("msg.id", message.msgId());
        text("pub.msg", message.data());
    }

    @Override
    public void visit(PubAck message) {
        number("topic.id", message.topicId());
        number("msg.id", message.msgId());
        code("return.code", message.returnCode().value());
    }

    @Override
    public void visit(PubComp message) {
        number("msg.id", message.msgId());
    }

    @Override
    public void visit(PubRec message) {
        number("msg.id", message.msgId());
    }

    @Override
    public void visit(PubRel message) {
        number("msg.id", message.msgId());
    }

    @Override
    public void visit(Subscribe message) {
        number("msg.id", message.msgId());
        filter(message.topic());
    }

    @Override
    public void visit(SubAck message) {
        code("topic.id.type", 0);
        number("topic.id", message.topicId());
        number("msg.id", message.msgId());
        code("return.code", message.returnCode().value());
    }

    @Override
    public void visit(Unsubscribe message) {
        number("msg.id", message.msgId());
        filter(message.topic());
    }

    @Override
    public void visit(UnsubAck message) {
        number("msg.id", message.msgId());
    }

    @Override
    public void visit(PingReq message) {
        text("client.id", message.clientId());
    }

    @Override
    public void visit(PingResp message) {
        // Has no fields.
    }

    @Override
    public void visit(Disconnect message) {
        if (message.hasDuration()) {
            number("sleep.timer", message.durationSeconds());
        }
    }

    @Override
    public void visit(WillTopicUpd message) {
        willTopic(message.topic());
    }

    @Override
    public void visit(WillTopicResp message) {
        code("return.code", message.returnCode().value());
    }

    @Override
    public void visit(WillMsgUpd message) {
        text("will.msg", message.message());
    }

    @Override
    public void visit(WillMsgResp message) {
        code("return.code", message.returnCode().value());
    }

    /** The inner message's fields stand beside those of the encapsulation, with a bar where both have one. */
    @Override
    public void visit(Encapsulated message) {
        int header = 3 + message.nodeId().length();
        int inner = Integer.parseInt(fields.getOrDefault(LENGTH, "")) - header;
        fields.put(LENGTH, String.valueOf(header));
        of(message.message(), inner).forEach((name, value) -> fields.merge(name, value, (a, b) -> a + "|" + b));
        fields.put(CONTROL, octet(message.radius()));
        long nodeId = 0;
        for (byte octet : message.nodeId().toByteArray()) {
            nodeId = nodeId << 8 | octet & 0xFF;
        }
        fields.put(NODE_ID, String.valueOf(nodeId));
    }

    private void willTopic(Octets topic) {
        if (!topic.isEmpty()) {
            code("topic.id.type", 0);
            text("will.topic", topic);
        }
    }

    private void filter(TopicRef topic) {
        code("topic.id.type", topicIdType(topic));
        if (topic instanceof TopicRef.Named named) {
            text("topic.name.or.id", named.name());
        } else if (topic instanceof TopicRef.ShortName shortName) {
            text("topic.name.or.id", shortName.name());
        }
    }

    private static int topicIdType(TopicRef topic) {
        if (topic instanceof TopicRef.Predefined) {
            return 0b01;
        }
        return topic instanceof TopicRef.ShortName ? 0b10 : 0b00;
    }

    private void flag(String name, boolean value) {
        number(name, value ? 1 : 0);
    }

    private void number(String name, int value) {
        fields.put("mqttsn." + name, String.valueOf(value));
    }

    private void code(String name, int value) {
        fields.put("mqttsn." + name, octet(value));
    }

    /** An empty text is not shown. */
    private void text(String name, Octets value) {
        if (!value.isEmpty()) {
            fields.put("mqttsn." + name, new String(value.toByteArray(), StandardCharsets.US_ASCII));
        }
    }

    private static String octet(int value) {
        return String.format("0x%02x", value);
    }
}
