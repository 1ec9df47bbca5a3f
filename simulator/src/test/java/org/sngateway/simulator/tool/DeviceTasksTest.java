package org.sngateway.simulator.tool;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sngateway.codec.v12.Octets;
import org.sngateway.codec.v12.Qos;
import org.sngateway.codec.v12.TopicRef;
import org.sngateway.simulator.device.DeviceOptions;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What the tools send and how they end, octet for octet (MQTT-SN 1.2 s.5.4), in virtual time. */
class DeviceTasksTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int CONNECT = 0x04;
    private static final int REGISTER = 0x0A;
    private static final int PUBLISH = 0x0C;
    private static final int SUBSCRIBE = 0x12;
    private static final int PINGREQ = 0x16;
    private static final int DISCONNECT = 0x18;
    private static final String CONNECTED = "03 05 00";

    private final ScriptedGateway gateway = new ScriptedGateway();
    private final List<String> printed = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    private Outcome run(DeviceTask task, @Nullable Octets node) {
        Terminal terminal = new Terminal(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                new PrintWriter(Writer.nullWriter()),
                Clock.systemUTC());
        DeviceOptions options = DeviceOptions.of("c1").withRetries(5 * SECOND, 3);
        return new DeviceLoop(gateway, node, new PacketLog(terminal, 0)).run(options, task);
    }

    private Outcome publish(TopicRef topic, Qos qos, int sleepSeconds, int times, long delay) {
        Payloads payloads = new RepeatedPayload(Octets.ofUtf8("x"), times, delay);
        return run(new PublishTask("gw", new PublishPlan(topic, qos, false, sleepSeconds, payloads)), null);
    }

    private Outcome subscribe(int sleepSeconds, long count, long timeoutNanos, TopicRef topic) {
        SubscribePlan plan = new SubscribePlan(
                List.of(topic),
                List.of(),
                Qos.ONE,
                sleepSeconds,
                count,
                timeoutNanos,
                false,
                SubscribePlan.Retained.PRINTED);
        Messages messages = message ->
                printed.add(message.topicName() + " " + message.data().utf8());
        return run(new SubscribeTask("gw", plan, messages, complaints::add), null);
    }

    @Test
    void registersTheName_publishes_andDisconnects() {
        gateway.answer(CONNECT, CONNECTED)
                .answer(REGISTER, "07 0B 00 09 00 01 00")
                .answer(PUBLISH, "07 0D 00 09 00 02 00")
                .answer(DISCONNECT, "02 18");
        assertThat(publish(Topics.ofName("a/b", false), Qos.ONE, 0, 1, 0)).isEqualTo(Outcome.OK);
        assertThat(gateway.received)
                .containsExactly(
                        "08 04 04 01 00 3C 63 31", "09 0A 00 00 00 01 61 2F 62", "08 0C 20 00 09 00 02 78", "02 18");
    }

    @Test
    void qosMinusOne_needsNoConnection() {
        assertThat(publish(new TopicRef.Predefined(7), Qos.MINUS_ONE, 0, 2, 0)).isEqualTo(Outcome.OK);
        assertThat(gateway.received).containsExactly("08 0C 61 00 07 00 00 78", "08 0C 61 00 07 00 00 78");
    }

    @Test
    void shortName_goesInTheTopicIdField_andThroughAForwarder() {
        gateway.answer(0xFE, "05 FE 00 6E 31 03 05 00").answer(0xFE).answer(0xFE, "05 FE 00 6E 31 02 18");
        Payloads payload = new RepeatedPayload(Octets.ofUtf8("x"), 1, 0);
        PublishPlan plan = new PublishPlan(Topics.ofName("ab", false), Qos.ZERO, true, 0, payload);
        assertThat(run(new PublishTask("gw", plan), Octets.ofUtf8("n1"))).isEqualTo(Outcome.OK);
        assertThat(gateway.received).contains("05 FE 00 6E 31 08 0C 12 61 62 00 00 78");
    }

    @Test
    void forgottenTopicId_isRegisteredAnew_andTheMessageRepeatedOnce() {
        gateway.answer(CONNECT, CONNECTED)
                .answer(REGISTER, "07 0B 00 09 00 01 00")
                .answer(REGISTER, "07 0B 00 0A 00 03 00")
                .answer(PUBLISH, "07 0D 00 09 00 02 02")
                .answer(PUBLISH, "07 0D 00 0A 00 04 00")
                .answer(DISCONNECT, "02 18");
        assertThat(publish(Topics.ofName("a/b", false), Qos.ONE, 0, 1, 0)).isEqualTo(Outcome.OK);
        assertThat(gateway.received).contains("08 0C 20 00 0A 00 04 78");
    }

    @Test
    void sleepsInBetween_wakesByConnect_andSleepsAtTheEnd() {
        gateway.answer(CONNECT, CONNECTED)
                .answer(PUBLISH)
                .answer(DISCONNECT, "02 18")
                .answer(PINGREQ, "02 17");
        assertThat(publish(new TopicRef.Predefined(1), Qos.ZERO, 30, 2, 40 * SECOND))
                .isEqualTo(Outcome.OK);
        assertThat(gateway.received)
                .containsExactly(
                        "08 04 04 01 00 3C 63 31",
                        "08 0C 01 00 01 00 00 78",
                        "04 18 00 1E",
                        "04 16 63 31",
                        "08 04 04 01 00 3C 63 31",
                        "08 0C 01 00 01 00 00 78",
                        "04 18 00 1E");
    }

    @Test
    void refusals_haveTheirExitCodes() {
        gateway.answer(CONNECT, "03 05 03");
        assertThat(publish(new TopicRef.Predefined(1), Qos.ONE, 0, 1, 0).exitCode())
                .isEqualTo(77);
        ScriptedGateway congested = gateway.answer(CONNECT, "03 05 01");
        assertThat(publish(new TopicRef.Predefined(1), Qos.ONE, 0, 1, 0).exitCode())
                .isEqualTo(77);
        assertThat(publish(new TopicRef.Predefined(1), Qos.ONE, 0, 1, 0).exitCode())
                .isEqualTo(69);
        assertThat(congested.received).hasSize(3);
    }

    @Test
    void silence_isUnreachable_afterAllRetransmissions() {
        assertThat(publish(new TopicRef.Predefined(1), Qos.ONE, 0, 1, 0).exitCode())
                .isEqualTo(69);
        assertThat(gateway.received).hasSize(4);
        assertThat(gateway.nowNanos()).isEqualTo(20 * SECOND);
    }

    /** SN12-FRM-09 leaves the longest message to the network, so a gateway may have a limit and say nothing of it. */
    @Test
    void silenceAboutALongMessage_namesItsLengthAsAPossibleCause() {
        gateway.answer(CONNECT, CONNECTED);
        assertThat(complaintAboutPayloadOf(248)).isEqualTo("gw does not answer; 0 messages were acknowledged before");
        assertThat(complaintAboutPayloadOf(249))
                .isEqualTo(
                        "gw does not answer; it may be that a message of 258 octets is too long for it: gateways drop"
                                + " such without an answer, many from 1400 octets on, some from 256;"
                                + " 0 messages were acknowledged before");
    }

    private @Nullable String complaintAboutPayloadOf(int octets) {
        Payloads payloads = new RepeatedPayload(Octets.copyOf(new byte[octets]), 1, 0);
        PublishPlan plan = new PublishPlan(new TopicRef.Predefined(1), Qos.ONE, false, 0, payloads);
        Outcome outcome = run(new PublishTask("gw", plan), null);
        assertThat(outcome.exitCode()).isEqualTo(69);
        return outcome.complaint();
    }

    @Test
    void nobodyListening_isUnreachableAtOnce() {
        gateway.becomeUnreachable();
        assertThat(subscribe(0, 0, 0, Topics.ofName("a/b", false)).exitCode()).isEqualTo(69);
        assertThat(gateway.received).hasSize(1);
    }

    @Test
    void subscribes_acknowledges_printsAndEndsWithTheCount() {
        gateway.answer(CONNECT, CONNECTED)
                .answer(SUBSCRIBE, "08 13 20 00 05 00 01 00", "08 0C 20 00 05 00 07 78")
                .answer(DISCONNECT, "02 18");
        assertThat(subscribe(0, 1, 0, Topics.ofName("a/b", false))).isEqualTo(Outcome.OK);
        assertThat(gateway.received)
                .containsExactly("08 04 04 01 00 3C 63 31", "08 12 20 00 01 61 2F 62", "07 0D 00 05 00 07 00", "02 18");
        assertThat(printed).containsExactly("a/b x");
    }

    @Test
    void sleepingSubscriber_collectsAtEachWake_andTimesOutWith27() {
        gateway.answer(CONNECT, CONNECTED)
                .answer(SUBSCRIBE, "08 13 20 00 02 00 01 00")
                .answer(DISCONNECT, "02 18")
                .answer(PINGREQ, "02 17")
                .answer(PINGREQ, "08 0C 21 00 02 00 07 78", "02 17");
        assertThat(subscribe(10, 0, 25 * SECOND, new TopicRef.Predefined(2)).exitCode())
                .isEqualTo(27);
        assertThat(gateway.received)
                .containsExactly(
                        "08 04 04 01 00 3C 63 31",
                        "07 12 21 00 01 00 02",
                        "04 18 00 0A",
                        "04 16 63 31",
                        "04 16 63 31",
                        "07 0D 00 02 00 07 00",
                        "02 18");
        assertThat(printed).containsExactly("predefined/2 x");
    }

    @Test
    void lostSubscriber_connectsAndSubscribesAgain() {
        gateway.answer(CONNECT, CONNECTED)
                .answer(SUBSCRIBE, "08 13 20 00 05 00 01 00", "02 18")
                .answer(SUBSCRIBE, "08 13 20 00 05 00 02 00", "08 0C 20 00 05 00 07 78")
                .answer(DISCONNECT, "02 18");
        assertThat(subscribe(0, 1, 0, Topics.ofName("a/b", false))).isEqualTo(Outcome.OK);
        assertThat(complaints).singleElement().asString().contains("connecting again in 1 s");
        assertThat(printed).containsExactly("a/b x");
    }

    @Test
    void refusedSubscription_endsIt() {
        gateway.answer(CONNECT, CONNECTED)
                .answer(SUBSCRIBE, "08 13 00 00 00 00 01 03")
                .answer(DISCONNECT, "02 18");
        assertThat(subscribe(0, 0, 0, Topics.ofName("a/b", false)).exitCode()).isEqualTo(77);
    }
}
