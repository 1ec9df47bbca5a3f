package org.sngateway.gateway.adapter.observe;

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
 * Adds the fields of one message to an event, as people read them: ids, flags, return codes and lengths. Payloads and
 * Will messages only as their length, unless they are asked for. MQTT-SN 1.2 knows no credentials.
 */
final class PacketText implements SnMessageVisitor {
    private static final int PAYLOAD_OCTETS_MAX = 64;

    private final Event event;
    private final boolean payloads;

    private PacketText(Event event, boolean payloads) {
        this.event = event;
        this.payloads = payloads;
    }

    /** Adds to {@code event} what {@code message} says. */
    static Event describe(Event event, SnMessage message, boolean payloads) {
        event.with("type", message.type().name());
        message.accept(new PacketText(event, payloads));
        return event;
    }

    @Override
    public void visit(Advertise message) {
        number("gw_id", message.gwId());
        number("duration", message.durationSeconds());
    }

    @Override
    public void visit(SearchGw message) {
        number("radius", message.radius());
    }

    @Override
    public void visit(GwInfo message) {
        number("gw_id", message.gwId());
    }

    @Override
    public void visit(Connect message) {
        text("client", message.clientId());
        number("keep_alive", message.durationSeconds());
        flag("clean", message.cleanSession());
        flag("will", message.will());
        number("protocol", message.protocolId());
    }

    @Override
    public void visit(ConnAck message) {
        code(message.returnCode());
    }

    @Override
    public void visit(WillTopicReq message) {}

    @Override
    public void visit(WillTopic message) {
        text("topic", message.topic());
        qos(message.qos());
        flag("retain", message.retain());
    }

    @Override
    public void visit(WillMsgReq message) {}

    @Override
    public void visit(WillMsg message) {
        payload(message.message());
    }

    @Override
    public void visit(Register message) {
        number("topic_id", message.topicId());
        number("msg_id", message.msgId());
        text("topic", message.topicName());
    }

    @Override
    public void visit(RegAck message) {
        number("topic_id", message.topicId());
        number("msg_id", message.msgId());
        code(message.returnCode());
    }

    @Override
    public void visit(Publish message) {
        topic(message.topic());
        qos(message.qos());
        number("msg_id", message.msgId());
        flag("dup", message.dup());
        flag("retain", message.retain());
        payload(message.data());
    }

    @Override
    public void visit(PubAck message) {
        number("topic_id", message.topicId());
        number("msg_id", message.msgId());
        code(message.returnCode());
    }

    @Override
    public void visit(PubComp message) {
        number("msg_id", message.msgId());
    }

    @Override
    public void visit(PubRec message) {
        number("msg_id", message.msgId());
    }

    @Override
    public void visit(PubRel message) {
        number("msg_id", message.msgId());
    }

    @Override
    public void visit(Subscribe message) {
        topic(message.topic());
        qos(message.qos());
        number("msg_id", message.msgId());
        flag("dup", message.dup());
    }

    @Override
    public void visit(SubAck message) {
        number("topic_id", message.topicId());
        number("msg_id", message.msgId());
        qos(message.qos());
        code(message.returnCode());
    }

    @Override
    public void visit(Unsubscribe message) {
        topic(message.topic());
        number("msg_id", message.msgId());
    }

    @Override
    public void visit(UnsubAck message) {
        number("msg_id", message.msgId());
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
            number("duration", message.durationSeconds());
        }
    }

    @Override
    public void visit(WillTopicUpd message) {
        text("topic", message.topic());
        qos(message.qos());
        flag("retain", message.retain());
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
        text("node", message.nodeId().toString().replace(" ", ""));
        number("radius", message.radius());
        event.with("inner", Names.of(message.message().type()));
        message.message().accept(this);
    }

    private void number(String key, long value) {
        event.with(key, value);
    }

    /** Only when it is set. */
    private void flag(String key, boolean value) {
        if (value) {
            event.with(key, 1);
        }
    }

    private void text(String key, String value) {
        event.with(key, value);
    }

    private void text(String key, Octets value) {
        String text = value.utf8();
        event.with(key, text == null ? "0x" + value.toString().replace(" ", "") : text);
    }

    private void qos(Qos qos) {
        event.with("qos", qos == Qos.MINUS_ONE ? -1 : qos.bits());
    }

    private void code(ReturnCode code) {
        event.with("code", code.value());
    }

    private void topic(TopicRef topic) {
        if (topic instanceof TopicRef.Named named) {
            text("topic", named.name());
        } else if (topic instanceof TopicRef.ShortName shortName) {
            text("topic_short", shortName.name());
        } else if (topic instanceof TopicRef.Predefined predefined) {
            number("topic_predefined", predefined.id());
        } else if (topic instanceof TopicRef.Normal normal) {
            number("topic_id", normal.id());
        } else {
            text("topic_illegal", topic.toString());
        }
    }

    private void payload(Octets payload) {
        number("octets", payload.length());
        if (payloads) {
            int shown = Math.min(payload.length(), PAYLOAD_OCTETS_MAX);
            text("payload", Octets.copyOf(payload.toByteArray(), 0, shown));
        }
    }
}
