package org.sngateway.simulator.conformance.script;

import org.sngateway.codec.v12.Advertise;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.PubComp;
import org.sngateway.codec.v12.PubRec;
import org.sngateway.codec.v12.PubRel;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SnMessageVisitor;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillMsg;
import org.sngateway.codec.v12.WillMsgReq;
import org.sngateway.codec.v12.WillMsgResp;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicReq;
import org.sngateway.codec.v12.WillTopicResp;
import org.sngateway.codec.v12.WillTopicUpd;

/** One message as one line: {@code PUBLISH QoS 1 normal 0x0401 msgId 7 "21.5"}. */
public final class PacketText implements SnMessageVisitor {
    private static final int TEXT_OCTETS_MAX = 48;

    private final StringBuilder line;

    private PacketText(StringBuilder line) {
        this.line = line;
    }

    public static String of(SnMessage message) {
        StringBuilder line = new StringBuilder(message.type().name());
        message.accept(new PacketText(line));
        return line.toString();
    }

    /** A return code with its meaning. */
    public static String of(ReturnCode code) {
        String meaning = switch (code.value()) {
            case 0 -> "accepted";
            case 1 -> "congestion";
            case 2 -> "invalid topic id";
            case 3 -> "not supported";
            default -> "reserved";
        };
        return String.format("0x%02X (%s)", code.value(), meaning);
    }

    private PacketText add(String text) {
        line.append(' ').append(text);
        return this;
    }

    private PacketText flag(boolean isSet, String name) {
        return isSet ? add(name) : this;
    }

    private PacketText qos(Qos qos) {
        return add("QoS " + (qos == Qos.MINUS_ONE ? "-1" : String.valueOf(qos.bits())));
    }

    private PacketText id(String name, int id) {
        return add(String.format("%s 0x%04X", name, id));
    }

    private PacketText msgId(int msgId) {
        return add("msgId " + msgId);
    }

    private PacketText code(ReturnCode code) {
        return add(of(code));
    }

    private PacketText text(Octets octets) {
        String text = octets.utf8();
        if (text == null || text.chars().anyMatch(Character::isISOControl)) {
            return add(octets.length() + " octets");
        }
        return octets.length() <= TEXT_OCTETS_MAX
                ? add('"' + text + '"')
                : add('"' + text.substring(0, Math.min(text.length(), TEXT_OCTETS_MAX)) + "...\" (" + octets.length()
                        + " octets)");
    }

    private PacketText topic(TopicRef topic) {
        if (topic instanceof TopicRef.Named named) {
            return text(named.name());
        }
        if (topic instanceof TopicRef.ShortName name) {
            return add("short").text(name.name());
        }
        String kind = topic instanceof TopicRef.Normal
                ? "normal"
                : topic instanceof TopicRef.Predefined ? "predefined" : "illegal";
        return id(kind, topic.wireId());
    }

    @Override
    public void visit(Advertise m) {
        add("gwId " + m.gwId()).add("next in " + m.durationSeconds() + " s");
    }

    @Override
    public void visit(SearchGw m) {
        add("radius " + m.radius());
    }

    @Override
    public void visit(GwInfo m) {
        add("gwId " + m.gwId());
        if (!m.gwAdd().isEmpty()) {
            add("gwAdd of " + m.gwAdd().length() + " octets");
        }
    }

    @Override
    public void visit(Connect m) {
        text(m.clientId()).flag(m.cleanSession(), "clean").flag(m.will(), "will");
        add("keep-alive " + m.durationSeconds() + " s");
        if (m.protocolId() != 1) {
            add("protocolId " + m.protocolId());
        }
    }

    @Override
    public void visit(ConnAck m) {
        code(m.returnCode());
    }

    @Override
    public void visit(WillTopicReq m) {}

    @Override
    public void visit(WillTopic m) {
        will(m.topic(), m.qos(), m.retain());
    }

    @Override
    public void visit(WillMsgReq m) {}

    @Override
    public void visit(WillMsg m) {
        text(m.message());
    }

    @Override
    public void visit(Register m) {
        text(m.topicName()).id("id", m.topicId()).msgId(m.msgId());
    }

    @Override
    public void visit(RegAck m) {
        id("id", m.topicId()).msgId(m.msgId()).code(m.returnCode());
    }

    @Override
    public void visit(Publish m) {
        flag(m.dup(), "DUP").qos(m.qos()).flag(m.retain(), "retain");
        topic(m.topic()).msgId(m.msgId()).text(m.data());
    }

    @Override
    public void visit(PubAck m) {
        id("id", m.topicId()).msgId(m.msgId()).code(m.returnCode());
    }

    @Override
    public void visit(PubRec m) {
        msgId(m.msgId());
    }

    @Override
    public void visit(PubRel m) {
        msgId(m.msgId());
    }

    @Override
    public void visit(PubComp m) {
        msgId(m.msgId());
    }

    @Override
    public void visit(Subscribe m) {
        flag(m.dup(), "DUP").qos(m.qos()).topic(m.topic()).msgId(m.msgId());
    }

    @Override
    public void visit(SubAck m) {
        qos(m.qos()).id("id", m.topicId()).msgId(m.msgId()).code(m.returnCode());
    }

    @Override
    public void visit(Unsubscribe m) {
        topic(m.topic()).msgId(m.msgId());
    }

    @Override
    public void visit(UnsubAck m) {
        msgId(m.msgId());
    }

    @Override
    public void visit(PingReq m) {
        if (!m.clientId().isEmpty()) {
            text(m.clientId());
        }
    }

    @Override
    public void visit(PingResp m) {}

    @Override
    public void visit(Disconnect m) {
        if (m.hasDuration()) {
            add(m.durationSeconds() + " s");
        }
    }

    @Override
    public void visit(WillTopicUpd m) {
        will(m.topic(), m.qos(), m.retain());
    }

    @Override
    public void visit(WillTopicResp m) {
        code(m.returnCode());
    }

    @Override
    public void visit(WillMsgUpd m) {
        text(m.message());
    }

    @Override
    public void visit(WillMsgResp m) {
        code(m.returnCode());
    }

    @Override
    public void visit(Encapsulated m) {
        add("node " + Trace.hex(m.nodeId().toByteArray())).add("{ " + of(m.message()) + " }");
    }

    private void will(Octets topic, Qos qos, boolean retain) {
        if (topic.isEmpty()) {
            add("(empty)");
        } else {
            text(topic).qos(qos).flag(retain, "retain");
        }
    }
}
