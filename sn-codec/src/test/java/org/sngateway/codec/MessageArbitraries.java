package org.sngateway.codec;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.sngateway.codec.v12.*;

/** Random messages of every type, legal or not, as long as they can be encoded. */
final class MessageArbitraries {
    private static final Arbitrary<Integer> OCTET = Arbitraries.integers().between(0, 0xFF);
    private static final Arbitrary<Integer> WORD = Arbitraries.integers().between(0, 0xFFFF);
    private static final Arbitrary<Boolean> FLAG = Arbitraries.of(false, true);
    private static final Arbitrary<Qos> QOS = Arbitraries.of(Qos.values());
    private static final Arbitrary<ReturnCode> RETURN_CODE = OCTET.map(ReturnCode::of);

    /** Mostly short, often about where the length forms meet, now and then as long as fits any message. */
    private static final Arbitrary<Octets> OCTETS = Arbitraries.frequencyOf(
                    Tuple.of(4, Arbitraries.integers().between(0, 40)),
                    Tuple.of(4, Arbitraries.integers().between(240, 262)),
                    Tuple.of(1, Arbitraries.integers().between(263, 65000)))
            .flatMap(length -> Arbitraries.bytes()
                    .array(byte[].class)
                    .ofSize(Math.min(length, 300))
                    .map(start -> Octets.copyOf(repeated(start, length))));

    private static final Arbitrary<Octets> NODE_ID =
            Arbitraries.bytes().array(byte[].class).ofMaxSize(252).map(Octets::copyOf);

    private MessageArbitraries() {}

    static Arbitrary<SnMessage> any() {
        return Arbitraries.of(MessageType.values()).flatMap(MessageArbitraries::of);
    }

    static Arbitrary<SnMessage> of(MessageType type) {
        return switch (type) {
            case ADVERTISE -> Combinators.combine(OCTET, WORD).as(Advertise::new);
            case SEARCHGW -> OCTET.map(SearchGw::new);
            case GWINFO -> Combinators.combine(OCTET, OCTETS).as(GwInfo::new);
            case CONNECT -> Combinators.combine(FLAG, FLAG, OCTET, WORD, OCTETS).as(Connect::new);
            case CONNACK -> RETURN_CODE.map(ConnAck::new);
            case WILLTOPICREQ -> Arbitraries.of(new WillTopicReq());
            case WILLTOPIC -> Combinators.combine(QOS, FLAG, OCTETS).as(WillTopic::new);
            case WILLMSGREQ -> Arbitraries.of(new WillMsgReq());
            case WILLMSG -> OCTETS.map(WillMsg::new);
            case REGISTER -> Combinators.combine(WORD, WORD, OCTETS).as(Register::new);
            case REGACK -> Combinators.combine(WORD, WORD, RETURN_CODE).as(RegAck::new);
            case PUBLISH ->
                Combinators.combine(FLAG, QOS, FLAG, publishTopic(), WORD, OCTETS)
                        .as(Publish::new);
            case PUBACK -> Combinators.combine(WORD, WORD, RETURN_CODE).as(PubAck::new);
            case PUBCOMP -> WORD.map(PubComp::new);
            case PUBREC -> WORD.map(PubRec::new);
            case PUBREL -> WORD.map(PubRel::new);
            case SUBSCRIBE -> Combinators.combine(FLAG, QOS, WORD, filter()).as(Subscribe::new);
            case SUBACK -> Combinators.combine(QOS, WORD, WORD, RETURN_CODE).as(SubAck::new);
            case UNSUBSCRIBE -> Combinators.combine(WORD, filter()).as(Unsubscribe::new);
            case UNSUBACK -> WORD.map(UnsubAck::new);
            case PINGREQ -> OCTETS.map(PingReq::new);
            case PINGRESP -> Arbitraries.of(new PingResp());
            case DISCONNECT ->
                Arbitraries.integers().between(Disconnect.ABSENT, 0xFFFF).map(Disconnect::new);
            case WILLTOPICUPD -> Combinators.combine(QOS, FLAG, OCTETS).as(WillTopicUpd::new);
            case WILLTOPICRESP -> RETURN_CODE.map(WillTopicResp::new);
            case WILLMSGUPD -> OCTETS.map(WillMsgUpd::new);
            case WILLMSGRESP -> RETURN_CODE.map(WillMsgResp::new);
            case ENCAPSULATED ->
                Combinators.combine(Arbitraries.integers().between(0, 3), NODE_ID, plain())
                        .as(Encapsulated::new);
        };
    }

    private static Arbitrary<SnMessage> plain() {
        return Arbitraries.of(MessageType.values())
                .filter(type -> type != MessageType.ENCAPSULATED)
                .flatMap(MessageArbitraries::of);
    }

    private static Arbitrary<TopicRef> publishTopic() {
        return Arbitraries.oneOf(
                WORD.map(TopicRef.Normal::new),
                WORD.map(TopicRef.Predefined::new),
                WORD.map(TopicRef.ShortName::new),
                Arbitraries.bytes()
                        .array(byte[].class)
                        .ofSize(2)
                        .map(field -> new TopicRef.Illegal(TopicRef.TYPE_RESERVED, Octets.copyOf(field))));
    }

    private static Arbitrary<TopicRef> filter() {
        return Arbitraries.oneOf(
                OCTETS.map(TopicRef.Named::new),
                WORD.map(TopicRef.Predefined::new),
                WORD.map(TopicRef.ShortName::new),
                OCTETS.map(field -> new TopicRef.Illegal(TopicRef.TYPE_RESERVED, field)),
                Combinators.combine(Arbitraries.of(TopicRef.TYPE_PREDEFINED, TopicRef.TYPE_SHORT), OCTETS)
                        .filter((type, field) -> field.length() != 2)
                        .as(TopicRef.Illegal::new));
    }

    private static byte[] repeated(byte[] start, int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = start[i % start.length];
        }
        return octets;
    }
}
