package org.sngateway.codec.v12;

/**
 * Hands the fields of a message to whoever writes them down, one by one in a fixed order, under the names that logs use:
 * {@code topic_id}, {@code msg_id}, {@code keep_alive}. Flags that are not set and fields that are absent are not told.
 */
public final class MessageFields implements SnMessageVisitor {
    /** Takes the fields of a message. Whatever is octets may be as long as a message and hold anything. */
    public interface Taker {
        void number(String name, int value);

        /** A flag that is set. */
        void flag(String name);

        void qos(Qos qos);

        void code(ReturnCode code);

        /** What should be text, such as a topic name or a client id. */
        void text(String name, Octets value);

        /** What is no text, such as an address. */
        void octets(String name, Octets value);

        /** What applications send: the data of a PUBLISH, or a Will message. */
        void payload(Octets payload);

        /** What an encapsulation holds; its fields follow. */
        void inner(MessageType type);
    }

    private final Taker taker;

    private MessageFields(Taker taker) {
        this.taker = taker;
    }

    /** Tells {@code taker} the fields of {@code message}, on the calling thread. */
    public static void tell(SnMessage message, Taker taker) {
        message.accept(new MessageFields(taker));
    }

    @Override
    public void visit(Advertise message) {
        taker.number("gw_id", message.gwId());
        taker.number("duration", message.durationSeconds());
    }

    @Override
    public void visit(SearchGw message) {
        taker.number("radius", message.radius());
    }

    @Override
    public void visit(GwInfo message) {
        taker.number("gw_id", message.gwId());
        if (!message.gwAdd().isEmpty()) {
            taker.octets("gw_add", message.gwAdd());
        }
    }

    @Override
    public void visit(Connect message) {
        taker.text("client", message.clientId());
        taker.number("keep_alive", message.durationSeconds());
        flag("clean", message.cleanSession());
        flag("will", message.will());
        taker.number("protocol", message.protocolId());
    }

    @Override
    public void visit(ConnAck message) {
        taker.code(message.returnCode());
    }

    @Override
    public void visit(WillTopicReq message) {
        // Has no fields.
    }

    @Override
    public void visit(WillTopic message) {
        will(message.topic(), message.qos(), message.retain());
    }

    @Override
    public void visit(WillMsgReq message) {
        // Has no fields.
    }

    @Override
    public void visit(WillMsg message) {
        taker.payload(message.message());
    }

    @Override
    public void visit(Register message) {
        taker.number("topic_id", message.topicId());
        msgId(message.msgId());
        taker.text("topic", message.topicName());
    }

    @Override
    public void visit(RegAck message) {
        taker.number("topic_id", message.topicId());
        msgId(message.msgId());
        taker.code(message.returnCode());
    }

    @Override
    public void visit(Publish message) {
        topic(message.topic());
        taker.qos(message.qos());
        msgId(message.msgId());
        flag("dup", message.dup());
        flag("retain", message.retain());
        taker.payload(message.data());
    }

    @Override
    public void visit(PubAck message) {
        taker.number("topic_id", message.topicId());
        msgId(message.msgId());
        taker.code(message.returnCode());
    }

    @Override
    public void visit(PubComp message) {
        msgId(message.msgId());
    }

    @Override
    public void visit(PubRec message) {
        msgId(message.msgId());
    }

    @Override
    public void visit(PubRel message) {
        msgId(message.msgId());
    }

    @Override
    public void visit(Subscribe message) {
        topic(message.topic());
        taker.qos(message.qos());
        msgId(message.msgId());
        flag("dup", message.dup());
    }

    @Override
    public void visit(SubAck message) {
        taker.number("topic_id", message.topicId());
        msgId(message.msgId());
        taker.qos(message.qos());
        taker.code(message.returnCode());
    }

    @Override
    public void visit(Unsubscribe message) {
        topic(message.topic());
        msgId(message.msgId());
    }

    @Override
    public void visit(UnsubAck message) {
        msgId(message.msgId());
    }

    @Override
    public void visit(PingReq message) {
        if (!message.clientId().isEmpty()) {
            taker.text("client", message.clientId());
        }
    }

    @Override
    public void visit(PingResp message) {
        // Has no fields.
    }

    @Override
    public void visit(Disconnect message) {
        if (message.hasDuration()) {
            taker.number("duration", message.durationSeconds());
        }
    }

    @Override
    public void visit(WillTopicUpd message) {
        will(message.topic(), message.qos(), message.retain());
    }

    @Override
    public void visit(WillTopicResp message) {
        taker.code(message.returnCode());
    }

    @Override
    public void visit(WillMsgUpd message) {
        taker.payload(message.message());
    }

    @Override
    public void visit(WillMsgResp message) {
        taker.code(message.returnCode());
    }

    @Override
    public void visit(Encapsulated message) {
        taker.octets("node", message.nodeId());
        taker.number("radius", message.radius());
        taker.inner(message.message().type());
        message.message().accept(this);
    }

    private void msgId(int msgId) {
        taker.number("msg_id", msgId);
    }

    private void flag(String name, boolean isSet) {
        if (isSet) {
            taker.flag(name);
        }
    }

    private void will(Octets topic, Qos qos, boolean retain) {
        taker.text("topic", topic);
        taker.qos(qos);
        flag("retain", retain);
    }

    private void topic(TopicRef topic) {
        if (topic instanceof TopicRef.Normal normal) {
            taker.number("topic_id", normal.id());
        } else if (topic instanceof TopicRef.Predefined predefined) {
            taker.number("topic_predefined", predefined.id());
        } else if (topic instanceof TopicRef.ShortName shortName) {
            taker.text("topic_short", shortName.name());
        } else if (topic instanceof TopicRef.Named named) {
            taker.text("topic", named.name());
        } else if (topic instanceof TopicRef.Illegal illegal) {
            taker.octets("topic_illegal", illegal.field());
        }
    }
}
