package org.sngateway.codec.v12;

/** How many octets follow MsgType in each message (MQTT-SN 1.2 s.5.4). Must agree with {@link BodyEncoder}. */
final class BodyLength {
    private BodyLength() {}

    static int of(SnMessage message) {
        return switch (message.type()) {
            case WILLTOPICREQ, WILLMSGREQ, PINGRESP -> 0;
            case SEARCHGW, CONNACK, WILLTOPICRESP, WILLMSGRESP -> 1;
            case PUBCOMP, PUBREC, PUBREL, UNSUBACK -> 2;
            case ADVERTISE -> 3;
            case REGACK, PUBACK -> 5;
            case SUBACK -> 6;
            case GWINFO -> 1 + ((GwInfo) message).gwAdd().length();
            case CONNECT -> 4 + ((Connect) message).clientId().length();
            case WILLTOPIC -> willTopic(((WillTopic) message).topic());
            case WILLTOPICUPD -> willTopic(((WillTopicUpd) message).topic());
            case WILLMSG -> ((WillMsg) message).message().length();
            case WILLMSGUPD -> ((WillMsgUpd) message).message().length();
            case REGISTER -> 4 + ((Register) message).topicName().length();
            case PUBLISH -> 5 + ((Publish) message).data().length();
            case SUBSCRIBE -> 3 + topic(((Subscribe) message).topic());
            case UNSUBSCRIBE -> 3 + topic(((Unsubscribe) message).topic());
            case PINGREQ -> ((PingReq) message).clientId().length();
            case DISCONNECT -> ((Disconnect) message).hasDuration() ? 2 : 0;
            case ENCAPSULATED -> throw new IllegalStateException("an encapsulation has no body of its own");
        };
    }

    /** The empty form has no Flags either (SN12-MSG-07). */
    private static int willTopic(Octets topic) {
        return topic.isEmpty() ? 0 : 1 + topic.length();
    }

    private static int topic(TopicRef topic) {
        if (topic instanceof TopicRef.Named named) {
            return named.name().length();
        }
        return topic instanceof TopicRef.Illegal illegal ? illegal.field().length() : 2;
    }
}
