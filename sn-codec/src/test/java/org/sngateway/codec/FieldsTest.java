package org.sngateway.codec;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sngateway.codec.v12.Advertise;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.DecodeResult.Decoded;
import org.sngateway.codec.v12.Disconnect;
import org.sngateway.codec.v12.GwInfo;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PubAck;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.RegAck;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SearchGw;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.UnsubAck;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillMsg;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The values that fields can have (MQTT-SN 1.2 s.5.3): anything from the wire, and of our own only what fits it. */
class FieldsTest {
    private static final TopicRef NORMAL = new TopicRef.Normal(1);
    private static final TopicRef NAMED = new TopicRef.Named(Octets.ofUtf8("a"));

    static List<ThrowingCallable> bugs() {
        return List.of(
                () -> new Advertise(256, 0),
                () -> new Advertise(0, 65536),
                () -> new SearchGw(-1),
                () -> new GwInfo(256, Octets.EMPTY),
                () -> new Connect(false, false, 256, 0, Octets.EMPTY),
                () -> new Connect(false, false, 1, -1, Octets.EMPTY),
                () -> new Disconnect(-2),
                () -> new Disconnect(65536),
                () -> new Register(65536, 0, Octets.EMPTY),
                () -> new Register(0, 65536, Octets.EMPTY),
                () -> new RegAck(-1, 0, ReturnCode.ACCEPTED),
                () -> new RegAck(0, -1, ReturnCode.ACCEPTED),
                () -> new Publish(false, Qos.ZERO, false, NORMAL, 65536, Octets.EMPTY),
                () -> new Publish(false, Qos.ZERO, false, NAMED, 0, Octets.EMPTY),
                () -> new Publish(false, Qos.ZERO, false, new TopicRef.Illegal(3, Octets.EMPTY), 0, Octets.EMPTY),
                () -> new PubAck(65536, 0, ReturnCode.ACCEPTED),
                () -> new Subscribe(false, Qos.ZERO, 0, NORMAL),
                () -> new Subscribe(false, Qos.ZERO, 65536, NAMED),
                () -> new Unsubscribe(0, NORMAL),
                () -> new SubAck(Qos.ZERO, 65536, 0, ReturnCode.ACCEPTED),
                () -> new UnsubAck(65536),
                () -> new ReturnCode(256),
                () -> ReturnCode.of(-1),
                () -> new TopicRef.Normal(65536),
                () -> new TopicRef.Predefined(-1),
                () -> new TopicRef.ShortName(65536),
                () -> new TopicRef.Illegal(0, Octets.EMPTY),
                () -> new TopicRef.Illegal(4, Octets.EMPTY),
                () -> new TopicRef.Illegal(1, Octets.ofUtf8("ab")));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void whatDoesNotFitTheWireIsOurBug(ThrowingCallable construction) {
        assertThatThrownBy(construction).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Covers({"SN12-FLD-09", "SN12-FLD-10"})
    void anyReturnCodeArrives() {
        for (int value = 0; value <= 0xFF; value++) {
            ReturnCode code = ((ConnAck) decode(0x03, 0x05, value)).returnCode();
            assertThat(code).isEqualTo(new ReturnCode(value));
            assertThat(code.isAccepted()).isEqualTo(value == 0x00);
            assertThat(code.isCongestion()).isEqualTo(value == 0x01);
            assertThat(SnEncoder.encode(new ConnAck(code))).containsExactly(0x03, 0x05, value);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 24, 60, 249, 1000})
    @Covers({"SN12-FLD-01", "SN12-DEC-06"})
    void aClientIdMayHaveAnyLength(int length) {
        Octets clientId = Octets.copyOf(new byte[length]);
        SnMessage connect = new Connect(false, true, 1, 60, clientId);
        SnMessage ping = new PingReq(clientId);
        assertThat(SnDecoder.decode(SnEncoder.encode(connect))).isEqualTo(new Decoded(connect));
        assertThat(SnDecoder.decode(SnEncoder.encode(ping))).isEqualTo(new Decoded(ping));
    }

    @Test
    @Covers({"SN12-FLD-02", "SN12-FLD-13"})
    void dataAndWillMessageAreAnyOctetsAndMayBeEmpty() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        for (Octets data : List.of(Octets.EMPTY, Octets.copyOf(all))) {
            SnMessage publish = new Publish(false, Qos.ZERO, false, NORMAL, 0, data);
            SnMessage will = new WillMsg(data);
            assertThat(SnDecoder.decode(SnEncoder.encode(publish))).isEqualTo(new Decoded(publish));
            assertThat(SnDecoder.decode(SnEncoder.encode(will))).isEqualTo(new Decoded(will));
        }
    }

    @Test
    @Covers({"SN12-FLD-03", "SN12-FLD-05", "SN12-FLD-08"})
    void wholeRangesOfDurationGwIdAndRadiusArrive() {
        for (int duration = 0; duration <= 0xFFFF; duration++) {
            assertThat(decode(0x04, 0x18, duration >> 8, duration)).isEqualTo(new Disconnect(duration));
        }
        for (int octet = 0; octet <= 0xFF; octet++) {
            assertThat(decode(0x03, 0x01, octet)).isEqualTo(new SearchGw(octet));
            assertThat(decode(0x05, 0x00, octet, 0x03, 0x84)).isEqualTo(new Advertise(octet, 900));
        }
    }

    @Test
    @Covers({"SN12-FLD-04", "SN12-MSG-03"})
    void theGatewaysAddressIsKeptAsItCame() {
        assertThat(decode(0x06, 0x02, 0x01, 0x02, 0x1A, 0x2B))
                .isEqualTo(new GwInfo(1, Octets.copyOf(new byte[] {0x02, 0x1A, 0x2B})));
        assertThat(SnEncoder.encode(new GwInfo(1, Octets.EMPTY))).containsExactly(0x03, 0x02, 0x01);
    }

    @Test
    @Covers({"SN12-FLD-06", "SN12-FLD-11"})
    void zeroAndTheReservedIdsArrive() {
        assertThat(decode(0x08, 0x0C, 0x20, 0xFF, 0xFF, 0x00, 0x00, 'x'))
                .isEqualTo(new Publish(false, Qos.ONE, false, new TopicRef.Normal(0xFFFF), 0, Octets.ofUtf8("x")));
        assertThat(decode(0x07, 0x0B, 0x00, 0x00, 0xFF, 0xFF, 0x02))
                .isEqualTo(new RegAck(0, 0xFFFF, ReturnCode.INVALID_TOPIC_ID));
    }

    @Test
    @Covers("SN12-FLD-07")
    void anyProtocolIdArrives() {
        for (int id = 0; id <= 0xFF; id++) {
            assertThat(decode(0x08, 0x04, 0x04, id, 0x00, 0x3C, 'c', '1'))
                    .isEqualTo(new Connect(false, true, id, 60, Octets.ofUtf8("c1")));
        }
    }

    @Test
    @Covers({"SN12-FLD-12", "SN12-FLD-14"})
    void aNameRunsToTheEndAndItsTextIsToldOnlyWhenItIsUtf8() {
        Register register = (Register) decode(0x0B, 0x0A, 0x00, 0x00, 0x00, 0x01, 'a', '/', 0xC3, 0xBC, 0x00);
        assertThat(register.topicName().utf8()).isEqualTo("a/ü\0");
        Register broken = (Register) decode(0x08, 0x0A, 0x00, 0x00, 0x00, 0x01, 0xC3, 0x28);
        assertThat(broken.topicName().utf8()).isNull();
        assertThat(broken.topicName().length()).isEqualTo(2);
    }

    @Test
    @Covers({"SN12-TYP-01", "SN12-TYP-02"})
    void theTypesHaveTheirCodes() {
        assertThat(MessageType.PUBCOMP.code()).isEqualTo(0x0E);
        assertThat(MessageType.PUBREC.code()).isEqualTo(0x0F);
        assertThat(MessageType.PUBREL.code()).isEqualTo(0x10);
        for (int code = 0; code <= 0xFF; code++) {
            assertThat(MessageType.ofCode(code) != null).isEqualTo(BodySizes.isDefined(code) || code == 0xFE);
        }
    }

    @Test
    @Covers({"SN12-MSG-19", "SN12-MSG-21"})
    void whatAGatewaySendsHasNeitherClientIdNorDuration() {
        assertThat(SnEncoder.encode(PingReq.EMPTY)).containsExactly(0x02, 0x16);
        assertThat(SnEncoder.encode(Disconnect.PLAIN)).containsExactly(0x02, 0x18);
    }

    private static SnMessage decode(int... values) {
        byte[] octets = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            octets[i] = (byte) values[i];
        }
        return ((Decoded) SnDecoder.decode(octets)).message();
    }
}
