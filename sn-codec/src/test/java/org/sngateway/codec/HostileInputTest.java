package org.sngateway.codec;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.DecodeResult;
import org.sngateway.codec.v12.DecodeResult.Decoded;
import org.sngateway.codec.v12.SnMessage;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** Octets of any kind: never an exception, and a message exactly when {@link BodySizes} says that there is one. */
class HostileInputTest {
    private static final List<byte[]> SEEDS = Vector.all().stream()
            .map(Vector::datagram)
            .filter(datagram -> datagram.length > 0 && datagram.length < 300)
            .toList();

    @Test
    @Covers({"SN12-DEC-01", "SN12-DEC-04"})
    void everyDatagramOfUpToThreeOctets() {
        long messages = 0;
        for (int length = 0; length <= 3; length++) {
            byte[] datagram = new byte[length];
            for (int value = 0; value < 1 << 8 * length; value++) {
                for (int i = 0; i < length; i++) {
                    datagram[i] = (byte) (value >> 8 * i);
                }
                messages += SnDecoder.decode(datagram) instanceof Decoded ? 1 : 0;
            }
        }
        // Of two octets the 9 types whose body may be empty; of three 256 times the 10 that may have one octet:
        // SEARCHGW, GWINFO, CONNACK, WILLTOPIC, WILLMSG, PINGREQ, WILLTOPICUPD, WILLTOPICRESP, WILLMSGUPD, WILLMSGRESP.
        assertThat(messages).isEqualTo(9 + 10 * 256);
    }

    @Property(tries = 20_000)
    @Covers({"SN12-DEC-01", "SN12-DEC-04"})
    void randomOctets(@ForAll byte[] datagram) {
        judge(datagram);
    }

    /** The first octets drawn from those that mean something, so that the decoder gets past them. */
    @Provide
    Arbitrary<byte[]> plausible() {
        return Arbitraries.randoms().map(random -> {
            byte[] datagram = new byte[random.nextInt(40)];
            random.nextBytes(datagram);
            int at = 0;
            if (datagram.length > 8 && random.nextInt(3) == 0) {
                at = 3 + random.nextInt(datagram.length - 6);
                datagram[0] = (byte) (at + (random.nextInt(8) == 0 ? 1 : 0));
                datagram[1] = (byte) 0xFE;
            }
            putHeader(datagram, at, random);
            return datagram;
        });
    }

    private static void putHeader(byte[] datagram, int at, Random random) {
        int length = datagram.length - at;
        int declared = length + (random.nextInt(8) == 0 ? random.nextInt(3) - 1 : 0);
        int type = random.nextInt(10) == 0 ? 0xFE : random.nextInt(0x20);
        if (length >= 4 && random.nextBoolean()) {
            datagram[at] = 0x01;
            datagram[at + 1] = (byte) (declared >> 8);
            datagram[at + 2] = (byte) declared;
            datagram[at + 3] = (byte) type;
        } else if (length >= 2) {
            datagram[at] = (byte) declared;
            datagram[at + 1] = (byte) type;
        }
    }

    @Property(tries = 100_000)
    @Covers({"SN12-DEC-04", "SN12-DEC-05"})
    void plausibleOctets(@ForAll("plausible") byte[] datagram) {
        judge(datagram);
    }

    @Provide
    Arbitrary<byte[]> mutated() {
        return Arbitraries.randoms().map(random -> {
            byte[] seed = SEEDS.get(random.nextInt(SEEDS.size()));
            byte[] datagram = Arrays.copyOf(seed, Math.max(0, seed.length + random.nextInt(5) - 2));
            for (int changes = random.nextInt(4); changes > 0 && datagram.length > 0; changes--) {
                int at = random.nextBoolean() ? random.nextInt(datagram.length) : random.nextInt(datagram.length) % 6;
                datagram[at] = (byte) random.nextInt(0x100);
            }
            return datagram;
        });
    }

    @Property(tries = 100_000)
    @Covers("SN12-DEC-04")
    void mutatedMessages(@ForAll("mutated") byte[] datagram) {
        judge(datagram);
    }

    private static void judge(byte[] datagram) {
        int[] octets = new int[datagram.length];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = datagram[i] & 0xFF;
        }
        DecodeResult result = SnDecoder.decode(datagram);
        assertThat(result instanceof Decoded).as("%s", result).isEqualTo(BodySizes.wellFramed(octets));
        if (result instanceof Decoded decoded) {
            SnMessage message = decoded.message();
            byte[] encoded = SnEncoder.encode(message);
            assertThat(encoded.length).isLessThanOrEqualTo(datagram.length);
            assertThat(SnDecoder.decode(encoded)).isEqualTo(result);
        }
    }
}
