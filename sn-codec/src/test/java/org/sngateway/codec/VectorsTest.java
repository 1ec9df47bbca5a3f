package org.sngateway.codec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.DecodeResult.Decoded;
import org.sngateway.codec.v12.DecodeResult.Malformed;
import org.sngateway.codec.v12.MalformedReason;
import org.sngateway.codec.v12.SnMessage;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The golden vectors: what each decodes to, and that it is the only datagram of its length that does. */
class VectorsTest {
    /** Longer than they need be: the long form although the short one would do, or Flags of an empty Will topic. */
    private static final Set<String> NOT_MINIMAL = Set.of("SN12-TV-11", "SN12-TV-65", "SN12-TV-69", "SN12-BAD-44");

    static List<Vector> all() {
        return Vector.all();
    }

    static Stream<Vector> valid() {
        return Vector.all().stream().filter(Vector::valid);
    }

    static Stream<Vector> bad() {
        return Vector.all().stream().filter(vector -> !vector.valid());
    }

    static Stream<Vector> wellFramed() {
        return Vector.all().stream().filter(Vector::isWellFramed);
    }

    @Test
    void noVectorIsMissing() {
        assertThat(valid()).hasSize(70);
        assertThat(bad()).hasSize(58);
    }

    @ParameterizedTest
    @MethodSource("valid")
    @Covers({
        "SN12-TV-01",
        "SN12-TV-02",
        "SN12-TV-03",
        "SN12-TV-04",
        "SN12-TV-05",
        "SN12-TV-06",
        "SN12-TV-07",
        "SN12-TV-08",
        "SN12-TV-09",
        "SN12-TV-10",
        "SN12-TV-11",
        "SN12-TV-12",
        "SN12-TV-13",
        "SN12-TV-14",
        "SN12-TV-15",
        "SN12-TV-16",
        "SN12-TV-17",
        "SN12-TV-18",
        "SN12-TV-19",
        "SN12-TV-20",
        "SN12-TV-21",
        "SN12-TV-22",
        "SN12-TV-23",
        "SN12-TV-24",
        "SN12-TV-25",
        "SN12-TV-26",
        "SN12-TV-27",
        "SN12-TV-28",
        "SN12-TV-29",
        "SN12-TV-30",
        "SN12-TV-31",
        "SN12-TV-32",
        "SN12-TV-33",
        "SN12-TV-34",
        "SN12-TV-35",
        "SN12-TV-36",
        "SN12-TV-37",
        "SN12-TV-38",
        "SN12-TV-39",
        "SN12-TV-40",
        "SN12-TV-41",
        "SN12-TV-42",
        "SN12-TV-43",
        "SN12-TV-44",
        "SN12-TV-45",
        "SN12-TV-46",
        "SN12-TV-47",
        "SN12-TV-48",
        "SN12-TV-49",
        "SN12-TV-50",
        "SN12-TV-51",
        "SN12-TV-52",
        "SN12-TV-53",
        "SN12-TV-54",
        "SN12-TV-55",
        "SN12-TV-56",
        "SN12-TV-57",
        "SN12-TV-58",
        "SN12-TV-59",
        "SN12-TV-60",
        "SN12-TV-61",
        "SN12-TV-62",
        "SN12-TV-63",
        "SN12-TV-64",
        "SN12-TV-65",
        "SN12-TV-66",
        "SN12-TV-67",
        "SN12-TV-68",
        "SN12-TV-69",
        "SN12-TV-70"
    })
    void decodesTheLegalMessage(Vector vector) {
        assertThat(outcome(vector.datagram())).isEqualTo(vector.expected());
    }

    @ParameterizedTest
    @MethodSource("bad")
    @Covers({
        "SN12-BAD-01",
        "SN12-BAD-02",
        "SN12-BAD-03",
        "SN12-BAD-04",
        "SN12-BAD-05",
        "SN12-BAD-06",
        "SN12-BAD-07",
        "SN12-BAD-08",
        "SN12-BAD-09",
        "SN12-BAD-10",
        "SN12-BAD-11",
        "SN12-BAD-12",
        "SN12-BAD-13",
        "SN12-BAD-14",
        "SN12-BAD-15",
        "SN12-BAD-16",
        "SN12-BAD-17",
        "SN12-BAD-18",
        "SN12-BAD-19",
        "SN12-BAD-20",
        "SN12-BAD-21",
        "SN12-BAD-22",
        "SN12-BAD-23",
        "SN12-BAD-24",
        "SN12-BAD-25",
        "SN12-BAD-26",
        "SN12-BAD-27",
        "SN12-BAD-28",
        "SN12-BAD-29",
        "SN12-BAD-30",
        "SN12-BAD-31",
        "SN12-BAD-32",
        "SN12-BAD-33",
        "SN12-BAD-34",
        "SN12-BAD-35",
        "SN12-BAD-36",
        "SN12-BAD-37",
        "SN12-BAD-38",
        "SN12-BAD-39",
        "SN12-BAD-40",
        "SN12-BAD-41",
        "SN12-BAD-42",
        "SN12-BAD-43",
        "SN12-BAD-44",
        "SN12-BAD-45",
        "SN12-BAD-46",
        "SN12-BAD-47",
        "SN12-BAD-48",
        "SN12-BAD-49",
        "SN12-BAD-50",
        "SN12-BAD-51",
        "SN12-BAD-52",
        "SN12-BAD-53",
        "SN12-BAD-54",
        "SN12-BAD-55",
        "SN12-BAD-56",
        "SN12-BAD-57",
        "SN12-BAD-58"
    })
    void tellsTheFramingErrorAndDecodesTheSemanticOne(Vector vector) {
        assertThat(outcome(vector.datagram())).isEqualTo(vector.expected());
    }

    @ParameterizedTest
    @MethodSource("wellFramed")
    @Covers("SN12-FRM-06")
    void encodesToTheSameOctetsOrFewer(Vector vector) {
        SnMessage message = message(vector.datagram());
        byte[] encoded = SnEncoder.encode(message);
        if (NOT_MINIMAL.contains(vector.id())) {
            assertThat(encoded.length).isLessThan(vector.datagram().length);
            assertThat(message(encoded)).isEqualTo(message);
        } else {
            assertThat(encoded).isEqualTo(vector.datagram());
        }
        assertThat(SnEncoder.encodedLength(message)).isEqualTo(encoded.length);
    }

    @ParameterizedTest
    @MethodSource("wellFramed")
    @Covers({"SN12-FRM-08", "SN12-DEC-01", "SN12-DEC-04"})
    void everyPrefixIsMalformed(Vector vector) {
        byte[] datagram = vector.datagram();
        for (int length = 0; length < datagram.length; length++) {
            assertThat(SnDecoder.decode(datagram, 0, length))
                    .as("%d octets", length)
                    .isInstanceOf(Malformed.class);
        }
    }

    @ParameterizedTest
    @MethodSource("wellFramed")
    @Covers({"SN12-FRM-08", "SN12-AMB-36"})
    void oneMoreOctetIsMalformed(Vector vector) {
        byte[] datagram = vector.datagram();
        byte[] extended = Arrays.copyOf(datagram, datagram.length + 1);
        for (int octet = 0; octet <= 0xFF; octet++) {
            extended[datagram.length] = (byte) octet;
            assertThat(SnDecoder.decode(extended)).isEqualTo(new Malformed(MalformedReason.LONGER_THAN_DECLARED));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void decodesInTheMiddleOfABufferAsAlone(Vector vector) {
        byte[] buffer = new byte[vector.datagram().length + 10];
        Arrays.fill(buffer, (byte) 0x01);
        System.arraycopy(vector.datagram(), 0, buffer, 7, vector.datagram().length);
        assertThat(SnDecoder.decode(buffer, 7, vector.datagram().length))
                .isEqualTo(SnDecoder.decode(vector.datagram()));
    }

    @ParameterizedTest
    @MethodSource("wellFramed")
    void theMessageOutlivesItsBuffer(Vector vector) {
        byte[] buffer = vector.datagram().clone();
        SnMessage message = message(buffer);
        Arrays.fill(buffer, (byte) 0xEE);
        assertThat(MessageText.of(message)).isEqualTo(vector.expected());
    }

    private static SnMessage message(byte[] datagram) {
        return ((Decoded) SnDecoder.decode(datagram)).message();
    }

    private static String outcome(byte[] datagram) {
        DecodeResult result = SnDecoder.decode(datagram);
        return result instanceof Malformed malformed
                ? "!" + malformed.reason()
                : MessageText.of(((Decoded) result).message());
    }
}
