package org.sngateway.codec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.PingReq;
import org.sngateway.codec.v12.Publish;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.Register;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.codec.v12.Subscribe;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.codec.v12.Unsubscribe;
import org.sngateway.codec.v12.WillMsg;
import org.sngateway.codec.v12.WillMsgUpd;
import org.sngateway.codec.v12.WillTopic;
import org.sngateway.codec.v12.WillTopicUpd;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Lengths, limits and targets of the encoder. */
class EncoderTest {

    /** A type with a variable part, and what MQTT-SN 1.2 leaves room for in each form. */
    record Room(String type, int shortForm, int longForm) {
        SnMessage with(int octets) {
            Octets variable = Octets.copyOf(new byte[octets]);
            return switch (type) {
                case "PUBLISH" -> new Publish(false, Qos.ZERO, false, new TopicRef.Normal(1), 0, variable);
                case "REGISTER" -> new Register(1, 1, variable);
                case "SUBSCRIBE" -> new Subscribe(false, Qos.ZERO, 1, new TopicRef.Named(variable));
                case "UNSUBSCRIBE" -> new Unsubscribe(1, new TopicRef.Named(variable));
                case "WILLTOPIC" -> new WillTopic(Qos.ZERO, false, variable);
                case "WILLTOPICUPD" -> new WillTopicUpd(Qos.ZERO, false, variable);
                case "WILLMSG" -> new WillMsg(variable);
                default -> new WillMsgUpd(variable);
            };
        }
    }

    static List<Room> rooms() {
        return List.of(
                new Room("PUBLISH", 248, 65526),
                new Room("REGISTER", 249, 65527),
                new Room("SUBSCRIBE", 250, 65528),
                new Room("UNSUBSCRIBE", 250, 65528),
                new Room("WILLTOPIC", 252, 65530),
                new Room("WILLTOPICUPD", 252, 65530),
                new Room("WILLMSG", 253, 65531),
                new Room("WILLMSGUPD", 253, 65531));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    @Covers({"SN12-FRM-07", "SN12-FLD-02", "SN12-FLD-12", "SN12-FLD-13"})
    void holdsAsMuchAsTheFormLeavesRoomFor(Room room) {
        assertThat(SnEncoder.encode(room.with(room.shortForm))).hasSize(255).startsWith(0xFF);
        assertThat(SnEncoder.encode(room.with(room.shortForm + 1))).hasSize(258).startsWith(0x01, 0x01, 0x02);
        assertThat(SnEncoder.encode(room.with(room.longForm))).hasSize(65535).startsWith(0x01, 0xFF, 0xFF);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    @Covers("SN12-FRM-09")
    void aMessageThatLengthCannotTellIsOurBug(Room room) {
        SnMessage tooLong = room.with(room.longForm + 1);
        byte[] target = new byte[70_000];
        assertThat(SnEncoder.encodedLength(tooLong)).isEqualTo(65536);
        assertThatThrownBy(() -> SnEncoder.encode(tooLong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536 octets");
        assertThatThrownBy(() -> SnEncoder.encode(tooLong, target, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(target).containsOnly(0);
    }

    @Test
    void anEncapsulationCountsItsMessage() {
        WillMsg inner = new WillMsg(Octets.copyOf(new byte[65527]));
        assertThat(SnEncoder.encodedLength(new Encapsulated(0, Octets.ofUtf8("n"), inner)))
                .isEqualTo(65535);
        Encapsulated tooLong = new Encapsulated(0, Octets.ofUtf8("no"), inner);
        assertThat(SnEncoder.encodedLength(tooLong)).isEqualTo(65536);
        assertThatThrownBy(() -> SnEncoder.encode(tooLong)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void touchesNothingAroundTheMessage() {
        byte[] target = {9, 9, 9, 9, 9, 9, 9};
        assertThat(SnEncoder.encode(new PingReq(Octets.ofUtf8("c1")), target, 2))
                .isEqualTo(4);
        assertThat(target).containsExactly(9, 9, 4, 0x16, 'c', '1', 9);
    }

    @Test
    void writesNothingWhereThereIsNoRoom() {
        byte[] target = {9, 9, 9, 9, 9};
        PingReq message = new PingReq(Octets.ofUtf8("c1"));
        assertThatThrownBy(() -> SnEncoder.encode(message, target, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> SnEncoder.encode(message, target, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(target).containsOnly(9);
    }
}
