package org.sngateway.codec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sngateway.codec.v12.Advertise;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.DecodeResult.Decoded;
import org.sngateway.codec.v12.DecodeResult.Malformed;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.MalformedReason;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.PingResp;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.WillMsg;

import java.util.HexFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Messages on their way through a forwarder (MQTT-SN 1.2 s.5.5). */
class EncapsulationTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 251, 252})
    @Covers("SN12-ENC-01")
    void lengthCountsTheHeaderAndTheNodeIdOnly(int nodeIdOctets) {
        Encapsulated message = new Encapsulated(0, Octets.copyOf(new byte[nodeIdOctets]), new PingResp());
        byte[] datagram = SnEncoder.encode(message);
        assertThat(datagram)
                .hasSize(3 + nodeIdOctets + 2)
                .startsWith(3 + nodeIdOctets, 0xFE, 0x00)
                .endsWith(0x02, 0x17);
        assertThat(SnDecoder.decode(datagram)).isEqualTo(new Decoded(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0100 0A FE 00 01 02 03 02 16", "0100 07 FE 00 02 16", "0100 04 FE", "0100 05 FE 00"})
    @Covers("SN12-ENC-02")
    void hasNoLongForm(String hex) {
        assertThat(decode(hex)).isEqualTo(new Malformed(MalformedReason.BAD_ENCAPSULATION));
    }

    @Test
    @Covers("SN12-ENC-03")
    void theUpperSixBitsOfCtrlAreIgnoredAndSentAsZero() {
        for (int ctrl = 0; ctrl <= 0xFF; ctrl++) {
            SnMessage message = message(String.format("04 FE %02X 07 02 16", ctrl));
            assertThat(message).isEqualTo(new Encapsulated(ctrl & 0x03, Octets.copyOf(new byte[] {7}), PingReq.EMPTY));
            assertThat(SnEncoder.encode(message)[2]).isEqualTo((byte) (ctrl & 0x03));
        }
    }

    @Test
    @Covers("SN12-ENC-04")
    void theNodeIdMayBeAnyOctets() {
        byte[] nodeId = new byte[252];
        for (int i = 0; i < nodeId.length; i++) {
            nodeId[i] = (byte) i;
        }
        Encapsulated message = new Encapsulated(3, Octets.copyOf(nodeId), PingReq.EMPTY);
        assertThat(SnDecoder.decode(SnEncoder.encode(message))).isEqualTo(new Decoded(message));
    }

    @Test
    @Covers({"SN12-ENC-05", "SN12-ENC-06"})
    void theInnerMessageHasItsOwnLengthInEitherForm() {
        assertThat(message("04 FE 00 07 0100 06 16 63 31")).isEqualTo(message("04 FE 00 07 04 16 63 31"));
        Encapsulated large = new Encapsulated(0, Octets.ofUtf8("n"), new WillMsg(Octets.copyOf(new byte[300])));
        assertThat(SnEncoder.encode(large)).hasSize(4 + 304).startsWith(0x04, 0xFE, 0x00, 0x6E, 0x01, 0x01, 0x30, 0x09);
        assertThat(SnDecoder.decode(SnEncoder.encode(large))).isEqualTo(new Decoded(large));
    }

    @Test
    @Covers("SN12-ENC-05")
    void theInnerMessageMustEndWithTheDatagram() {
        assertThat(decode("04 FE 00 07 02 16 00")).isEqualTo(new Malformed(MalformedReason.LONGER_THAN_DECLARED));
        assertThat(decode("04 FE 00 07 03 16")).isEqualTo(new Malformed(MalformedReason.SHORTER_THAN_DECLARED));
        assertThat(decode("04 FE 00 07 02")).isEqualTo(new Malformed(MalformedReason.TRUNCATED_HEADER));
        assertThat(decode("04 FE 00 07")).isEqualTo(new Malformed(MalformedReason.BAD_ENCAPSULATION));
        assertThat(decode("04 FE 00 07 02 03")).isEqualTo(new Malformed(MalformedReason.RESERVED_TYPE));
        assertThat(decode("04 FE 00 07 03 17 00")).isEqualTo(new Malformed(MalformedReason.WRONG_BODY_LENGTH));
    }

    @Test
    @Covers("SN12-ENC-08")
    void theRadiusHasTwoBits() {
        assertThatThrownBy(() -> new Encapsulated(4, Octets.EMPTY, new PingResp()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Encapsulated(-1, Octets.EMPTY, new PingResp()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Covers("SN12-ENC-09")
    void aBroadcastHasNoNodeId() {
        byte[] datagram = SnEncoder.encode(new Encapsulated(2, Octets.EMPTY, new Advertise(1, 900)));
        assertThat(datagram).isEqualTo(octets("03 FE 02 05 00 01 03 84"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"04 FE 00 01 04 FE 00 02 02 16", "03 FE 00 02 FE", "03 FE 00 0100 06 FE 02 16"})
    @Covers("SN12-ENC-10")
    void doesNotNest(String hex) {
        assertThat(decode(hex)).isEqualTo(new Malformed(MalformedReason.BAD_ENCAPSULATION));
        Encapsulated inner = new Encapsulated(0, Octets.EMPTY, new PingResp());
        assertThatThrownBy(() -> new Encapsulated(0, Octets.EMPTY, inner)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Covers("SN12-ENC-12")
    void theFormatOfVersion11IsNotTaken() {
        assertThat(decode("00 02 00 2A 02 16")).isEqualTo(new Malformed(MalformedReason.IMPOSSIBLE_LENGTH));
        // Not even where node-id length and 0xFE happen to coincide.
        assertThat(decode("00 FE 00 2A 02 16")).isEqualTo(new Malformed(MalformedReason.IMPOSSIBLE_LENGTH));
    }

    @Test
    void aNodeIdThatTheLengthCannotTellIsOurBug() {
        Octets nodeId = Octets.copyOf(new byte[253]);
        assertThatThrownBy(() -> new Encapsulated(0, nodeId, new PingResp()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SnMessage message(String hex) {
        return ((Decoded) decode(hex)).message();
    }

    private static DecodeResult decode(String hex) {
        return SnDecoder.decode(octets(hex));
    }

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
