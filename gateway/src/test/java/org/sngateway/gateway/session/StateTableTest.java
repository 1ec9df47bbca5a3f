package org.sngateway.gateway.session;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sngateway.codec.Covers;
import org.sngateway.codec.v12.ConnAck;
import org.sngateway.codec.v12.Encapsulated;
import org.sngateway.codec.v12.MessageType;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.SnMessage;
import org.sngateway.gateway.session.port.StateName;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The state table of the catalogue (s.2.14) as far as messages cause the transitions: every state, every message, from
 * the device's address and from another. What time and the broker cause is in {@link SupervisionTest}.
 *
 * <p>A cell says what is answered to the sender ("-" for silence, BYE for DISCONNECT), then after a slash the next state
 * if it is another one, and "*" when the timers that supervise the device start again.
 */
class StateTableTest {

    /** Where the session stands before the message: the columns. */
    enum Start {
        NONE,
        /** CONNECTING: waits for WILLTOPIC. */
        TOPIC,
        /** CONNECTING: waits for WILLMSG. */
        MSG,
        /** CONNECTING: waits for the broker. */
        BROKER,
        ACTIVE,
        ASLEEP,
        /** One message is with the device, its PUBACK is missing. */
        AWAKE,
        /** Less than 90 s ago. */
        DISCONNECTED,
        LOST
    }

    private static final String FROM_ITS_ADDRESS = """
            message             NONE            TOPIC           MSG             BROKER   ACTIVE            ASLEEP            AWAKE                    DISCONNECTED    LOST
            CONNECT             CONNACK0/ACTIVE CONNACK0/ACTIVE CONNACK0/ACTIVE -        CONNACK0*         CONNACK0/ACTIVE*  CONNACK0,PUBLISH/ACTIVE* CONNACK0/ACTIVE CONNACK0/ACTIVE
            CONNECT_WILL        WTREQ/CONNECTING WTREQ          WMREQ           -        WTREQ/CONNECTING  WTREQ/CONNECTING  WTREQ/CONNECTING         WTREQ/CONNECTING WTREQ/CONNECTING
            CONNECT_CLEAN       CONNACK0/ACTIVE CONNACK0/ACTIVE CONNACK0/ACTIVE -        CONNACK0*         CONNACK0/ACTIVE*  CONNACK0,PUBLISH/ACTIVE* CONNACK0/ACTIVE CONNACK0/ACTIVE
            CONNECT_OTHER_ID    CONNACK0        CONNACK0/NONE   CONNACK0/NONE   -/NONE   CONNACK0/LOST     CONNACK0          CONNACK0/LOST            CONNACK0        CONNACK0
            CONNECT_PROTOCOL_2  CONNACK3        CONNACK3        CONNACK3        CONNACK3 CONNACK3*         CONNACK3*         CONNACK3*                CONNACK3        CONNACK3
            WILLTOPIC           BYE             WMREQ           WMREQ           -        -*                -*                -*                       BYE             BYE
            WILLTOPIC_EMPTY     BYE             CONNACK0/ACTIVE CONNACK0/ACTIVE -        -*                -*                -*                       BYE             BYE
            WILLMSG             BYE             -               CONNACK0/ACTIVE -        -*                -*                -*                       BYE             BYE
            REGISTER            BYE             -               -               -        REGACK*           REGACK*           REGACK*                  BYE             BYE
            REGACK              BYE             -               -               -        -*                -*                -*                       BYE             BYE
            PUBLISH_QOS_0       BYE             -               -               -        -*                -*                -*                       BYE             BYE
            PUBLISH_QOS_1       BYE             -               -               -        PUBACK*           PUBACK*           PUBACK*                  BYE             BYE
            PUBLISH_QOS_2       BYE             -               -               -        PUBREC*           PUBREC*           PUBREC*                  BYE             BYE
            PUBLISH_QOS_M1      -               -               -               -        -*                -*                -*                       -               -
            PUBACK              BYE             -               -               -        -*                -*                PINGRESP/ASLEEP*         BYE             BYE
            PUBREC              BYE             -               -               -        PUBREL*           PUBREL*           PUBREL*                  BYE             BYE
            PUBREL              BYE             -               -               -        PUBCOMP*          PUBCOMP*          PUBCOMP*                 BYE             BYE
            PUBCOMP             BYE             -               -               -        -*                -*                -*                       BYE             BYE
            SUBSCRIBE           BYE             -               -               -        SUBACK*           SUBACK*           SUBACK*                  BYE             BYE
            UNSUBSCRIBE         BYE             -               -               -        UNSUBACK*         UNSUBACK*         UNSUBACK*                BYE             BYE
            PINGREQ             BYE             -               -               -        PINGRESP*         PINGRESP*         PUBLISH*                 BYE             BYE
            PINGREQ_OWN_ID      BYE             -               -               -        PINGRESP*         PINGRESP*         PUBLISH*                 BYE             BYE
            PINGREQ_OTHER_ID    BYE             -               -               -        BYE               BYE               BYE                      BYE             BYE
            PINGRESP            BYE             -               -               -        -*                -*                -*                       BYE             BYE
            DISCONNECT          -               BYE/NONE        BYE/NONE        BYE/NONE BYE/DISCONNECTED  BYE/DISCONNECTED  BYE/DISCONNECTED         BYE             -
            DISCONNECT_0        -               BYE/NONE        BYE/NONE        BYE/NONE BYE/DISCONNECTED  BYE/DISCONNECTED  BYE/DISCONNECTED         BYE             -
            DISCONNECT_SLEEP    -               BYE/NONE        BYE/NONE        BYE/NONE BYE/ASLEEP*       BYE*              BYE/ASLEEP*              -               -
            WILLTOPICUPD        BYE             -               -               -        WTRESP0*          WTRESP0*          WTRESP0*                 BYE             BYE
            WILLTOPICUPD_EMPTY  BYE             -               -               -        WTRESP0*          WTRESP0*          WTRESP0*                 BYE             BYE
            WILLMSGUPD          BYE             -               -               -        WMRESP0*          WMRESP0*          WMRESP0*                 BYE             BYE
            SEARCHGW            GWINFO          GWINFO          GWINFO          GWINFO   GWINFO*           GWINFO*           GWINFO*                  GWINFO          GWINFO
            ADVERTISE           -               -               -               -        -                 -                 -                        -               -
            GWINFO              -               -               -               -        -                 -                 -                        -               -
            CONNACK             -               -               -               -        -                 -                 -                        -               -
            WILLTOPICREQ        -               -               -               -        -                 -                 -                        -               -
            WILLMSGREQ          -               -               -               -        -                 -                 -                        -               -
            SUBACK              -               -               -               -        -                 -                 -                        -               -
            UNSUBACK            -               -               -               -        -                 -                 -                        -               -
            WILLTOPICRESP       -               -               -               -        -                 -                 -                        -               -
            WILLMSGRESP         -               -               -               -        -                 -                 -                        -               -
            ENCAPSULATED        NODE:BYE        NODE:BYE        NODE:BYE        NODE:BYE NODE:BYE          NODE:BYE          NODE:BYE                 NODE:BYE        NODE:BYE
            """;

    /** From another host. "OLD:" is what the device's former address is sent. */
    private static final String FROM_ELSEWHERE = """
            message             NONE             TOPIC            MSG              BROKER   ACTIVE                 ASLEEP            AWAKE                    DISCONNECTED     LOST
            CONNECT             CONNACK0/ACTIVE  CONNACK0/ACTIVE  CONNACK0/ACTIVE  -        CONNACK0,OLD:BYE*      CONNACK0/ACTIVE*  CONNACK0,PUBLISH/ACTIVE* CONNACK0/ACTIVE  CONNACK0/ACTIVE
            CONNECT_WILL        WTREQ/CONNECTING WTREQ            WTREQ            WTREQ    WTREQ/CONNECTING       WTREQ/CONNECTING  WTREQ/CONNECTING         WTREQ/CONNECTING WTREQ/CONNECTING
            CONNECT_CLEAN       CONNACK0/ACTIVE  CONNACK0/ACTIVE  CONNACK0/ACTIVE  -        CONNACK0,OLD:BYE*      CONNACK0/ACTIVE*  CONNACK0,PUBLISH/ACTIVE* CONNACK0/ACTIVE  CONNACK0/ACTIVE
            CONNECT_OTHER_ID    CONNACK0         CONNACK0         CONNACK0         -        CONNACK0               CONNACK0          CONNACK0                 CONNACK0         CONNACK0
            CONNECT_PROTOCOL_2  CONNACK3         CONNACK3         CONNACK3         CONNACK3 CONNACK3               CONNACK3          CONNACK3                 CONNACK3         CONNACK3
            SEARCHGW            GWINFO           GWINFO           GWINFO           GWINFO   GWINFO                 GWINFO            GWINFO                   GWINFO           GWINFO
            ENCAPSULATED        NODE:BYE         NODE:BYE         NODE:BYE         NODE:BYE NODE:BYE               NODE:BYE          NODE:BYE                 NODE:BYE         NODE:BYE
            """;

    /** From elsewhere all others mean the same in every state: there is no session behind that address. */
    private static final Set<StateInput> TURNED_AWAY = EnumSet.range(StateInput.WILLTOPIC, StateInput.WILLMSGUPD);

    private static final Set<StateInput> DROPPED_FROM_STRANGERS = EnumSet.of(
            StateInput.PUBLISH_QOS_M1, StateInput.DISCONNECT, StateInput.DISCONNECT_0, StateInput.DISCONNECT_SLEEP);

    @Test
    void everyMessageTypeHasARow() {
        Set<MessageType> types = Stream.of(StateInput.values())
                .map(input -> input.message.type())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(MessageType.class)));
        assertThat(types).containsExactlyInAnyOrder(MessageType.values());
        assertThat(rows(FROM_ITS_ADDRESS).keySet()).containsExactlyInAnyOrder(StateInput.values());
        assertThat(elsewhere().keySet()).containsExactlyInAnyOrder(StateInput.values());
    }

    @TestFactory
    @Covers({
        "SN12-STA-01", "SN12-STA-02", "SN12-STA-03", "SN12-STA-04", "SN12-STA-05", "SN12-STA-06", "SN12-STA-07",
        "SN12-STA-08", "SN12-STA-09", "SN12-STA-10", "SN12-STA-11", "SN12-STA-12", "SN12-STA-13", "SN12-STA-15",
        "SN12-STA-16", "SN12-STA-17", "SN12-STA-18", "SN12-STA-19", "SN12-STA-20", "SN12-STA-24", "SN12-STA-25",
        "SN12-STA-26", "SN12-STA-27", "SN12-STA-28", "SN12-STA-30", "SN12-STA-31", "SN12-STA-32", "SN12-STA-33",
        "SN12-STA-34", "SN12-STA-35", "SN12-STA-36", "SN12-STA-39", "SN12-STA-40", "SN12-STA-41", "SN12-STA-42",
        "SN12-TYP-03", "SN12-AMB-10", "SN12-AMB-24", "SN12-AMB-30", "SN12-CONN-11", "SN12-KA-09", "SN12-DSC-10"
    })
    List<DynamicTest> fromItsAddress() {
        return tests(rows(FROM_ITS_ADDRESS), (fixture, device) -> device);
    }

    @TestFactory
    @Covers({"SN12-UNK-01", "SN12-UNK-02", "SN12-UNK-05", "SN12-AMB-08", "SN12-AMB-23", "SN12-DIS-06"})
    List<DynamicTest> fromElsewhere() {
        return tests(elsewhere(), (fixture, device) -> fixture.device("c1", 77, 6000));
    }

    private static Map<StateInput, String[]> elsewhere() {
        Map<StateInput, String[]> rows = rows(FROM_ELSEWHERE);
        for (StateInput input : StateInput.values()) {
            boolean turnedAway = TURNED_AWAY.contains(input) && !DROPPED_FROM_STRANGERS.contains(input);
            String[] same = new String[Start.values().length];
            java.util.Arrays.fill(same, turnedAway ? "BYE" : "-");
            rows.putIfAbsent(input, same);
        }
        return rows;
    }

    private static Map<StateInput, String[]> rows(String table) {
        Map<StateInput, String[]> rows = new EnumMap<>(StateInput.class);
        table.lines().skip(1).forEach(line -> {
            String[] words = line.trim().split(" +");
            assertThat(words).as(line).hasSize(1 + Start.values().length);
            rows.put(StateInput.valueOf(words[0]), java.util.Arrays.copyOfRange(words, 1, words.length));
        });
        return rows;
    }

    private static List<DynamicTest> tests(
            Map<StateInput, String[]> rows, BiFunction<EngineFixture, TestDevice, TestDevice> sender) {
        List<DynamicTest> tests = new ArrayList<>();
        rows.forEach((input, cells) -> {
            int column = 0;
            for (Start start : Start.values()) {
                String cell = cells[column++];
                tests.add(DynamicTest.dynamicTest(
                        start + " " + input + ": " + cell, () -> check(start, input, cell, sender)));
            }
        });
        return tests;
    }

    private static void check(
            Start start, StateInput input, String cell, BiFunction<EngineFixture, TestDevice, TestDevice> from) {
        EngineFixture fixture = new EngineFixture();
        TestDevice device = fixture.device("c1");
        bring(fixture, device, start);
        fixture.pass(1);
        device.takes();
        TestDevice sender = from.apply(fixture, device);
        String before = stateOf(fixture);

        sender.sends(input.message);

        StringBuilder seen = new StringBuilder(answers(sender.takes(), ""));
        if (!sender.peer.equals(device.peer)) {
            String old = answers(device.takes(), "OLD:");
            seen.append(old.isEmpty() ? "" : "," + old);
        }
        String after = stateOf(fixture);
        String next = after.equals(before) ? "" : "/" + after;
        String actual = (seen.length() == 0 ? "-" : seen) + next + (restarted(fixture, before) ? "*" : "");
        assertThat(actual).isEqualTo(cell);
        fixture.checkNothingLeaks();
    }

    /** Whether the supervision of a device that was connected, and is, has started again with this message. */
    private static boolean restarted(EngineFixture fixture, String before) {
        Session session = fixture.engine.session("c1");
        boolean was = Set.of("ACTIVE", "ASLEEP", "AWAKE").contains(before);
        return was
                && session != null
                && session.isConnected()
                && session.keepAlive().lastHeardNanos() == fixture.nowNanos;
    }

    private static String stateOf(EngineFixture fixture) {
        Session session = fixture.engine.session("c1");
        return session == null ? "NONE" : session.state().name().name();
    }

    private static void bring(EngineFixture fixture, TestDevice device, Start start) {
        switch (start) {
            case NONE -> {
                // Nothing has been sent.
            }
            case TOPIC, MSG, BROKER -> handshake(fixture, device, start);
            case ACTIVE, ASLEEP, AWAKE, DISCONNECTED, LOST -> connected(fixture, device, start);
        }
        if (start != Start.NONE) {
            String expected = start == Start.TOPIC || start == Start.MSG || start == Start.BROKER
                    ? StateName.CONNECTING.name()
                    : start.name();
            assertThat(stateOf(fixture)).isEqualTo(expected);
        }
    }

    private static void handshake(EngineFixture fixture, TestDevice device, Start start) {
        device.sends(StateInput.CONNECT_WILL.message);
        if (start != Start.TOPIC) {
            device.sends(StateInput.WILLTOPIC.message);
        }
        if (start == Start.BROKER) {
            fixture.broker.connects = ScriptedBroker.Connects.UNANSWERED;
            device.sends(StateInput.WILLMSG.message);
        }
    }

    private static void connected(EngineFixture fixture, TestDevice device, Start start) {
        device.sends(StateInput.CONNECT.message);
        device.sends(Messages.subscribe(1, "a/b", Qos.ONE));
        if (start == Start.ASLEEP || start == Start.AWAKE) {
            device.sends(new org.sngateway.codec.v12.Disconnect(600));
        }
        if (start == Start.AWAKE) {
            device.isDelivered("a/b", "1", Qos.ONE);
            device.wakes();
        }
        if (start == Start.DISCONNECTED) {
            device.sends(Messages.DISCONNECT);
        }
        if (start == Start.LOST) {
            fixture.pass(91);
        }
    }

    private static String answers(List<SnMessage> messages, String prefix) {
        return messages.stream().map(message -> prefix + text(message)).collect(Collectors.joining(","));
    }

    private static String text(SnMessage message) {
        if (message instanceof Encapsulated encapsulated) {
            return "NODE:" + text(encapsulated.message());
        }
        return switch (message.type()) {
            case DISCONNECT -> message.equals(Messages.DISCONNECT) ? "BYE" : message.toString();
            case CONNACK -> "CONNACK" + ((ConnAck) message).returnCode().value();
            case WILLTOPICREQ -> "WTREQ";
            case WILLMSGREQ -> "WMREQ";
            case WILLTOPICRESP ->
                "WTRESP"
                        + ((org.sngateway.codec.v12.WillTopicResp) message)
                                .returnCode()
                                .value();
            case WILLMSGRESP ->
                "WMRESP"
                        + ((org.sngateway.codec.v12.WillMsgResp) message)
                                .returnCode()
                                .value();
            default -> message.type().name();
        };
    }
}
