package org.sngateway.simulator.tool;

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

/**
 * One message on one line, with the field names of the gateway's own log: {@code PUBLISH topic_id=1 qos=1 msg_id=2
 * octets=4 payload="21.5"}.
 */
final class PacketText implements SnMessageVisitor {
    private static final int PAYLOAD_OCTETS_MAX = 64;
    private static final String[] CODES = {"accepted", "congestion", "invalid topic id", "not supported"};

    private final StringBuilder line = new StringBuilder();

    private PacketText() {}

    static String of(SnMessage message) {
        PacketText text = new PacketText();
        text.line.append(message.type());
        message.accept(text);
        return text.line.toString();
    }

    /** A return code in the specification's words: {@code congestion (code 1)}. */
    static String of(ReturnCode code) {
        return name(code) + " (code " + code.value() + ")";
    }

    private static String name(ReturnCode code) {
        return code.value() < CODES.length ? CODES[code.value()] : "reserved";
    }

    static int number(Qos qos) {
        return qos == Qos.MINUS_ONE ? -1 : qos.bits();
    }

    @Override
    public void visit(Advertise message) {
        with("gw_id", message.gwId());
        with("duration", message.durationSeconds());
    }

    @Override
    public void visit(SearchGw message) {
        with("radius", message.radius());
    }

    @Override
    public void visit(GwInfo message) {
        with("gw_id", message.gwId());
        if (!message.gwAdd().isEmpty()) {
            with("gw_add", hex(message.gwAdd()));
        }
    }

    @Override
    public void visit(Connect message) {
        text("client", message.clientId());
        with("keep_alive", message.durationSeconds());
        flag("clean", message.cleanSession());
        flag("will", message.will());
        if (message.protocolId() != 1) {
            with("protocol", message.protocolId());
        }
    }

    @Override
    public void visit(ConnAck message) {
        code(message.returnCode());
    }

    @Override
    public void visit(WillTopicReq message) {}

    @Override
    public void visit(WillTopic message) {
        will(message.topic(), message.qos(), message.retain());
    }

    @Override
    public void visit(WillMsgReq message) {}

    @Override
    public void visit(WillMsg message) {
        payload(message.message());
    }

    @Override
    public void visit(Register message) {
        with("topic_id", message.topicId());
        with("msg_id", message.msgId());
        text("topic", message.topicName());
    }

    @Override
    public void visit(RegAck message) {
        with("topic_id", message.topicId());
        with("msg_id", message.msgId());
        code(message.returnCode());
    }

    @Override
    public void visit(Publish message) {
        topic(message.topic());
        with("qos", number(message.qos()));
        with("msg_id", message.msgId());
        flag("dup", message.dup());
        flag("retain", message.retain());
        payload(message.data());
    }

    @Override
    public void visit(PubAck message) {
        with("topic_id", message.topicId());
        with("msg_id", message.msgId());
        code(message.returnCode());
    }

    @Override
    public void visit(PubComp message) {
        with("msg_id", message.msgId());
    }

    @Override
    public void visit(PubRec message) {
        with("msg_id", message.msgId());
    }

    @Override
    public void visit(PubRel message) {
        with("msg_id", message.msgId());
    }

    @Override
    public void visit(Subscribe message) {
        topic(message.topic());
        with("qos", number(message.qos()));
        with("msg_id", message.msgId());
        flag("dup", message.dup());
    }

    @Override
    public void visit(SubAck message) {
        with("topic_id", message.topicId());
        with("qos", number(message.qos()));
        with("msg_id", message.msgId());
        code(message.returnCode());
    }

    @Override
    public void visit(Unsubscribe message) {
        topic(message.topic());
        with("msg_id", message.msgId());
    }

    @Override
    public void visit(UnsubAck message) {
        with("msg_id", message.msgId());
    }

    @Override
    public void visit(PingReq message) {
        if (!message.clientId().isEmpty()) {
            text("client", message.clientId());
        }
    }

    @Override
    public void visit(PingResp message) {}

    @Override
    public void visit(Disconnect message) {
        if (message.hasDuration()) {
            with("duration", message.durationSeconds());
        }
    }

    @Override
    public void visit(WillTopicUpd message) {
        will(message.topic(), message.qos(), message.retain());
    }

    @Override
    public void visit(WillTopicResp message) {
        code(message.returnCode());
    }

    @Override
    public void visit(WillMsgUpd message) {
        payload(message.message());
    }

    @Override
    public void visit(WillMsgResp message) {
        code(message.returnCode());
    }

    @Override
    public void visit(Encapsulated message) {
        with("node", hex(message.nodeId()));
        with("radius", message.radius());
        line.append(' ').append(message.message().type());
        message.message().accept(this);
    }

    private void with(String key, Object value) {
        line.append(' ').append(key).append('=').append(value);
    }

    /** Only when it is set. */
    private void flag(String key, boolean value) {
        if (value) {
            with(key, 1);
        }
    }

    private void code(ReturnCode code) {
        with("code", code.value());
        if (!code.isAccepted()) {
            line.append(" (").append(name(code)).append(')');
        }
    }

    private void will(Octets topic, Qos qos, boolean retain) {
        text("topic", topic);
        with("qos", number(qos));
        flag("retain", retain);
    }

    private void topic(TopicRef topic) {
        if (topic instanceof TopicRef.Named named) {
            text("topic", named.name());
        } else if (topic instanceof TopicRef.ShortName shortName) {
            text("topic_short", shortName.name());
        } else if (topic instanceof TopicRef.Illegal illegal) {
            with("topic_illegal", hex(illegal.field()));
        } else {
            with(topic instanceof TopicRef.Predefined ? "topic_predefined" : "topic_id", topic.wireId());
        }
    }

    private void payload(Octets payload) {
        with("octets", payload.length());
        if (!payload.isEmpty()) {
            int shown = Math.min(payload.length(), PAYLOAD_OCTETS_MAX);
            Octets start = Octets.copyOf(payload.toByteArray(), 0, shown);
            String text = start.utf8();
            with("payload", (text == null ? hex(start) : quoted(text)) + (shown < payload.length() ? "..." : ""));
        }
    }

    private void text(String key, Octets octets) {
        String text = octets.utf8();
        boolean isPlain = text != null && !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c != '"' && c < 127);
        with(key, text == null ? hex(octets) : isPlain ? text : quoted(text));
    }

    private static String hex(Octets octets) {
        return "0x" + octets.toString().replace(" ", "");
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (Character.isISOControl(c)) {
                quoted.append(c == '\n' ? "\\n" : String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
