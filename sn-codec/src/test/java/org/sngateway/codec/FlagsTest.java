package org.sngateway.codec;

import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Connect;
import org.sngateway.codec.v12.DecodeResult.Decoded;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.SubAck;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicUpd;

import static org.assertj.core.api.Assertions.assertThat;

/** Each message with each of the 256 Flags octets: what is used, what is ignored, what is sent (MQTT-SN 1.2 s.5.3.4). */
class FlagsTest {
    private static final Qos[] QOS = {Qos.ZERO, Qos.ONE, Qos.TWO, Qos.MINUS_ONE};
    private static final Octets NAME = Octets.ofUtf8("abc");

    @Test
    @Covers({"SN12-FLG-04", "SN12-MSG-04"})
    void connectUsesWillAndCleanSession() {
        for (int flags = 0; flags <= 0xFF; flags++) {
            assertMeaning(
                    octets(0x09, 0x04, flags, 0x01, 0x00, 0x3C, 'a', 'b', 'c'),
                    new Connect(bit(flags, 0x08), bit(flags, 0x04), 1, 60, NAME),
                    flags & 0x0C);
        }
    }

    @Test
    @Covers({"SN12-FLG-01", "SN12-FLG-04", "SN12-FLG-05", "SN12-MSG-07", "SN12-MSG-22"})
    void willTopicsUseQosAndRetain() {
        for (int flags = 0; flags <= 0xFF; flags++) {
            Qos qos = QOS[flags >> 5 & 3];
            boolean retain = bit(flags, 0x10);
            assertMeaning(octets(0x06, 0x07, flags, 'a', 'b', 'c'), new WillTopic(qos, retain, NAME), flags & 0x70);
            assertMeaning(octets(0x06, 0x1A, flags, 'a', 'b', 'c'), new WillTopicUpd(qos, retain, NAME), flags & 0x70);
        }
    }

    @Test
    @Covers({"SN12-MSG-07", "SN12-MSG-22", "SN12-AMB-33"})
    void flagsWithoutAWillTopicAreTheEmptyForm() {
        for (int flags = 0; flags <= 0xFF; flags++) {
            assertThat(decode(octets(0x03, 0x07, flags))).isEqualTo(WillTopic.EMPTY);
            assertThat(decode(octets(0x03, 0x1A, flags))).isEqualTo(WillTopicUpd.EMPTY);
        }
        assertThat(new WillTopic(Qos.TWO, true, Octets.EMPTY)).isEqualTo(WillTopic.EMPTY);
        assertThat(new WillTopicUpd(Qos.TWO, true, Octets.EMPTY)).isEqualTo(WillTopicUpd.EMPTY);
        assertThat(SnEncoder.encode(WillTopic.EMPTY)).containsExactly(0x02, 0x07);
        assertThat(SnEncoder.encode(WillTopicUpd.EMPTY)).containsExactly(0x02, 0x1A);
    }

    @Test
    @Covers({"SN12-FLG-01", "SN12-FLG-02", "SN12-FLG-04", "SN12-FLG-06", "SN12-TIT-01", "SN12-TIT-04", "SN12-MSG-12"})
    void publishUsesAllButWillAndCleanSession() {
        TopicRef[] topics = {
            new TopicRef.Normal(0x6162),
            new TopicRef.Predefined(0x6162),
            new TopicRef.ShortName(0x6162),
            new TopicRef.Illegal(3, Octets.ofUtf8("ab"))
        };
        for (int flags = 0; flags <= 0xFF; flags++) {
            assertMeaning(
                    octets(0x08, 0x0C, flags, 'a', 'b', 0x12, 0x34, 'x'),
                    new Publish(
                            bit(flags, 0x80),
                            QOS[flags >> 5 & 3],
                            bit(flags, 0x10),
                            topics[flags & 3],
                            0x1234,
                            Octets.ofUtf8("x")),
                    flags & 0xF3);
        }
        assertThat(topics).doesNotHaveDuplicates();
        assertThat(new TopicRef.ShortName(0x6162).name()).isEqualTo(Octets.ofUtf8("ab"));
    }

    @Test
    @Covers({"SN12-FLG-03", "SN12-FLG-04", "SN12-FLG-05", "SN12-FLG-06", "SN12-MSG-15", "SN12-MSG-17"})
    void subscribeUsesDupQosAndTheTypeAndUnsubscribeTheType() {
        TopicRef[] topics = {
            new TopicRef.Named(Octets.ofUtf8("ab")),
            new TopicRef.Predefined(0x6162),
            new TopicRef.ShortName(0x6162),
            new TopicRef.Illegal(3, Octets.ofUtf8("ab"))
        };
        for (int flags = 0; flags <= 0xFF; flags++) {
            TopicRef topic = topics[flags & 3];
            assertMeaning(
                    octets(0x07, 0x12, flags, 0x12, 0x34, 'a', 'b'),
                    new Subscribe(bit(flags, 0x80), QOS[flags >> 5 & 3], 0x1234, topic),
                    flags & 0xE3);
            assertMeaning(
                    octets(0x07, 0x14, flags, 0x12, 0x34, 'a', 'b'), new Unsubscribe(0x1234, topic), flags & 0x03);
        }
    }

    @Test
    @Covers({"SN12-FLG-03", "SN12-DEC-02"})
    void aTopicIdThatIsNotTwoOctetsIsIllegalButDecodes() {
        for (int type = 1; type <= 3; type++) {
            for (String field : new String[] {"", "a", "abc"}) {
                TopicRef illegal = new TopicRef.Illegal(type, Octets.ofUtf8(field));
                Subscribe subscribe = new Subscribe(false, Qos.ZERO, 1, illegal);
                Unsubscribe unsubscribe = new Unsubscribe(1, illegal);
                assertThat(decode(SnEncoder.encode(subscribe))).isEqualTo(subscribe);
                assertThat(decode(SnEncoder.encode(unsubscribe))).isEqualTo(unsubscribe);
                assertThat(illegal.wireId()).isZero();
            }
        }
    }

    @Test
    @Covers({"SN12-FLG-04", "SN12-MSG-16"})
    void subAckUsesQos() {
        for (int flags = 0; flags <= 0xFF; flags++) {
            assertMeaning(
                    octets(0x08, 0x13, flags, 0x04, 0x01, 0x12, 0x34, 0x00),
                    new SubAck(QOS[flags >> 5 & 3], 0x0401, 0x1234, ReturnCode.ACCEPTED),
                    flags & 0x60);
        }
    }

    /** {@code datagram} means {@code message}, which is sent with {@code sentFlags} and no other difference. */
    private static void assertMeaning(byte[] datagram, SnMessage message, int sentFlags) {
        assertThat(decode(datagram)).isEqualTo(message);
        byte[] sent = datagram.clone();
        sent[2] = (byte) sentFlags;
        assertThat(SnEncoder.encode(message)).isEqualTo(sent);
    }

    private static SnMessage decode(byte[] datagram) {
        return ((Decoded) SnDecoder.decode(datagram)).message();
    }

    private static boolean bit(int flags, int mask) {
        return (flags & mask) != 0;
    }

    private static byte[] octets(int... values) {
        byte[] octets = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            octets[i] = (byte) values[i];
        }
        return octets;
    }
}
