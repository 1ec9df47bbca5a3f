package org.sngateway.codec;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.sngateway.codec.v12.DecodeResult.Decoded;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.SnMessage;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever message can be built comes back from its octets. */
class RoundTripTest {

    @Provide
    Arbitrary<SnMessage> messages() {
        return MessageArbitraries.any();
    }

    @Property(tries = 6000, shrinking = ShrinkingMode.BOUNDED)
    @Covers({"SN12-FRM-01", "SN12-FRM-06", "SN12-DEC-06", "SN12-FLD-11"})
    void comesBackFromItsOctets(@ForAll("messages") SnMessage message) {
        int length = SnEncoder.encodedLength(message);
        byte[] datagram = SnEncoder.encode(message);
        byte[] buffer = new byte[length + 5];
        Arrays.fill(buffer, (byte) 0x55);

        assertThat(datagram).hasSize(length);
        assertThat(SnEncoder.encode(message, buffer, 2)).isEqualTo(length);
        assertThat(Arrays.copyOfRange(buffer, 2, 2 + length)).isEqualTo(datagram);
        assertThat(new byte[] {buffer[0], buffer[1], buffer[length + 2], buffer[length + 4]})
                .containsOnly(0x55);
        assertThat(SnDecoder.decode(datagram)).isEqualTo(new Decoded(message));
        assertThat(SnDecoder.decode(buffer, 2, length)).isEqualTo(new Decoded(message));
        Statistics.label("type").collect(message.type()).coverage(coverage -> {
            for (MessageType type : MessageType.values()) {
                coverage.check(type).count(count -> count > 50);
            }
        });
    }

    @Property(tries = 2000, shrinking = ShrinkingMode.BOUNDED)
    @Covers({"SN12-FRM-03", "SN12-FRM-05", "SN12-AMB-12"})
    void comesBackFromTheLongFormToo(@ForAll("messages") SnMessage message) {
        byte[] datagram = SnEncoder.encode(message);
        if (message.type() != MessageType.ENCAPSULATED && datagram[0] != 0x01) {
            assertThat(SnDecoder.decode(inLongForm(datagram))).isEqualTo(new Decoded(message));
        }
    }

    private static byte[] inLongForm(byte[] datagram) {
        byte[] longer = new byte[datagram.length + 2];
        longer[0] = 0x01;
        longer[1] = (byte) (longer.length >> 8);
        longer[2] = (byte) longer.length;
        System.arraycopy(datagram, 1, longer, 3, datagram.length - 1);
        return longer;
    }
}
