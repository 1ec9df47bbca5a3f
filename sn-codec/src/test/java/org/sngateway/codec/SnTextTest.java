package org.sngateway.codec;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.WillTopic;

import java.util.HexFormat;

import static org.assertj.core.api.Assertions.assertThat;

class SnTextTest {
    private static Octets hex(String octets) {
        return Octets.copyOf(HexFormat.of().parseHex(octets));
    }

    private static Publish publish(TopicRef topic, Octets data) {
        return new Publish(false, Qos.ONE, false, topic, 7, data);
    }

    private static String ofPayload(Octets data) {
        String line = SnText.of(publish(new TopicRef.Normal(1), data));
        return line.substring(line.indexOf(" octets=") + 1);
    }

    @Test
    void tellsTheFieldsOfAMessageByTheNamesThatLogsUse() {
        assertThat(SnText.of(publish(new TopicRef.Normal(0x0401), Octets.ofUtf8("21.5"))))
                .isEqualTo("PUBLISH topic_id=1025 qos=1 msg_id=7 octets=4 payload=\"21.5\"");
        assertThat(SnText.of(new Connect(true, true, 1, 60, Octets.ofUtf8("therm"))))
                .isEqualTo("CONNECT client=therm keep_alive=60 clean=1 will=1 protocol=1");
        assertThat(SnText.of(new Register(0, 5, Octets.ofUtf8("a b"))))
                .isEqualTo("REGISTER topic_id=0 msg_id=5 topic=\"a b\"");
        assertThat(SnText.of(new SubAck(Qos.TWO, 9, 5, ReturnCode.ACCEPTED)))
                .isEqualTo("SUBACK topic_id=9 msg_id=5 qos=2 code=0");
        assertThat(SnText.of(new WillTopic(Qos.ZERO, true, Octets.ofUtf8("w"))))
                .isEqualTo("WILLTOPIC topic=w qos=0 retain=1");
        assertThat(SnText.of(new GwInfo(3, hex("c0a80101")))).isEqualTo("GWINFO gw_id=3 gw_add=0xC0A80101");
    }

    @Test
    void tellsHowATopicIsNamed() {
        assertThat(SnText.of(publish(new TopicRef.Predefined(5), Octets.EMPTY)))
                .isEqualTo("PUBLISH topic_predefined=5 qos=1 msg_id=7 octets=0");
        assertThat(SnText.of(publish(new TopicRef.ShortName(0x5431), Octets.EMPTY)))
                .contains(" topic_short=T1 ");
        assertThat(SnText.of(publish(new TopicRef.Illegal(3, hex("0005")), Octets.EMPTY)))
                .contains(" topic_illegal=0x0005 ");
        assertThat(SnText.of(new Subscribe(true, Qos.ZERO, 1, new TopicRef.Named(Octets.ofUtf8("a/+")))))
                .isEqualTo("SUBSCRIBE topic=a/+ qos=0 msg_id=1 dup=1");
    }

    @Test
    void leavesOutWhatIsAbsent() {
        assertThat(SnText.of(PingReq.EMPTY)).isEqualTo("PINGREQ");
        assertThat(SnText.of(new PingReq(Octets.ofUtf8("c")))).isEqualTo("PINGREQ client=c");
        assertThat(SnText.of(Disconnect.PLAIN)).isEqualTo("DISCONNECT");
        assertThat(SnText.of(new Disconnect(0))).isEqualTo("DISCONNECT duration=0");
    }

    @Test
    void writesQosMinusOneAsPeopleDo() {
        assertThat(SnText.of(new Publish(false, Qos.MINUS_ONE, false, new TopicRef.Predefined(1), 0, Octets.EMPTY)))
                .isEqualTo("PUBLISH topic_predefined=1 qos=-1 msg_id=0 octets=0");
    }

    @Test
    void putsWhatIsEncapsulatedBehindItsNode() {
        assertThat(SnText.of(new Encapsulated(2, hex("0a2b"), PingReq.EMPTY)))
                .isEqualTo("ENCAPSULATED node=0x0A2B radius=2 PINGREQ");
    }

    @ParameterizedTest
    @CsvSource({
        "0, accepted, CONNACK code=0",
        "1, congestion, CONNACK code=1 (congestion)",
        "2, invalid topic id, CONNACK code=2 (invalid topic id)",
        "3, not supported, CONNACK code=3 (not supported)",
        "4, reserved, CONNACK code=4 (reserved)",
        "255, reserved, CONNACK code=255 (reserved)"
    })
    void givesReturnCodesTheirMeaning(int code, String meaning, String line) {
        assertThat(SnText.of(ReturnCode.of(code))).isEqualTo(meaning + " (code " + code + ")");
        assertThat(SnText.of(new ConnAck(ReturnCode.of(code)))).isEqualTo(line);
    }

    @Test
    void escapesWhatCouldMoveTheCursorOrForgeALine() {
        assertThat(ofPayload(Octets.ofUtf8("\u001b[2J\r\nlevel=error")))
                .isEqualTo("octets=17 payload=\"\\u001b[2J\\u000d\\nlevel=error\"");
        assertThat(ofPayload(Octets.ofUtf8("\u202egnp\u2028\u0085")))
                .isEqualTo("octets=11 payload=\"\\u202egnp\\u2028\\u0085\"");
        assertThat(ofPayload(Octets.ofUtf8("\udb40\udc41"))).isEqualTo("octets=4 payload=\"\\U000e0041\"");
        assertThat(ofPayload(Octets.ofUtf8("\"\\n"))).isEqualTo("octets=3 payload=\"\\\"\\\\n\"");
    }

    @Test
    void quotesANameThatCouldBeTakenForMoreFields() {
        assertThat(SnText.of(new PingReq(Octets.ofUtf8("a qos=2")))).isEqualTo("PINGREQ client=\"a qos=2\"");
        assertThat(SnText.of(new PingReq(Octets.ofUtf8("a\"")))).isEqualTo("PINGREQ client=\"a\\\"\"");
        assertThat(SnText.of(new Register(0, 1, Octets.EMPTY))).isEqualTo("REGISTER topic_id=0 msg_id=1 topic=\"\"");
    }

    @Test
    void leavesLettersOfAllLanguagesAlone() {
        assertThat(ofPayload(Octets.ofUtf8("21 °C, 温度"))).isEqualTo("octets=14 payload=\"21 °C, 温度\"");
    }

    @Test
    void writesWhatIsNoTextInHexadecimal() {
        assertThat(ofPayload(hex("ff00"))).isEqualTo("octets=2 payload=0xFF00");
        assertThat(SnText.of(new PingReq(hex("c3")))).isEqualTo("PINGREQ client=0xC3");
    }

    @Test
    void cutsLongTextsBetweenCharacters_andTellsTheirLength() {
        String longest = "é".repeat(64);
        assertThat(SnText.quoted(Octets.ofUtf8(longest))).isEqualTo('"' + longest + '"');
        assertThat(SnText.quoted(Octets.ofUtf8(longest + "é"))).isEqualTo('"' + longest + "\"... (130 octets)");
        assertThat(ofPayload(Octets.ofUtf8(longest + "é"))).isEqualTo("octets=130 payload=\"" + longest + "\"...");
        assertThat(SnText.of(new PingReq(Octets.ofUtf8("c".repeat(65)))))
                .isEqualTo("PINGREQ client=\"" + "c".repeat(64) + "\"... (65 octets)");
        assertThat(SnText.quoted(hex("ff".repeat(32)))).isEqualTo("0x" + "FF".repeat(32));
        assertThat(SnText.quoted(hex("ff".repeat(33)))).isEqualTo("0x" + "FF".repeat(32) + "... (33 octets)");
        assertThat(SnText.of(new GwInfo(1, hex("ff".repeat(33)))))
                .isEqualTo("GWINFO gw_id=1 gw_add=0x" + "FF".repeat(32) + "... (33 octets)");
    }

    @Property
    void oneHarmlessLineForAnyMessage(@ForAll("messages") SnMessage message) {
        String line = SnText.of(message);
        assertThat(line).startsWith(message.type().name()).hasSizeLessThanOrEqualTo(SnText.LINE_CHARACTERS_MAX);
        assertThat(line.codePoints()).allMatch(SnTextTest::isHarmless);
    }

    private static boolean isHarmless(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    @Provide
    Arbitrary<SnMessage> messages() {
        return Arbitraries.oneOf(MessageArbitraries.any(), hostile());
    }

    /** Random octets are hardly ever text, so texts of the worst characters come besides. */
    private static Arbitrary<SnMessage> hostile() {
        Arbitrary<Octets> text = Arbitraries.strings()
                .withChars('\u0000', '\u001b', '\n', '"', '\\', '\u007f', '\u009b', '\u200f', '\u202e', '\u2028', 'x')
                .ofMaxLength(200)
                .map(Octets::ofUtf8);
        Arbitrary<Octets> tags =
                Arbitraries.integers().between(1, 100).map(count -> Octets.ofUtf8("\udb40\udc41".repeat(count)));
        Arbitrary<Octets> worst = Arbitraries.oneOf(text, tags);
        Arbitrary<Octets> nodes = Arbitraries.integers().between(0, 252).map(length -> Octets.copyOf(new byte[length]));
        return Combinators.combine(worst, nodes, Arbitraries.integers().between(0, 3))
                .as((octets, node, kind) -> switch (kind) {
                    case 0 -> new PingReq(octets);
                    case 1 -> new Subscribe(true, Qos.TWO, 0xFFFF, new TopicRef.Named(octets));
                    case 2 -> publish(new TopicRef.Predefined(0xFFFF), octets);
                    default -> new Encapsulated(3, node, publish(new TopicRef.Predefined(0xFFFF), octets));
                });
    }
}
