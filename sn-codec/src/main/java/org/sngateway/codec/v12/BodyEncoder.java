package org.sngateway.codec.v12;

/** Writes what follows MsgType (MQTT-SN 1.2 s.5.4); the room for it is known to be there. */
final class BodyEncoder {
    private BodyEncoder() {}

    /** Writes the body of {@code message} to {@code target} from {@code at}. */
    static void write(SnMessage message, byte[] target, int at) {
        switch (message.type()) {
            case WILLTOPICREQ, WILLMSGREQ, PINGRESP -> {}
            case ADVERTISE -> advertise((Advertise) message, target, at);
            case SEARCHGW -> octet(((SearchGw) message).radius(), target, at);
            case GWINFO -> gwInfo((GwInfo) message, target, at);
            case CONNECT -> connect((Connect) message, target, at);
            case CONNACK -> octet(((ConnAck) message).returnCode().value(), target, at);
            case WILLTOPIC -> willTopic((WillTopic) message, target, at);
            case WILLMSG -> ((WillMsg) message).message().copyTo(target, at);
            case REGISTER -> register((Register) message, target, at);
            case REGACK -> regAck((RegAck) message, target, at);
            case PUBLISH -> publish((Publish) message, target, at);
            case PUBACK -> pubAck((PubAck) message, target, at);
            case PUBCOMP -> word(((PubComp) message).msgId(), target, at);
            case PUBREC -> word(((PubRec) message).msgId(), target, at);
            case PUBREL -> word(((PubRel) message).msgId(), target, at);
            case SUBSCRIBE -> subscribe((Subscribe) message, target, at);
            case SUBACK -> subAck((SubAck) message, target, at);
            case UNSUBSCRIBE -> unsubscribe((Unsubscribe) message, target, at);
            case UNSUBACK -> word(((UnsubAck) message).msgId(), target, at);
            case PINGREQ -> ((PingReq) message).clientId().copyTo(target, at);
            case DISCONNECT -> disconnect((Disconnect) message, target, at);
            case WILLTOPICUPD -> willTopicUpd((WillTopicUpd) message, target, at);
            case WILLTOPICRESP -> octet(((WillTopicResp) message).returnCode().value(), target, at);
            case WILLMSGUPD -> ((WillMsgUpd) message).message().copyTo(target, at);
            case WILLMSGRESP -> octet(((WillMsgResp) message).returnCode().value(), target, at);
            case ENCAPSULATED -> throw new IllegalStateException("an encapsulation has no body of its own");
        }
    }

    private static void advertise(Advertise message, byte[] target, int at) {
        octet(message.gwId(), target, at);
        word(message.durationSeconds(), target, at + 1);
    }

    private static void gwInfo(GwInfo message, byte[] target, int at) {
        octet(message.gwId(), target, at);
        message.gwAdd().copyTo(target, at + 1);
    }

    private static void connect(Connect message, byte[] target, int at) {
        octet(Flags.of(message), target, at);
        octet(message.protocolId(), target, at + 1);
        word(message.durationSeconds(), target, at + 2);
        message.clientId().copyTo(target, at + 4);
    }

    private static void willTopic(WillTopic message, byte[] target, int at) {
        if (!message.topic().isEmpty()) {
            octet(Flags.ofWill(message.qos(), message.retain()), target, at);
            message.topic().copyTo(target, at + 1);
        }
    }

    private static void willTopicUpd(WillTopicUpd message, byte[] target, int at) {
        if (!message.topic().isEmpty()) {
            octet(Flags.ofWill(message.qos(), message.retain()), target, at);
            message.topic().copyTo(target, at + 1);
        }
    }

    private static void register(Register message, byte[] target, int at) {
        word(message.topicId(), target, at);
        word(message.msgId(), target, at + 2);
        message.topicName().copyTo(target, at + 4);
    }

    private static void regAck(RegAck message, byte[] target, int at) {
        word(message.topicId(), target, at);
        word(message.msgId(), target, at + 2);
        octet(message.returnCode().value(), target, at + 4);
    }

    private static void publish(Publish message, byte[] target, int at) {
        octet(Flags.of(message), target, at);
        word(message.topic().wireId(), target, at + 1);
        word(message.msgId(), target, at + 3);
        message.data().copyTo(target, at + 5);
    }

    private static void pubAck(PubAck message, byte[] target, int at) {
        word(message.topicId(), target, at);
        word(message.msgId(), target, at + 2);
        octet(message.returnCode().value(), target, at + 4);
    }

    private static void subscribe(Subscribe message, byte[] target, int at) {
        octet(Flags.of(message), target, at);
        word(message.msgId(), target, at + 1);
        topic(message.topic(), target, at + 3);
    }

    private static void subAck(SubAck message, byte[] target, int at) {
        octet(Flags.of(message), target, at);
        word(message.topicId(), target, at + 1);
        word(message.msgId(), target, at + 3);
        octet(message.returnCode().value(), target, at + 5);
    }

    private static void unsubscribe(Unsubscribe message, byte[] target, int at) {
        octet(Flags.of(message), target, at);
        word(message.msgId(), target, at + 1);
        topic(message.topic(), target, at + 3);
    }

    private static void disconnect(Disconnect message, byte[] target, int at) {
        if (message.hasDuration()) {
            word(message.durationSeconds(), target, at);
        }
    }

    private static void topic(TopicRef topic, byte[] target, int at) {
        if (topic instanceof TopicRef.Named named) {
            named.name().copyTo(target, at);
        } else if (topic instanceof TopicRef.Illegal illegal) {
            illegal.field().copyTo(target, at);
        } else {
            word(topic.wireId(), target, at);
        }
    }

    private static void octet(int value, byte[] target, int at) {
        target[at] = (byte) value;
    }

    private static void word(int value, byte[] target, int at) {
        target[at] = (byte) (value >> 8);
        target[at + 1] = (byte) value;
    }
}
