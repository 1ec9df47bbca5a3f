package org.sngateway.codec;

import org.sngateway.codec.v12.*;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Messages in the notation of the {@code expected} column of the golden vectors: the type, then every field. */
public final class MessageText implements SnMessageVisitor {
    private static final int COLLAPSED_FROM_OCTETS = 40;

    private final StringBuilder text = new StringBuilder();

    private MessageText() {}

    public static String of(SnMessage message) {
        MessageText visitor = new MessageText();
        visitor.text.append(message.type().name());
        message.accept(visitor);
        return visitor.text.toString();
    }

    @Override
    public void visit(Advertise message) {
        field("gwId", message.gwId());
        field("duration", message.durationSeconds());
    }

    @Override
    public void visit(SearchGw message) {
        field("radius", message.radius());
    }

    @Override
    public void visit(GwInfo message) {
        field("gwId", message.gwId());
        field("gwAdd", octets(message.gwAdd()));
    }

    @Override
    public void visit(Connect message) {
        flag("will", message.will());
        flag("clean", message.cleanSession());
        field("protocolId", message.protocolId());
        field("duration", message.durationSeconds());
        field("clientId", octets(message.clientId()));
    }

    @Override
    public void visit(ConnAck message) {
        field("returnCode", message.returnCode().value());
    }

    @Override
    public void visit(WillTopicReq message) {
        // Has no fields.
    }

    @Override
    public void visit(WillTopic message) {
        qos(message.qos());
        flag("retain", message.retain());
        field("topic", octets(message.topic()));
    }

    @Override
    public void visit(WillMsgReq message) {
        // Has no fields.
    }

    @Override
    public void visit(WillMsg message) {
        field("message", octets(message.message()));
    }

    @Override
    public void visit(Register message) {
        word("topicId", message.topicId());
        word("msgId", message.msgId());
        field("topicName", octets(message.topicName()));
    }

    @Override
    public void visit(RegAck message) {
        word("topicId", message.topicId());
        word("msgId", message.msgId());
        field("returnCode", message.returnCode().value());
    }

    @Override
    public void visit(Publish message) {
        flag("dup", message.dup());
        qos(message.qos());
        flag("retain", message.retain());
        topic(message.topic());
        word("msgId", message.msgId());
        field("data", octets(message.data()));
    }

    @Override
    public void visit(PubAck message) {
        word("topicId", message.topicId());
        word("msgId", message.msgId());
        field("returnCode", message.returnCode().value());
    }

    @Override
    public void visit(PubComp message) {
        word("msgId", message.msgId());
    }

    @Override
    public void visit(PubRec message) {
        word("msgId", message.msgId());
    }

    @Override
    public void visit(PubRel message) {
        word("msgId", message.msgId());
    }

    @Override
    public void visit(Subscribe message) {
        flag("dup", message.dup());
        qos(message.qos());
        word("msgId", message.msgId());
        topic(message.topic());
    }

    @Override
    public void visit(SubAck message) {
        qos(message.qos());
        word("topicId", message.topicId());
        word("msgId", message.msgId());
        field("returnCode", message.returnCode().value());
    }

    @Override
    public void visit(Unsubscribe message) {
        word("msgId", message.msgId());
        topic(message.topic());
    }

    @Override
    public void visit(UnsubAck message) {
        word("msgId", message.msgId());
    }

    @Override
    public void visit(PingReq message) {
        field("clientId", octets(message.clientId()));
    }

    @Override
    public void visit(PingResp message) {
        // Has no fields.
    }

    @Override
    public void visit(Disconnect message) {
        field("duration", message.hasDuration() ? String.valueOf(message.durationSeconds()) : "absent");
    }

    @Override
    public void visit(WillTopicUpd message) {
        qos(message.qos());
        flag("retain", message.retain());
        field("topic", octets(message.topic()));
    }

    @Override
    public void visit(WillTopicResp message) {
        field("returnCode", message.returnCode().value());
    }

    @Override
    public void visit(WillMsgUpd message) {
        field("message", octets(message.message()));
    }

    @Override
    public void visit(WillMsgResp message) {
        field("returnCode", message.returnCode().value());
    }

    @Override
    public void visit(Encapsulated message) {
        field("radius", message.radius());
        field("nodeId", octets(message.nodeId()));
        text.append(" [").append(of(message.message())).append(']');
    }

    private void qos(Qos qos) {
        field("qos", qos == Qos.MINUS_ONE ? -1 : qos.bits());
    }

    private void topic(TopicRef topic) {
        if (topic instanceof TopicRef.Normal normal) {
            word("topic=normal", normal.id(), ':');
        } else if (topic instanceof TopicRef.Predefined predefined) {
            word("topic=predefined", predefined.id(), ':');
        } else if (topic instanceof TopicRef.ShortName shortName) {
            field("topic", "short:" + octets(shortName.name()));
        } else if (topic instanceof TopicRef.Named named) {
            field("topic", "named:" + octets(named.name()));
        } else if (topic instanceof TopicRef.Illegal illegal) {
            field("topic", "illegal:" + illegal.typeBits() + ":" + octets(illegal.field()));
        }
    }

    private void flag(String name, boolean value) {
        field(name, value ? 1 : 0);
    }

    private void field(String name, int value) {
        field(name, String.valueOf(value));
    }

    private void word(String name, int value) {
        word(name, value, '=');
    }

    private void word(String name, int value, char separator) {
        text.append(' ').append(name).append(separator).append(String.format("0x%04X", value));
    }

    private void field(String name, String value) {
        text.append(' ').append(name).append('=').append(value);
    }

    private static String octets(Octets octets) {
        byte[] bytes = octets.toByteArray();
        boolean printable = true;
        boolean uniform = true;
        for (byte octet : bytes) {
            printable &= octet > 0x20 && octet < 0x7F && octet != '"';
            uniform &= octet == bytes[0];
        }
        if (uniform && bytes.length >= COLLAPSED_FROM_OCTETS) {
            return String.format("0x%02X*%d", bytes[0], bytes.length);
        }
        return printable
                ? '"' + new String(bytes, StandardCharsets.US_ASCII) + '"'
                : "0x" + HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
