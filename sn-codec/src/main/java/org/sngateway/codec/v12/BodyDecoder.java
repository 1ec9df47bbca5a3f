package org.sngateway.codec.v12;

import org.jspecify.annotations.Nullable;

/**
 * Reads what follows MsgType (MQTT-SN 1.2 s.5.4). A body whose length its type cannot have gives {@code null}; anything
 * else gives a message, however little sense it makes: judging that is the session layer's task (SN12-DEC-06). Lengths
 * are those of the body, so they hold in both length forms (SN12-DEC-05).
 */
final class BodyDecoder {
    private BodyDecoder() {}

    /** The message of {@code type} whose body is {@code length} octets of {@code octets} from {@code offset}. */
    static @Nullable SnMessage decode(MessageType type, byte[] octets, int offset, int length) {
        return switch (type) {
            case ADVERTISE -> length == 3 ? new Advertise(octet(octets, offset), word(octets, offset + 1)) : null;
            case SEARCHGW -> length == 1 ? new SearchGw(octet(octets, offset)) : null;
            case GWINFO ->
                length >= 1 ? new GwInfo(octet(octets, offset), Octets.copyOf(octets, offset + 1, length - 1)) : null;
            case CONNECT -> length >= 4 ? connect(octets, offset, length) : null;
            case CONNACK -> length == 1 ? new ConnAck(returnCode(octets, offset)) : null;
            case WILLTOPICREQ -> length == 0 ? new WillTopicReq() : null;
            case WILLTOPIC -> willTopic(octets, offset, length);
            case WILLMSGREQ -> length == 0 ? new WillMsgReq() : null;
            case WILLMSG -> new WillMsg(Octets.copyOf(octets, offset, length));
            case REGISTER -> length >= 4 ? register(octets, offset, length) : null;
            case REGACK -> length == 5 ? regAck(octets, offset) : null;
            case PUBLISH -> length >= 5 ? publish(octets, offset, length) : null;
            case PUBACK -> length == 5 ? pubAck(octets, offset) : null;
            case PUBCOMP -> length == 2 ? new PubComp(word(octets, offset)) : null;
            case PUBREC -> length == 2 ? new PubRec(word(octets, offset)) : null;
            case PUBREL -> length == 2 ? new PubRel(word(octets, offset)) : null;
            case SUBSCRIBE -> length >= 3 ? subscribe(octets, offset, length) : null;
            case SUBACK -> length == 6 ? subAck(octets, offset) : null;
            case UNSUBSCRIBE -> length >= 3 ? unsubscribe(octets, offset, length) : null;
            case UNSUBACK -> length == 2 ? new UnsubAck(word(octets, offset)) : null;
            case PINGREQ -> length == 0 ? PingReq.EMPTY : new PingReq(Octets.copyOf(octets, offset, length));
            case PINGRESP -> length == 0 ? new PingResp() : null;
            case DISCONNECT -> disconnect(octets, offset, length);
            case WILLTOPICUPD -> willTopicUpd(octets, offset, length);
            case WILLTOPICRESP -> length == 1 ? new WillTopicResp(returnCode(octets, offset)) : null;
            case WILLMSGUPD -> new WillMsgUpd(Octets.copyOf(octets, offset, length));
            case WILLMSGRESP -> length == 1 ? new WillMsgResp(returnCode(octets, offset)) : null;
            // Has no body of this kind; the framing never asks for it.
            case ENCAPSULATED -> null;
        };
    }

    private static Connect connect(byte[] octets, int offset, int length) {
        int flags = octets[offset];
        return new Connect(
                Flags.will(flags),
                Flags.cleanSession(flags),
                octet(octets, offset + 1),
                word(octets, offset + 2),
                Octets.copyOf(octets, offset + 4, length - 4));
    }

    private static Register register(byte[] octets, int offset, int length) {
        return new Register(
                word(octets, offset), word(octets, offset + 2), Octets.copyOf(octets, offset + 4, length - 4));
    }

    private static RegAck regAck(byte[] octets, int offset) {
        return new RegAck(word(octets, offset), word(octets, offset + 2), returnCode(octets, offset + 4));
    }

    private static Publish publish(byte[] octets, int offset, int length) {
        int flags = octets[offset];
        return new Publish(
                Flags.dup(flags),
                Flags.qos(flags),
                Flags.retain(flags),
                publishTopic(flags, octets, offset + 1),
                word(octets, offset + 3),
                Octets.copyOf(octets, offset + 5, length - 5));
    }

    private static TopicRef publishTopic(int flags, byte[] octets, int offset) {
        return switch (Flags.topicIdType(flags)) {
            case TopicRef.TYPE_NORMAL -> new TopicRef.Normal(word(octets, offset));
            case TopicRef.TYPE_PREDEFINED -> new TopicRef.Predefined(word(octets, offset));
            case TopicRef.TYPE_SHORT -> new TopicRef.ShortName(word(octets, offset));
            default -> new TopicRef.Illegal(TopicRef.TYPE_RESERVED, Octets.copyOf(octets, offset, 2));
        };
    }

    private static PubAck pubAck(byte[] octets, int offset) {
        return new PubAck(word(octets, offset), word(octets, offset + 2), returnCode(octets, offset + 4));
    }

    private static Subscribe subscribe(byte[] octets, int offset, int length) {
        int flags = octets[offset];
        return new Subscribe(
                Flags.dup(flags),
                Flags.qos(flags),
                word(octets, offset + 1),
                filter(flags, octets, offset + 3, length - 3));
    }

    private static Unsubscribe unsubscribe(byte[] octets, int offset, int length) {
        return new Unsubscribe(word(octets, offset + 1), filter(octets[offset], octets, offset + 3, length - 3));
    }

    /** In SUBSCRIBE and UNSUBSCRIBE type 0b00 is a name in full, and an id must be two octets (SN12-FLG-03). */
    private static TopicRef filter(int flags, byte[] octets, int offset, int length) {
        int type = Flags.topicIdType(flags);
        if (type == TopicRef.TYPE_NORMAL) {
            return new TopicRef.Named(Octets.copyOf(octets, offset, length));
        }
        if (type == TopicRef.TYPE_RESERVED || length != 2) {
            return new TopicRef.Illegal(type, Octets.copyOf(octets, offset, length));
        }
        int id = word(octets, offset);
        return type == TopicRef.TYPE_PREDEFINED ? new TopicRef.Predefined(id) : new TopicRef.ShortName(id);
    }

    private static SubAck subAck(byte[] octets, int offset) {
        return new SubAck(
                Flags.qos(octets[offset]),
                word(octets, offset + 1),
                word(octets, offset + 3),
                returnCode(octets, offset + 5));
    }

    private static @Nullable Disconnect disconnect(byte[] octets, int offset, int length) {
        return switch (length) {
            case 0 -> Disconnect.PLAIN;
            case 2 -> new Disconnect(word(octets, offset));
            default -> null;
        };
    }

    /** Flags without a topic are taken as the empty form (SN12-AMB-33). */
    private static WillTopic willTopic(byte[] octets, int offset, int length) {
        if (length <= 1) {
            return WillTopic.EMPTY;
        }
        int flags = octets[offset];
        return new WillTopic(Flags.qos(flags), Flags.retain(flags), Octets.copyOf(octets, offset + 1, length - 1));
    }

    private static WillTopicUpd willTopicUpd(byte[] octets, int offset, int length) {
        if (length <= 1) {
            return WillTopicUpd.EMPTY;
        }
        int flags = octets[offset];
        return new WillTopicUpd(Flags.qos(flags), Flags.retain(flags), Octets.copyOf(octets, offset + 1, length - 1));
    }

    private static ReturnCode returnCode(byte[] octets, int index) {
        return ReturnCode.of(octet(octets, index));
    }

    private static int octet(byte[] octets, int index) {
        return octets[index] & 0xFF;
    }

    private static int word(byte[] octets, int index) {
        return octet(octets, index) << 8 | octet(octets, index + 1);
    }
}
