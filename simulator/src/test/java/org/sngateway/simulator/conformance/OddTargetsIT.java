package org.sngateway.simulator.conformance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sngateway.codec.v12.ReturnCode;
import org.sngateway.simulator.conformance.script.TestBed;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is no gateway, or only half of one, is told from one: in bounded time, in one sentence, without an exception. */
@Timeout(120)
class OddTargetsIT {
    private static final byte[] CONNACK = {3, 5, 0};

    /** A UDP port of this test, and what it answers. */
    private static final class Port implements AutoCloseable {
        private final DatagramSocket socket;
        private final DatagramSocket mouth;
        final List<byte[]> heard = new CopyOnWriteArrayList<>();

        Port(UnaryOperator<byte @Nullable []> answer) throws IOException {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            mouth = socket;
            start(answer);
        }

        /** Says CONNACK, from this other socket. */
        Port(DatagramSocket other) throws IOException {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            mouth = other;
            start(octets -> CONNACK);
        }

        private void start(UnaryOperator<byte @Nullable []> answer) {
            Thread thread = new Thread(() -> serve(answer), "odd-target");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(UnaryOperator<byte @Nullable []> answer) {
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            while (!socket.isClosed()) {
                try {
                    packet.setLength(65_535);
                    socket.receive(packet);
                    byte[] octets = Arrays.copyOf(packet.getData(), packet.getLength());
                    heard.add(octets);
                    byte[] reply = answer.apply(octets);
                    if (reply != null) {
                        mouth.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                    }
                } catch (IOException closed) {
                    return;
                }
            }
        }

        int number() {
            return socket.getLocalPort();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static Suite suite(int port, List<TestCase> tests) {
        TestBed.Knowledge knowledge = new TestBed.Knowledge(Duration.ofMillis(200), Duration.ofMillis(200), Map.of());
        Settings settings =
                new Settings(new Settings.Target("127.0.0.1", port), null, knowledge, 32, Duration.ofSeconds(30));
        return new Suite(settings, tests, result -> {});
    }

    private static void isRefused(int port, String sentence) {
        assertThatThrownBy(() -> suite(port, Catalogue.all()).play())
                .isInstanceOf(TargetUnreachable.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void silentPort() throws IOException {
        try (Port port = new Port(octets -> null)) {
            isRefused(port.number(), "is silent");
            assertThat(port.heard)
                    .as("three that expect an answer from there, one from anywhere")
                    .hasSize(4);
        }
    }

    @Test
    void answersFromAnotherPort() throws IOException {
        try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                Port port = new Port(other)) {
            isRefused(port.number(), "answers CONNECT from 127.0.0.1:" + other.getLocalPort());
        }
    }

    @Test
    void closedPort() throws IOException {
        int number;
        try (Port port = new Port(octets -> null)) {
            number = port.number();
        }
        isRefused(number, "nothing listens at 127.0.0.1:" + number);
    }

    @Test
    void garbage() throws IOException {
        try (Port port = new Port(octets -> new byte[] {(byte) 0xDE, (byte) 0xAD})) {
            isRefused(port.number(), "no MQTT-SN message: DE AD");
        }
    }

    @Test
    void echo() throws IOException {
        try (Port port = new Port(octets -> octets)) {
            isRefused(port.number(), "sends back what it gets");
        }
    }

    @Test
    void unknownHost() {
        Settings settings = new Settings(
                new Settings.Target("no-such-host.invalid", 1883),
                null,
                new TestBed.Knowledge(Duration.ofSeconds(1), Duration.ofSeconds(1), Map.of()),
                1,
                Duration.ofSeconds(1));
        assertThatThrownBy(() -> new Suite(settings, Catalogue.all(), result -> {}).play())
                .isInstanceOf(TargetUnreachable.class)
                .hasMessageContaining("there is no host");
    }

    @Test
    void congestedGateway() throws IOException {
        byte[] congestion = {3, 5, (byte) ReturnCode.CONGESTION.value()};
        try (Port port = new Port(octets -> congestion)) {
            isRefused(port.number(), "congestion");
        }
    }

    /** Everything is answered with CONNACK: no test may crash, hang, or be taken for the fault of something else. */
    @Test
    void gatewayThatOnlySaysConnAck() throws IOException {
        try (Port port = new Port(octets -> CONNACK)) {
            SuiteResult result = suite(port.number(), Catalogue.all()).play();
            assertThat(result.results()).hasSameSizeAs(Catalogue.all());
            assertThat(result.count(Verdict.FAIL)).isGreaterThan(20);
            assertThat(result.results()).allSatisfy(OddTargetsIT::isSaidWhy);
        }
    }

    /** CONNECT is answered, everything else with octets at random: they are noted, and are nobody's exception. */
    @Test
    void gatewayThatSpeaksGarbage() throws IOException {
        Random random = new Random(7);
        try (Port port = new Port(octets -> {
            if (octets.length > 6 && octets[1] == 4) {
                return CONNACK;
            }
            byte[] garbage = new byte[random.nextInt(12)];
            random.nextBytes(garbage);
            return garbage;
        })) {
            SuiteResult result = suite(port.number(), Catalogue.all()).play();
            assertThat(result.count(Verdict.FAIL)).isGreaterThan(20);
            assertThat(result.results()).allSatisfy(OddTargetsIT::isSaidWhy);
            assertThat(verdict(result, "FMT-90")).isEqualTo(Verdict.FAIL);
        }
    }

    /** A gateway that dies in the middle is noticed, said, and not waited for in each of the tests that are left. */
    @Test
    void gatewayThatDies() throws IOException {
        int[] left = {120};
        try (Port port = new Port(octets -> left[0]-- > 0 ? CONNACK : null)) {
            SuiteResult result = suite(port.number(), Catalogue.all()).play();
            assertThat(result.trouble()).contains("has stopped answering");
            assertThat(result.passed()).isFalse();
            assertThat(result.results().stream().map(TestResult::reason))
                    .anyMatch(reason -> reason.startsWith("the gateway has stopped answering"));
        }
    }

    private static void isSaidWhy(TestResult result) {
        assertThat(result.verdict() == Verdict.PASS || !result.reason().isEmpty())
                .as(result.test().id())
                .isTrue();
        assertThat(result.reason()).doesNotContain("Exception");
    }

    private static Verdict verdict(SuiteResult result, String id) {
        return result.results().stream()
                .filter(test -> test.test().id().equals(id))
                .findFirst()
                .orElseThrow()
                .verdict();
    }
}
