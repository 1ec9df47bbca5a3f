package org.sngateway.codec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.DecodeResult.Decoded;
import org.sngateway.codec.v12.DecodeResult.Malformed;
import org.sngateway.codec.v12.MalformedReason;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.WillMsg;

import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Length and MsgType: where a message begins and ends (MQTT-SN 1.2 s.5.2). */
class FramingTest {

    static IntStream typeCodes() {
        return IntStream.rangeClosed(0x00, 0xFF).filter(code -> code != 0xFE);
    }

    @ParameterizedTest
    @MethodSource("typeCodes")
    @Covers({"SN12-FRM-01", "SN12-FRM-02", "SN12-FRM-03", "SN12-FRM-05", "SN12-TYP-01", "SN12-TYP-02", "SN12-DEC-05"})
    void takesTheBodyLengthsOfTheTypeInBothForms(int code) {
        for (int bodyOctets = 0; bodyOctets <= 0xFF - 2; bodyOctets++) {
            DecodeResult shortForm = SnDecoder.decode(shortForm(code, bodyOctets));
            DecodeResult longForm = SnDecoder.decode(longForm(code, bodyOctets));

            assertThat(longForm).as("%02X with %d octets", code, bodyOctets).isEqualTo(shortForm);
            if (!BodySizes.isDefined(code)) {
                assertThat(shortForm).isEqualTo(new Malformed(MalformedReason.RESERVED_TYPE));
            } else if (BodySizes.allows(code, bodyOctets)) {
                assertThat(((Decoded) shortForm).message().type()).isEqualTo(MessageType.ofCode(code));
            } else {
                assertThat(shortForm).isEqualTo(new Malformed(MalformedReason.WRONG_BODY_LENGTH));
            }
        }
    }

    @Test
    @Covers("SN12-FRM-04")
    void everyLengthOctetButZeroAndTheEscapeIsALength() {
        for (int length = 0x02; length <= 0xFF; length++) {
            assertThat(SnDecoder.decode(shortForm(0x09, length - 2))).isInstanceOf(Decoded.class);
        }
        assertThat(SnDecoder.decode(new byte[] {0x00, 0x09}))
                .isEqualTo(new Malformed(MalformedReason.IMPOSSIBLE_LENGTH));
        assertThat(SnDecoder.decode(new byte[] {0x01, 0x09}))
                .isEqualTo(new Malformed(MalformedReason.TRUNCATED_HEADER));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    @Covers("SN12-FRM-04")
    void theLongFormTellsAtLeastFour(int declared) {
        byte[] datagram = {0x01, 0x00, (byte) declared, 0x16};
        assertThat(SnDecoder.decode(datagram)).isEqualTo(new Malformed(MalformedReason.IMPOSSIBLE_LENGTH));
        datagram[2] = 4;
        assertThat(SnDecoder.decode(datagram)).isEqualTo(new Decoded(PingReq.EMPTY));
    }

    @Test
    @Covers("SN12-FRM-04")
    void theLongFormTellsUpTo65535() {
        DecodeResult result = SnDecoder.decode(longForm(0x09, 65531));
        assertThat(result).isEqualTo(new Decoded(new WillMsg(Octets.copyOf(new byte[65531]))));
    }

    @ParameterizedTest
    @ValueSource(ints = {254, 255, 256, 257})
    @Covers({"SN12-FRM-06", "SN12-FRM-07"})
    void theFormChangesWhereTheShortOneIsFull(int counted) {
        byte[] datagram = SnEncoder.encode(new WillMsg(Octets.copyOf(new byte[counted - 1])));
        if (counted <= 254) {
            assertThat(datagram).hasSize(counted + 1).startsWith(counted + 1, 0x09);
        } else {
            assertThat(datagram).hasSize(counted + 3).startsWith(0x01, 0x01, counted + 3 - 256, 0x09);
        }
    }

    @Test
    @Covers("SN12-FRM-08")
    void declaredAndReceivedLengthMustAgree() {
        byte[] datagram = {0x04, 0x09, 0x61, 0x62};
        for (int declared = 0x02; declared <= 0xFF; declared++) {
            datagram[0] = (byte) declared;
            DecodeResult result = SnDecoder.decode(datagram);
            if (declared == 4) {
                assertThat(result).isInstanceOf(Decoded.class);
            } else {
                assertThat(result)
                        .isEqualTo(new Malformed(
                                declared < 4
                                        ? MalformedReason.LONGER_THAN_DECLARED
                                        : MalformedReason.SHORTER_THAN_DECLARED));
            }
        }
    }

    @Test
    @Covers("SN12-FRM-10")
    void theLongFormIsToldBeforeTheEncapsulation() {
        byte[] datagram = longForm(0x09, 0xFE00 - 4);
        assertThat(datagram).startsWith(0x01, 0xFE);
        assertThat(SnDecoder.decode(datagram)).isInstanceOf(Decoded.class);
        assertThat(SnDecoder.decode(new byte[] {0x01, (byte) 0xFE, 0x00, 0x02, 0x16}))
                .isEqualTo(new Malformed(MalformedReason.SHORTER_THAN_DECLARED));
    }

    @Test
    void aRangeOutsideTheArrayIsTheCallersBug() {
        byte[] datagram = {0x02, 0x16};
        assertThatThrownBy(() -> SnDecoder.decode(datagram, 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SnDecoder.decode(datagram, -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SnDecoder.decode(datagram, 0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static byte[] shortForm(int code, int bodyOctets) {
        byte[] datagram = new byte[2 + bodyOctets];
        datagram[0] = (byte) datagram.length;
        datagram[1] = (byte) code;
        return datagram;
    }

    private static byte[] longForm(int code, int bodyOctets) {
        byte[] datagram = new byte[4 + bodyOctets];
        datagram[0] = 0x01;
        datagram[1] = (byte) (datagram.length >> 8);
        datagram[2] = (byte) datagram.length;
        datagram[3] = (byte) code;
        return datagram;
    }
}
